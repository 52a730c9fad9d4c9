// After divergence: the learning rate to go on at. The last one under which this network's loss was recorded and sound; where there is
// none, a lower one than the present.

import type { HistoryRecord } from '../engine/metrics.ts'
import type { RunSpec } from '../spec/runSpec.ts'
import type { Edit } from './state.ts'

const RATE_PATH = 'training.learningRate'
const STEP_DOWN = 3
/** Adam and RMSProp move every weight by about the rate in each step, and weights lie within ±1: nothing can come of more. */
const RATE_MAX_OF_EVEN_STEPS = 1

interface RunSoFar {
  readonly spec: RunSpec
  readonly edits: readonly Edit[]
  readonly history: readonly HistoryRecord[]
}

export interface SoundRate {
  readonly rate: number
  /** Did this network train at it? */
  readonly hasWorked: boolean
}

export function soundRate({ spec, edits, history }: RunSoFar): SoundRate {
  const { learningRate, optimizer } = spec.training
  const former = formerRates(edits).findLast(
    ({ rate, from, to }) => rate < learningRate && history.some(({ step, trainLoss }) => step > from && step <= to && Number.isFinite(trainLoss)),
  )
  if (former) return { rate: former.rate, hasWorked: true }
  const lower = learningRate / STEP_DOWN
  const isEven = optimizer === 'adam' || optimizer === 'rmsprop'
  return { rate: isEven ? Math.min(lower, RATE_MAX_OF_EVEN_STEPS) : lower, hasWorked: false }
}

/** The rates before the present one, each with the steps it was in force for: after `from`, up to `to`. */
function formerRates(edits: readonly Edit[]): { rate: number; from: number; to: number }[] {
  let from = 0
  return edits.flatMap(({ path, step, former }) => {
    if (path !== RATE_PATH || typeof former !== 'number') return []
    const stretch = { rate: former, from, to: step }
    from = step
    return [stretch]
  })
}
