// Medians, spreads and paired ratios: what the rounds' figures are boiled down to.

export interface Spread {
  readonly median: number
  readonly min: number
  readonly max: number
}

/** The middle one, or the mean of the middle two. Throws RangeError on none. */
export function median(values: readonly number[]): number {
  if (values.length === 0) throw new RangeError('the median of no values')
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  const upper = sorted[middle] as number
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] as number) + upper) / 2
}

export function spreadOf(values: readonly number[]): Spread {
  return { median: median(values), min: Math.min(...values), max: Math.max(...values) }
}

/** The value that so large a share of the values does not exceed (nearest rank). Throws RangeError on none. */
export function percentile(values: readonly number[], share: number): number {
  if (values.length === 0) throw new RangeError('a percentile of no values')
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] as number
}

/** numerator / denominator, each ratio taken within a round, since the machine may be slower in one than in another. */
export function pairedRatio(numerators: readonly number[], denominators: readonly number[]): Spread {
  if (numerators.length !== denominators.length) {
    throw new RangeError(`paired ratios: found ${numerators.length} and ${denominators.length} rounds; allowed: as many of each`)
  }
  return spreadOf(numerators.map((value, i) => value / (denominators[i] as number)))
}
