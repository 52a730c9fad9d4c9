// The learning rate at a place of the cycle.

import type { RunSpec } from '../spec/runSpec.ts'

const WARM_UP_SHARE = 0.15
const START_DIVISOR = 25
const END_DIVISOR = 250_000

/**
 * The rate at `place` (0 … 1 of the cycle's pictures shown). One-cycle: cosine from peak / 25 up to the peak over the first 15 %,
 * cosine down to peak / 250,000. (Smith and Topin 2018, "Super-Convergence"; the cosine form is PyTorch's OneCycleLR, momentum fixed.)
 */
export function learningRateAt(place: number, peak: number, schedule: RunSpec['training']['schedule']): number {
  switch (schedule) {
    case 'constant':
      return peak
    case 'one-cycle':
      return place < WARM_UP_SHARE
        ? cosineBetween(peak / START_DIVISOR, peak, place / WARM_UP_SHARE)
        : cosineBetween(peak, peak / END_DIVISOR, Math.min(1, (place - WARM_UP_SHARE) / (1 - WARM_UP_SHARE)))
    default:
      return schedule satisfies never
  }
}

function cosineBetween(from: number, to: number, share: number): number {
  return to + ((from - to) * (1 + Math.cos(Math.PI * share))) / 2
}
