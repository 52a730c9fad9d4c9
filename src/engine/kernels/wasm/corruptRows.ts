// The noise of a batch, made on the heap. Not a tfjs kernel: it stands before a recorded step, and draws, to the bit, what
// objectives/corruption.ts draws, which is what the step's recording had.

import type { Corruption } from '../../../spec/runSpec.ts'
import { strengthOf } from '../../objectives/corruption.ts'
import { MASKED } from '../../objectives/masking.ts'
import { purposeKey } from '../../random.ts'
import type { PackFunctions } from './packFunctions.ts'

/** Addresses of [rows, size] floats; noisy may be clean. */
export interface RowsOnHeap {
  readonly clean: number
  readonly noisy: number
  readonly rows: number
  readonly size: number
}

/** Corrupts rows that lie on the heap, as corruptBatch does: the same numbers for the same seed and step. */
export function corruptRows(
  functions: PackFunctions,
  { clean, noisy, rows, size }: RowsOnHeap,
  { corruption, seed, step, range: [low, high] }: { corruption: Corruption; seed: number; step: number; range: readonly [number, number] },
): void {
  const strength = strengthOf(corruption)
  const [weakest, strongest] = typeof strength === 'number' ? [strength, strength] : strength
  const drawsStrength = typeof strength === 'number' ? 0 : 1
  const place = [clean, noisy, rows, size, seed, purposeKey('corruption'), step, drawsStrength, weakest, strongest] as const
  switch (corruption.type) {
    case 'gaussian':
      functions.gaussianNoise(...place, low, high)
      return
    case 'salt-and-pepper':
      functions.spoiltPixels(...place, 0.5, low, high)
      return
    case 'masking':
      functions.spoiltPixels(...place, 1, MASKED, MASKED)
      return
    default:
      corruption satisfies never
  }
}
