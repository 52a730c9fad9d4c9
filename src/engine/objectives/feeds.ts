// What an objective needs of each step beside the batch: random numbers, a weight that changes from step to step.
// Made from seed and step alone, so that a step that is taken again, or replayed, has the same.

import type { KernelName } from '../kernels/kernelNames.ts'
import type { Purpose } from '../random.ts'

/** Which step of which run. */
export interface StepMoment {
  readonly seed: number
  /** Steps taken before this one. */
  readonly step: number
  /** Pictures shown before it / training pictures. */
  readonly epoch: number
}

export interface Feed {
  /** Shape for a batch of so many pictures. */
  shape(rows: number): number[]
  /** Fills numbers of that shape, all of them. */
  fill(out: Float32Array, moment: StepMoment): void
  /** The kernel that makes the same of the stream for this purpose, for backends that have it. */
  readonly drawn?: { readonly kernel: KernelName; readonly purpose: Purpose }
}
