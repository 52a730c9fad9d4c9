// A run that has just been put into a lane: what the page shows of it before the worker has said anything.

import type { BackendName, Metrics } from '../engine/metrics.ts'
import { planNetwork } from '../spec/network.ts'
import { plannedSamples, trainingCount } from '../spec/runLength.ts'
import type { RunSpec } from '../spec/runSpec.ts'
import type { Baseline, RunId } from '../workers/protocol.ts'
import { baselineKey } from './baselines.ts'
import { isSameData } from './sameData.ts'
import type { AppState, Lane, LaneId, LiveRun, RunState } from './state.ts'

export interface FreshRun {
  readonly laneId: LaneId
  readonly runId: RunId
  readonly spec: RunSpec
  readonly backend: BackendName
  readonly wantsTraining: boolean
}

/** The part of the state that changes when a fresh run takes a lane, a new one or in place of the run before. */
export function withRun(state: AppState, { laneId, runId, spec, backend, wantsTraining }: FreshRun): Partial<AppState> {
  const plan = planNetwork(spec)
  const run: RunState = {
    runId,
    revision: 0,
    spec,
    plan,
    status: 'loading',
    hasTrained: false,
    wantsTraining,
    isEdited: false,
    edits: [],
    problem: null,
    baseline: knownBaseline(state, spec),
  }
  const metrics: Metrics = {
    runId,
    step: 0,
    epoch: 0,
    samplesSeen: 0,
    trainLoss: null,
    testLoss: null,
    testMse: null,
    testSamples: 0,
    imagesPerSecond: 0,
    stepMs: 0,
    backend,
    parameters: plan.parameters,
    status: 'loading',
    edited: false,
  }
  const trainingPictures = trainingCount(spec)
  const live: LiveRun = {
    metrics,
    progress: { samplesPlanned: plannedSamples(spec), trainingPictures, picturesRead: 0, isAllRead: false, secondsLeft: null },
    history: [],
    activations: null,
    sampleDeviations: null,
    map: null,
    grid: null,
    reconstructions: null,
    codes: null,
    samples: null,
    weights: null,
  }
  const former = state.lanes[laneId]
  const isOtherData = !isSameData(former && state.runs[former.runId]?.spec, spec)
  const lane: Lane = {
    laneId,
    runId,
    engine: former?.engine ?? { status: 'starting' },
    overview: isOtherData ? null : (former?.overview ?? null),
  }
  return {
    lanes: { ...state.lanes, [laneId]: lane },
    runs: { ...without(state.runs, former?.runId), [runId]: run },
    live: { ...without(state.live, former?.runId), [runId]: live },
    ...(isOtherData && laneId === state.selectedLane && { view: viewOfOtherData(state.view) }),
  }
}

/** Everything but what is kept under this key. */
export function without<T>(record: Readonly<Record<string, T>>, key: string | undefined): Readonly<Record<string, T>> {
  return Object.fromEntries(Object.entries(record).filter(([name]) => name !== key))
}

/** Every dataset has so many samples to choose from, one of points hundreds. */
const SAMPLES_EVERYWHERE = 10

/** Without what was looked at of other data: its pictures have another size, its classes other names. */
export function viewOfOtherData(view: AppState['view']): AppState['view'] {
  const sample = view.sample === 'drawing' || view.sample >= SAMPLES_EVERYWHERE ? 0 : view.sample
  return { ...view, sample, drawing: null, isProbing: false, probedPoint: null, hiddenClasses: [], mapExtent: null }
}

/** The shipped network brings its baseline along: a run that has the same needs no seconds of computing. */
function knownBaseline({ shipped }: AppState, spec: RunSpec): Baseline | null {
  return shipped && baselineKey(shipped.run.spec) === baselineKey(spec) ? shipped.run.baseline : null
}
