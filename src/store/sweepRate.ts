// How long a unit of a sweep's computing takes on this machine, from whatever has been timed so far.

import type { BackendName } from '../engine/metrics.ts'
import { plannedSamples } from '../spec/runLength.ts'
import type { RunSpec } from '../spec/runSpec.ts'
import { imagesPerSecond, probeKey } from './backendChoice.ts'
import { type AppState, lanesOf } from './state.ts'
import { workOf } from './sweepEstimate.ts'

type Timed = Pick<AppState, 'sweep' | 'lanes' | 'runs' | 'live' | 'backend' | 'selectedLane'>

/** Seconds for a unit of trainingWork: of the last sweep, else as a lane trains, the selected one first, or last did. Null before anything was timed. */
export function secondsPerWork(state: Timed): number | null {
  const timed = (state.sweep.current?.outcomes ?? []).flatMap(({ run, took }) => (took === null ? [] : [{ work: workOf(run), took }]))
  if (timed.length > 0) return timed.reduce((sum, { took }) => sum + took, 0) / timed.reduce((sum, { work }) => sum + work, 0)
  return laneSecondsPerWork(state) ?? state.sweep.laneSecondsPerWork
}

/** Of the selected lane's training, or another's; of what its network was measured at where none has trained. */
export function laneSecondsPerWork(state: Timed): number | null {
  const lanes = [...lanesOf(state)].sort((a, b) => Number(b.laneId === state.selectedLane) - Number(a.laneId === state.selectedLane))
  for (const { runId } of lanes) {
    const [run, live] = [state.runs[runId], state.live[runId]]
    const rate = run && live && (live.metrics.imagesPerSecond || measuredRate(run.spec, live.metrics.backend, state))
    if (run && rate) return plannedSamples(run.spec) / rate / workOf(run)
  }
  return null
}

/** Images a second that this backend was measured at with this very network. */
function measuredRate(spec: RunSpec, name: BackendName, { backend: { measured } }: Pick<AppState, 'backend'>): number | null {
  const figure = measured?.key === probeKey(spec) ? measured.figures[name] : undefined
  return figure && 'stepMs' in figure ? imagesPerSecond(figure.stepMs, spec.training.batchSize) : null
}
