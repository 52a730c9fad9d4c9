// All that a run needs to go on elsewhere exactly as it would have here: handed out by Run.checkpoint(), taken by Run.resume().

import type { RunSpec } from '../spec/runSpec.ts'
import type { NetworkWeights } from './forward.ts'
import type { HistoryRecord } from './metrics.ts'

/** The learning rate's cycle, in pictures shown. */
export interface Cycle {
  readonly start: number
  readonly length: number
  /** The peak rate is the spec's times this: 1, or a third for a cycle after the first. */
  readonly rateFactor: number
}

/** What an optimizer remembers: for adam each weight's mean and variance, in the order of the weights. */
export interface OptimizerState {
  readonly step: number
  readonly slots: readonly Float32Array[]
}

/** Weights of another run to go on from, and how far they had come. Nothing else of that run is known. */
export interface Beginning {
  readonly weights: NetworkWeights
  readonly step: number
  readonly samplesSeen: number
}

export interface Checkpoint {
  readonly spec: RunSpec
  readonly step: number
  readonly samplesSeen: number
  readonly cycle: Cycle
  readonly isEdited: boolean
  readonly weights: NetworkWeights
  readonly optimizer: OptimizerState
  readonly history: readonly HistoryRecord[]
  /** Losses since the last multiple of 10 steps, then the objective's terms: their sums, and how many. */
  readonly lossSums: readonly number[]
  readonly lossCount: number
  /** What divergence is judged against; null before the first step. */
  readonly firstLoss: number | null
}

/** The arrays of a checkpoint: transferred rather than copied when it crosses to the page. */
export function buffersOf({ weights, optimizer }: Checkpoint): ArrayBuffer[] {
  const arrays = [...weights.layers.flatMap(({ kernel, bias }) => [kernel, bias]), ...optimizer.slots]
  return [...new Set(arrays.map(({ buffer }) => buffer as ArrayBuffer))]
}
