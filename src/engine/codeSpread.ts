// What a variational code's means and log-variances say, picture by picture and unit by unit: how wide each Gaussian is, what it costs, a draw
// from it. Plain numbers in float64; training has the same formulas on its backend (objectives/variational.ts).

import { RandomStream } from './random.ts'

/**
 * Above this a log-variance l counts as BOUND + ln(1 + l - BOUND): the variance, e^l up to here, goes on along its tangent, so that neither it nor a
 * gradient overflows and both still pull back. A deviation of e^5 = 148 is far beyond any code of use, whose prior has 1.
 */
export const LOG_VARIANCE_BOUND = 10

/** Means, then log-variances, [count, 2 units], as the bottleneck gives them. */
export interface Spread {
  readonly values: ArrayLike<number>
  readonly units: number
}

/** What the Gaussian of a unit costs, in nats: KL(N(m, e^l) || N(0, 1)) = -1/2 (1 + l - m^2 - e^l). (Kingma and Welling 2013, appendix B.) */
export function divergenceOf(mean: number, logVariance: number): number {
  const l = bounded(logVariance)
  // expm1: near the prior 1 + l - e^l is all cancelled away.
  return 0.5 * (mean * mean + Math.expm1(l) - l)
}

/** Each picture's divergence, summed over the units, [count]. */
export function divergencesOfPictures(spread: Spread): Float64Array {
  const sums = new Float64Array(spread.values.length / (2 * spread.units))
  forEachUnit(spread, (mean, logVariance, { picture }) => {
    sums[picture] = (sums[picture] as number) + divergenceOf(mean, logVariance)
  })
  return sums
}

/** Each unit's divergence, mean over the pictures, [units]: about 0 where the unit says nothing of a picture. */
export function divergencesOfUnits(spread: Spread): Float64Array {
  const count = spread.values.length / (2 * spread.units)
  const means = new Float64Array(spread.units)
  forEachUnit(spread, (mean, logVariance, { unit }) => {
    means[unit] = (means[unit] as number) + divergenceOf(mean, logVariance) / count
  })
  return means
}

/** Standard deviations, [count, units]. */
export function deviationsOf(spread: Spread): Float32Array {
  const deviations = new Float32Array(spread.values.length / 2)
  forEachUnit(spread, (_, logVariance, { at }) => {
    deviations[at] = Math.exp(bounded(logVariance) / 2)
  })
  return deviations
}

/** The test draw is the same in every run, whatever its seed, so that runs compare. */
const TEST_SEED = 0

/** One draw for each test picture, the first of which is number `from`: codes [count, units]. The same numbers for the same picture, in every run. */
export function drawTestCodes(spread: Spread, from: number): Float32Array {
  const codes = new Float32Array(spread.values.length / 2)
  let stream: RandomStream | null = null
  forEachUnit(spread, (mean, logVariance, { picture, unit, at }) => {
    if (unit === 0) stream = new RandomStream(TEST_SEED, 'test-code-sample', from + picture)
    codes[at] = mean + Math.exp(bounded(logVariance) / 2) * (stream as RandomStream).gaussian()
  })
  return codes
}

function bounded(logVariance: number): number {
  return logVariance <= LOG_VARIANCE_BOUND ? logVariance : LOG_VARIANCE_BOUND + Math.log1p(logVariance - LOG_VARIANCE_BOUND)
}

interface Place {
  readonly picture: number
  readonly unit: number
  /** Of the unit in [count, units]. */
  readonly at: number
}

/** Picture by picture. */
function forEachUnit({ values, units }: Spread, see: (mean: number, logVariance: number, place: Place) => void): void {
  const count = values.length / (2 * units)
  for (let picture = 0; picture < count; picture++) {
    for (let unit = 0; unit < units; unit++) {
      const mean = picture * 2 * units + unit
      see(values[mean] as number, values[mean + units] as number, { picture, unit, at: picture * units + unit })
    }
  }
}
