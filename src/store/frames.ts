// Frames: what to ask the worker for, and where its answers go.

import type { Metrics } from '../engine/metrics.ts'
import { datasetFacts } from '../spec/datasets.ts'
import { testCount } from '../spec/runLength.ts'
import type { Frame, FrameRequest, RunId } from '../workers/protocol.ts'
import type { AppCore } from './app.ts'
import { shownDigits, shownNoiseType, shownSample } from './inference.ts'
import { shownTab } from './learnedTabs.ts'
import { baselineOf } from './runBaselines.ts'
import { samplesRequest } from './samples.ts'
import { type AppState, isShippedShown, type RunState, selectedLive, selectedRun } from './state.ts'
import { noteShown } from './timings.ts'

const MAP_POINTS = 2_000
export const GRID_COLUMNS = 12
export const GRID_ROWS = 10
/** The parts of the view that decide which pictures go through the network. */
const SHOWN_BY = ['sample', 'testNoise', 'padNoise', 'drawing'] as const

/** What to ask for, each time anew. Counts what a person changes in the view, so that the worker knows which pictures are new. */
export class FrameRequests {
  #viewVersion = 0
  #lastView: AppState['view'] | null = null
  #lastNoiseType: string | null = null

  /** What the page can see now of the selected lane. `isSeen`: somebody looks at that. Nothing is asked for that nobody looks at. */
  next(state: AppState, isSeen = true): FrameRequest {
    const { view } = state
    const run = selectedRun(state)
    const live = selectedLive(state)
    const noiseType = shownNoiseType(state)
    if (noiseType !== this.#lastNoiseType || SHOWN_BY.some((key) => view[key] !== this.#lastView?.[key])) this.#viewVersion++
    this.#lastView = view
    this.#lastNoiseType = noiseType
    const facts = { runId: run.runId, revision: run.revision, historyFrom: live.history.length, viewVersion: this.#viewVersion }
    if (!isSeen || (isShippedShown(state) && state.shipped.stage === 'shown')) return facts
    const sample = shownSample(state)?.noisy
    const isPoints = datasetFacts(run.spec.data.name).kind === 'points'
    // Points are looked at with the last weights, on the page.
    const pictures = isPoints ? null : shownDigits(state)
    const isTraining = run.status === 'training'
    if (view.screen === 'compare') {
      const showsSamples = view.lanePictures === 'samples'
      const samples = showsSamples && samplesRequest(state)
      return {
        ...facts,
        mapPoints: MAP_POINTS,
        ...(pictures && { pictures }),
        ...(samples && { samples }),
        weights: !isTraining || isPoints || showsSamples || view.isProbing || live.weights === null,
      }
    }
    const tab = shownTab(state)
    const samples = tab === 'samples' && samplesRequest(state)
    return {
      ...facts,
      // At rest the caption has something to say of the map, whether that is seen or not.
      ...((tab === 'map' || !isTraining) && { mapPoints: MAP_POINTS }),
      ...(sample && { sample: sample.slice() }),
      ...(pictures && { pictures }),
      ...(tab === 'map' && !isPoints && view.mapExtent && { grid: { ...view.mapExtent, columns: GRID_COLUMNS, rows: GRID_ROWS } }),
      ...(tab === 'code' && { codes: testCount(run.spec) }),
      ...(samples && { samples }),
      weights: !isTraining || isPoints || view.isProbing || tab !== 'map' || live.weights === null,
    }
  }
}

/** Puts a frame into the store, unless it answers for a run or a revision that is no more. */
export function applyFrame(core: AppCore, frame: Frame): void {
  const state = core.store.getState()
  const run = state.runs[frame.runId]
  const former = state.live[frame.runId]
  if (!run || !former || frame.revision !== run.revision) return
  const { metrics, progress, historyFrom, history, activations, sampleDeviations, map, grid, reconstructions, codes, samples, weights } = frame
  const isSameHistory = historyFrom + history.length === former.history.length && history.at(-1)?.testLoss === former.history.at(-1)?.testLoss
  core.patchLive(frame.runId, {
    metrics: withBaseline(metrics, run),
    progress,
    ...(!isSameHistory && { history: [...former.history.slice(0, historyFrom), ...history] }),
    ...(activations && { activations }),
    ...(sampleDeviations && { sampleDeviations }),
    ...(map && { map }),
    ...(grid && { grid }),
    ...(reconstructions && { reconstructions }),
    ...(codes && { codes }),
    ...(samples && { samples }),
    ...(weights && { weights }),
  })
  noteStatus(core, metrics)
  if (activations) noteShown('edit')
  handOver(core, frame.runId)
  const problem = frame.problem ?? null
  if (JSON.stringify(problem) !== JSON.stringify(run.problem)) core.patchRun(frame.runId, { problem })
  if (progress.isAllRead) void baselineOf(core, frame.runId)
}

/** The shipped network goes off the page once the run that was asked for has trained and can be looked at and through. */
function handOver({ store }: AppCore, runId: RunId): void {
  const { shipped, lanes, live } = store.getState()
  const { metrics, weights } = live[runId] ?? {}
  if (shipped?.stage === 'leaving' && lanes[shipped.laneId]?.runId === runId && metrics && metrics.step > 0 && weights)
    store.setState({ shipped: { ...shipped, stage: 'ghost' } })
}

/** Puts metrics into the store. */
export function takeMetrics(core: AppCore, metrics: Metrics): void {
  const run = core.store.getState().runs[metrics.runId]
  if (run) core.patchLive(metrics.runId, { metrics: withBaseline(metrics, run) })
  noteStatus(core, metrics)
}

function withBaseline(metrics: Metrics, { baseline }: RunState): Metrics {
  return baseline ? { ...metrics, pcaMse: baseline.pcaMse } : metrics
}

/** What React renders from is written only when it changes. */
function noteStatus(core: AppCore, { runId, status, step, edited }: Metrics): void {
  const run = core.store.getState().runs[runId]
  if (!run) return
  const hasTrained = step > 0
  if (run.status === status && run.hasTrained === hasTrained && run.isEdited === edited) return
  const isOver = status === 'done' || status === 'diverged' || status === 'failed'
  core.patchRun(runId, { status, hasTrained, isEdited: edited, ...(isOver && { wantsTraining: false }) })
}
