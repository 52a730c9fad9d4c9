// What a person can do with the sweep, and what drives one: its pool of workers, which goes on whatever the page shows.

import type { BackendName } from '../engine/metrics.ts'
import type { RunSpec } from '../spec/runSpec.ts'
import { TrainerClient } from '../workers/client.ts'
import type { AppCore } from './app.ts'
import { openAsLane, selectLane } from './lanes.ts'
import { type AppState, selectedRun } from './state.ts'
import { askSweepBaselines } from './sweepBaselines.ts'
import { secondsLeft } from './sweepEstimate.ts'
import { planSweep } from './sweepPlan.ts'
import { SweepPool } from './sweepPool.ts'
import { laneSecondsPerWork, secondsPerWork } from './sweepRate.ts'
import { isUnderWay, type SweepDraft, type SweepMeasure, type SweepState } from './sweepState.ts'
import { freeCores } from './sweepWorkers.ts'

export interface SweepActions {
  setUpSweep(change: Partial<SweepDraft>): void
  /** Trains what is set up, in the background; the results of the one before go. */
  startSweep(): void
  pauseSweep(): void
  goOnWithSweep(): void
  /** What is done stays. */
  cancelSweep(): void
  showSweepIn(measure: SweepMeasure): void
  /** A lane of this spec, at step 0, idle, and the lanes beside each other. A notice where there are as many as can be. */
  openAsLane(spec: RunSpec): void
}

export function createSweepActions(core: AppCore, attempt: (work: () => Promise<unknown>) => void): SweepActions {
  const { store } = core
  let pool: SweepPool | null = null
  let stopFollowing = () => {}
  const current = () => store.getState().sweep.current
  const patch = (change: Partial<SweepState>) =>
    store.setState((state) => {
      const { sweep } = state
      return sweep.current ? { sweep: { ...sweep, current: withEstimate(state, { ...sweep.current, ...change }) } } : {}
    })
  // A lane forgets its rate with its run.
  store.subscribe((now, before) => {
    if (now.runs === before.runs) return
    const rate = laneSecondsPerWork(now)
    if (rate !== null && rate !== now.sweep.laneSecondsPerWork) store.setState({ sweep: { ...now.sweep, laneSecondsPerWork: rate } })
  })
  /** Cores come free and are taken again as lanes train. */
  const followLanes = (backend: BackendName) =>
    store.subscribe((now, before) => {
      if (now.runs === before.runs && now.lanes === before.lanes) return
      const workers = freeCores(now, backend)
      if (workers === current()?.workers || !isUnderWay(current())) return
      patch({ workers })
      if (pool) pool.workers = workers
    })

  const start = async () => {
    const state = store.getState()
    if (isUnderWay(state.sweep.current)) return
    const { setting, base, values, seeds, runs, refusal } = planSweep(selectedRun(state).spec, state.sweep.draft)
    if (refusal !== null) throw new Error(refusal)
    const backend = core.nextBackend
    const workers = freeCores(state, backend)
    const begun: SweepState = {
      ...{ setting, base, values, seeds, runs, workers },
      ...{ status: 'running', training: [], outcomes: [], secondsLeft: null, baselines: [] },
    }
    store.setState(({ sweep }) => ({ sweep: { ...sweep, current: withEstimate(state, begun) } }))
    stopFollowing = followLanes(backend)
    pool = new SweepPool({
      ...{ runs, backend, workers },
      connect: (name) => new TrainerClient({ ...core.workerOptions, backend: name, onEvent: () => {}, onLost: () => {} }),
      onOutcome: (outcome) => patch({ outcomes: [...(current()?.outcomes ?? []), outcome] }),
      onTraining: (training) => patch({ training }),
      onOver: () => end('done'),
    })
    pool.start()
    await askSweepBaselines(begun, core.baselines, {
      isWanted: () => current()?.runs === runs,
      onBaseline: (baseline) => patch({ baselines: [...(current()?.baselines ?? []), baseline] }),
    })
  }
  const end = (status: 'done' | 'cancelled') => {
    stopFollowing()
    pool = null
    patch({ status, training: [] })
  }

  return {
    setUpSweep: (change) => store.setState(({ sweep }) => ({ sweep: { ...sweep, draft: { ...sweep.draft, ...change } } })),
    startSweep: () => attempt(start),
    pauseSweep() {
      if (current()?.status !== 'running') return
      patch({ status: 'paused' })
      pool?.pause()
    },
    goOnWithSweep() {
      if (current()?.status !== 'paused') return
      patch({ status: 'running' })
      pool?.goOn()
    },
    cancelSweep() {
      if (!isUnderWay(current())) return
      pool?.stop()
      end('cancelled')
    },
    showSweepIn: (shown) => store.setState(({ sweep }) => ({ sweep: { ...sweep, shown } })),
    openAsLane: (spec) =>
      attempt(async () => {
        selectLane(core, openAsLane(core, spec))
        store.setState(({ view }) => ({ view: { ...view, screen: 'compare', comparePanel: 'lanes' } }))
        core.refresh()
      }),
  }
}

function withEstimate(state: AppState, sweep: SweepState): SweepState {
  const facts = { runs: sweep.runs, ended: sweep.outcomes, training: sweep.training, workers: sweep.workers }
  return { ...sweep, secondsLeft: isUnderWay(sweep) ? secondsLeft({ ...facts, secondsPerWork: secondsPerWork(state) }) : null }
}
