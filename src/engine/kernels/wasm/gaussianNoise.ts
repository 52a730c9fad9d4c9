// The noise of a batch, made on the heap. Not a tfjs kernel: it stands before a recorded step, and draws, to the bit, what
// objectives/corruption.ts draws, which is what the step's recording had.

import type { Strength } from '../../../spec/runSpec.ts'
import type { PackFunctions } from './packFunctions.ts'

/** The place of 'corruption' in the list of purposes (random.ts), and so part of its streams' key. A test holds the two equal. */
const CORRUPTION_KEY = 2

/** Addresses of [rows, size] floats; noisy may be clean. */
export interface RowsOnHeap {
  readonly clean: number
  readonly noisy: number
  readonly rows: number
  readonly size: number
}

/** Puts Gaussian noise on rows that lie on the heap, as corruptBatch does: the same numbers for the same seed and step. */
export function gaussianNoise(
  functions: PackFunctions,
  { clean, noisy, rows, size }: RowsOnHeap,
  { sigma, seed, step, range: [low, high] }: { sigma: Strength; seed: number; step: number; range: readonly [number, number] },
): void {
  const [weakest, strongest] = typeof sigma === 'number' ? [sigma, sigma] : sigma
  const drawsStrength = typeof sigma === 'number' ? 0 : 1
  functions.gaussianNoise(clean, noisy, rows, size, seed, CORRUPTION_KEY, step, drawsStrength, weakest, strongest, low, high)
}
