// Codes that no picture was encoded to, from the Gaussian that has the mean and the covariance of given codes. The covariance itself is never made:
// for a wide code that, and its factor, would cost far more than all the rest.

import { RandomStream } from '../random.ts'

/**
 * mean + sum_i w_i (code_i - mean) / sqrt(pictures), w_i ~ N(0, 1) one a picture: a linear map of Gaussians, so Gaussian itself, with mean `mean` and
 * covariance sum_i (code_i - mean)(code_i - mean)' / pictures. Where a code can't be negative these may be: a Gaussian doesn't know.
 * @param codes [pictures, units], row by row. @returns [count, units]; the same for the same seed and codes. Throws RangeError for no codes.
 */
export function sampleLikeCodes(
  codes: ArrayLike<number>,
  units: number,
  { count, seed }: { readonly count: number; readonly seed: number },
): Float32Array {
  const pictures = codes.length / units
  if (pictures < 1 || !Number.isInteger(pictures)) throw new RangeError(`expected codes of ${units} numbers each, found ${codes.length} numbers`)
  const mean = meanOf(codes, units)
  const samples = new Float32Array(count * units)
  for (let at = 0; at < samples.length; at += units) {
    const stream = new RandomStream(seed, 'prior-sample', at / units)
    const sum = new Float64Array(units)
    for (let from = 0; from < codes.length; from += units) {
      const weight = stream.gaussian() / Math.sqrt(pictures)
      for (let j = 0; j < units; j++) sum[j] = (sum[j] as number) + weight * ((codes[from + j] as number) - (mean[j] as number))
    }
    for (let j = 0; j < units; j++) samples[at + j] = (mean[j] as number) + (sum[j] as number)
  }
  return samples
}

function meanOf(codes: ArrayLike<number>, units: number): Float64Array {
  const mean = new Float64Array(units)
  for (let at = 0; at < codes.length; at++) mean[at % units] = (mean[at % units] as number) + (codes[at] as number) / (codes.length / units)
  return mean
}
