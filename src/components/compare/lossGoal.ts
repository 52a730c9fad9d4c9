// The loss that the lanes' times are told to, where nobody has chosen one.

import { type ComparedMeasure, type MeasuredFigures, valueOn } from '../../spec/commonMeasure.ts'
import type { RunState } from '../../store/state.ts'

/** Round losses have so many digits. */
const DIGITS = 2

/** Which of a baseline's figures is PCA's in this measure; of clean inputs, where networks were trained on others, there is none. */
export const PCA_FIGURES = { testLoss: 'pcaLoss', testMse: 'pcaMse', testLossClean: null } as const

interface GoalLane {
  readonly run: Pick<RunState, 'status' | 'baseline' | 'plan'>
  readonly live: { readonly metrics: MeasuredFigures }
}

/**
 * A round loss that says something of every lane: PCA's (that of the smallest code where they differ), as long as it may still be reached; where all have
 * ended above it, what the worst of them has come to. Null while there is neither.
 */
export function defaultGoal(lanes: readonly GoalLane[], measure: ComparedMeasure): number | null {
  const figure = PCA_FIGURES[measure]
  const levels = lanes.flatMap(({ run: { baseline, plan } }) => (figure && baseline && plan.latent < plan.inputs ? [baseline[figure]] : []))
  const pca = levels.length === lanes.length ? roundUp(Math.max(...levels)) : null
  const ended = lanes.flatMap(({ run, live }) => (run.status === 'done' ? (valueOn(measure, live.metrics) ?? []) : []))
  const isOver = lanes.every(({ run: { status } }) => ['done', 'diverged', 'failed'].includes(status))
  const isReachable = !isOver || ended.some((loss) => pca !== null && loss <= pca)
  if (pca !== null && isReachable) return pca
  return ended.length > 0 ? roundUp(Math.max(...ended)) : null
}

/** The smallest number of two digits that is not below it: 0.2371 -> 0.24. */
export function roundUp(loss: number): number {
  const unit = unitOf(loss)
  // Rounded first: 0.24 / 0.01 is a little above 24.
  const units = Number((loss / unit).toFixed(9))
  return Number((Math.ceil(units) * unit).toPrecision(DIGITS))
}

/** The next round loss up or down. */
export function nextGoal(goal: number, direction: 1 | -1): number {
  const unit = unitOf(direction === 1 ? goal : goal * (1 - 1e-9))
  const units = Number((goal / unit).toFixed(9))
  const next = direction === 1 ? Math.floor(units) + 1 : Math.ceil(units) - 1
  return Number((next * unit).toPrecision(DIGITS))
}

/** What the last of two digits counts. */
function unitOf(loss: number): number {
  return 10 ** (Math.floor(Math.log10(loss)) + 1 - DIGITS)
}
