// Which units of a code are at work: how often each is active, how strongly, and which never are. Dead units are a failure, not sparsity, and
// are told from those that are active rarely. Pure functions on codes that somebody else has made.

import type { Activation } from '../../spec/runSpec.ts'

/** The bottleneck, as a spec or a planned layer has it. */
export interface CodeLayer {
  readonly activation: Activation
  readonly topK?: number
}

export interface Histogram {
  /** The lowest value and the highest: where the first bin begins and the last one ends. */
  readonly low: number
  readonly high: number
  /** Values in each bin; all bins are equally wide. */
  readonly counts: readonly number[]
}

export interface CodeActivity {
  /** Of each unit the share of pictures in which it is active: 0 is dead. */
  readonly shares: Float32Array
  /** Of each unit the mean of its active values; 0 for a dead one. */
  readonly typical: Float32Array
  /** Share of the units that are active in a picture, mean over the pictures. */
  readonly activeShare: number
  /** Units that are never active. */
  readonly dead: number
  /** Units that are active in fewer than RARE_SHARE of the pictures, but not dead. */
  readonly rare: number
  /** Of all values, active or not. */
  readonly histogram: Histogram
}

/** A unit that is active in fewer than these of the pictures is rare. */
export const RARE_SHARE = 0.01
const BINS = 20
/** A sigmoid is never 0: from here on it counts as active. */
const SIGMOID_THRESHOLD = 0.1

/** A unit is active above this value; null for a code whose units have no state of rest. Of a top-k code the kept units that are above 0. */
export function activityThreshold({ activation, topK }: CodeLayer): number | null {
  if (topK !== undefined) return 0
  switch (activation) {
    case 'relu':
    case 'leaky-relu':
    case 'elu':
      return 0
    case 'sigmoid':
      return SIGMOID_THRESHOLD
    case 'linear':
    case 'tanh':
      return null
    default:
      return activation satisfies never
  }
}

/** Adds 1 to a unit's count for each of the codes [pictures, units], row by row, in which it is above the threshold. */
export function countActive(codes: ArrayLike<number>, threshold: number, counts: Float64Array): void {
  const units = counts.length
  for (let from = 0; from < codes.length; from += units) {
    for (let unit = 0; unit < units; unit++) if ((codes[from + unit] as number) > threshold) counts[unit] = (counts[unit] as number) + 1
  }
}

/** Share of the units that are active in a picture, and how many never are, from how often each of them is. */
export function shareAndDead(counts: Float64Array, pictures: number): { readonly activeShare: number; readonly deadUnits: number } {
  const active = counts.reduce((sum, count) => sum + count, 0)
  return { activeShare: active / (pictures * counts.length), deadUnits: counts.filter((count) => count === 0).length }
}

/** What codes [pictures, units], row by row, say of their units. `threshold`: activityThreshold(). Throws RangeError for no code or half of one. */
export function codeActivity(codes: ArrayLike<number>, units: number, threshold: number): CodeActivity {
  const pictures = codes.length / units
  if (pictures < 1 || !Number.isInteger(pictures)) throw new RangeError(`expected codes of ${units} numbers each, found ${codes.length} numbers`)
  const counts = new Float64Array(units)
  countActive(codes, threshold, counts)
  const { activeShare, deadUnits } = shareAndDead(counts, pictures)
  const shares = Float32Array.from(counts, (count) => count / pictures)
  return {
    shares,
    typical: meansOfActive(codes, threshold, counts),
    activeShare,
    dead: deadUnits,
    rare: counts.filter((count) => count > 0 && count / pictures < RARE_SHARE).length,
    histogram: histogramOf(codes),
  }
}

function meansOfActive(codes: ArrayLike<number>, threshold: number, counts: Float64Array): Float32Array {
  const sums = new Float64Array(counts.length)
  for (let at = 0; at < codes.length; at++) {
    const value = codes[at] as number
    const unit = at % sums.length
    if (value > threshold) sums[unit] = (sums[unit] as number) + value
  }
  return Float32Array.from(sums, (sum, unit) => (counts[unit] ? sum / (counts[unit] as number) : 0))
}

/** Where all values are one, they stand in the first bin. What is not finite is left out. */
function histogramOf(values: ArrayLike<number>): Histogram {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (let at = 0; at < values.length; at++) {
    const value = values[at] as number
    if (!Number.isFinite(value)) continue
    low = Math.min(low, value)
    high = Math.max(high, value)
  }
  const counts = new Array<number>(BINS).fill(0)
  if (low > high) return { low: 0, high: 0, counts }
  for (let at = 0; at < values.length; at++) {
    const value = values[at] as number
    if (!Number.isFinite(value)) continue
    const bin = high > low ? Math.min(BINS - 1, Math.floor((BINS * (value - low)) / (high - low))) : 0
    counts[bin] = (counts[bin] as number) + 1
  }
  return { low, high, counts }
}
