// What the table of lanes shows of each, as plain numbers. What follows from the specs alone is apart: it does not change with frames.

import type { KnnFigures } from '../../engine/knnAccuracy.ts'
import type { RunStatus } from '../../engine/metrics.ts'
import { epochAxis } from '../../plots/epochAxis.ts'
import { type CommonMeasure, type ComparedMeasure, commonMeasure, valueOn } from '../../spec/commonMeasure.ts'
import { datasetFacts } from '../../spec/datasets.ts'
import { hasRest, latentOf } from '../../store/learnedTabs.ts'
import { type AppState, type LaneId, type LiveRun, lanesOf, type RunState, seenFrom, shownLive, shownRun } from '../../store/state.ts'
import { epochFacts } from '../loss-chart/chartOf.ts'

/** The loss that the lanes' times are told to, in the measure that is common to them. */
export interface Goal {
  readonly loss: number
  readonly measure: ComparedMeasure
}

/** When a lane was first measured at the chosen loss or under it. */
export interface GoalReached {
  /** Training pictures seen by then. */
  readonly samples: number
  /** And when it was measured last before, above that loss; 0: never. It came to the loss somewhere between. */
  readonly samplesBefore: number
  /** Of the engine's work; null before its rate is known. */
  readonly imagesPerSecond: number | null
}

/** 'never': it has ended without; null: it may still. */
export type Reached = GoalReached | 'never' | null

export interface LaneFigures {
  readonly laneId: LaneId
  readonly status: RunStatus
  readonly testLoss: number | null
  /** On clean pictures; of a run without noise the test loss itself. */
  readonly testLossClean: number | null
  readonly testMse: number | null
  readonly parameters: number
  /** Numbers of a code. */
  readonly code: number
  /** Numbers of an input for each of its code. */
  readonly compression: number
  /** The engine's own rate; null before it is known, and of a network that was trained elsewhere. */
  readonly imagesPerSecond: number | null
  readonly reached: Reached
  /** Of the present weights; null until it has been worked out. */
  readonly knn: KnnFigures | null
  readonly activeShare: number | null
}

/** What the specs of all lanes say of the table. */
export interface TableFacts extends CommonMeasure {
  /** Is there a class to be told from a code, in every lane the same? */
  readonly hasKnn: boolean
  readonly isKnnComparable: boolean
  /** Can the units of some code be at rest? */
  readonly hasActiveShare: boolean
}

export function runsShown(state: AppState): readonly { readonly laneId: LaneId; readonly run: RunState; readonly live: LiveRun }[] {
  return lanesOf(state).map(({ laneId }) => {
    const seen = seenFrom(state, laneId)
    return { laneId, run: shownRun(seen), live: shownLive(seen) }
  })
}

/** The measure that is common to all lanes. */
export function measureShown(state: AppState): ComparedMeasure {
  return commonMeasure(runsShown(state).map(({ run }) => run.spec)).measure
}

export function tableFacts(runs: readonly Pick<RunState, 'spec' | 'plan'>[]): TableFacts {
  const specs = runs.map(({ spec }) => spec)
  const common = commonMeasure(specs)
  return {
    ...common,
    hasKnn: specs.some(({ data }) => datasetFacts(data.name).kind === 'pictures'),
    isKnnComparable: new Set(specs.map(({ data: { name, classes } }) => JSON.stringify([name, classes]))).size === 1,
    hasActiveShare: runs.some(({ plan }) => hasRest(latentOf(plan))),
  }
}

/** Without a goal nothing is reached. */
export function figuresOf(laneId: LaneId, run: RunState, live: LiveRun, goal: Goal | null): LaneFigures {
  const { metrics, knn } = live
  return {
    laneId,
    status: run.status,
    testLoss: metrics.testLoss,
    testLossClean: metrics.testLossClean ?? (run.spec.corruption ? null : metrics.testLoss),
    testMse: metrics.testMse,
    parameters: run.plan.parameters,
    code: run.plan.latent,
    compression: run.plan.inputs / run.plan.latent,
    imagesPerSecond: rateOf(metrics),
    reached: goal === null ? null : whenReached(run, live, goal),
    knn: knn && knn.step === metrics.step ? knn : null,
    activeShare: hasRest(latentOf(run.plan)) ? (metrics.activeShare ?? null) : null,
  }
}

/** The rate is what the engine has now: waiting, for the speed control or for the other lanes, costs nothing. */
function whenReached(run: RunState, live: LiveRun, { loss, measure }: Goal): Reached {
  const { metrics, history, progress } = live
  const values = history.map((record) => valueOn(measure, record))
  const at = values.findIndex((value) => value !== null && value <= loss)
  const record = history[at]
  if (!record) return ['done', 'diverged', 'failed'].includes(run.status) ? 'never' : null
  const before = history.findLast((_, i) => i < at && values[i] !== null)
  const epochOf = epochAxis(epochFacts(run, live))
  const samplesAt = (step: number) => Math.round(epochOf(step) * progress.trainingPictures)
  return { samples: samplesAt(record.step), samplesBefore: before ? samplesAt(before.step) : 0, imagesPerSecond: rateOf(metrics) }
}

function rateOf({ imagesPerSecond }: LiveRun['metrics']): number | null {
  return imagesPerSecond > 0 ? imagesPerSecond : null
}
