// Codes that no picture was encoded to, for the decoder to make pictures of: drawn from the prior that a variational network was trained towards, or,
// for a plain autoencoder, which has none, from a Gaussian fitted to the codes that it does give.

import { RandomStream } from '../random.ts'
import { secondMoments } from './covariance.ts'

export interface GaussianFit {
  /** [units] */
  readonly mean: Float64Array
  /** [units, units], lower triangular: factor times its transpose is the covariance. */
  readonly factor: Float64Array
}

/** z ~ N(0, 1): [count, units]; the same for the same seed, and the first ones the same however many are asked for. */
export function samplePrior(count: number, units: number, seed: number): Float32Array {
  const samples = new Float32Array(count * units)
  for (let i = 0; i < count; i++) {
    const stream = new RandomStream(seed, 'prior-sample', i)
    for (let j = 0; j < units; j++) samples[i * units + j] = stream.gaussian()
  }
  return samples
}

/** Mean and covariance of codes [count, units]. Throws RangeError for none. Units that never move, and such as others determine, are no trouble. */
export function fitGaussian(codes: Float32Array, units: number): GaussianFit {
  const { mean, covariance } = secondMoments(codes, codes.length / units, units)
  return { mean, factor: choleskyFactor(covariance, units) }
}

/** mean + factor z for the z that samplePrior() gives: [count, units]. Where a code can't be negative these may be: a Gaussian doesn't know. */
export function sampleGaussian({ mean, factor }: GaussianFit, count: number, seed: number): Float32Array {
  const units = mean.length
  const samples = samplePrior(count, units, seed)
  for (let at = 0; at < samples.length; at += units) {
    const z = samples.slice(at, at + units)
    for (let i = 0; i < units; i++) {
      let value = mean[i] as number
      for (let j = 0; j <= i; j++) value += (factor[i * units + j] as number) * (z[j] as number)
      samples[at + i] = value
    }
  }
  return samples
}

/** Of a variance, what rounding may leave where nothing is: such a column of the factor is 0. */
const NOTHING_LEFT = 1e-10

/** The lower triangular L with L L' = matrix, [n, n], positive semi-definite. (Golub and Van Loan, "Matrix Computations", 4th ed., section 4.2.8.) */
function choleskyFactor(matrix: Float64Array, n: number): Float64Array {
  const factor = new Float64Array(n * n)
  for (let j = 0; j < n; j++) {
    const pivot = restOf(matrix, factor, { row: j, column: j, n })
    if (pivot <= NOTHING_LEFT * (matrix[j * n + j] as number)) continue
    const root = Math.sqrt(pivot)
    for (let i = j; i < n; i++) factor[i * n + j] = restOf(matrix, factor, { row: i, column: j, n }) / root
  }
  return factor
}

/** What of matrix[row, column] the columns of the factor before this one leave. */
function restOf(matrix: Float64Array, factor: Float64Array, { row, column, n }: { row: number; column: number; n: number }): number {
  let rest = matrix[row * n + column] as number
  for (let k = 0; k < column; k++) rest -= (factor[row * n + k] as number) * (factor[column * n + k] as number)
  return rest
}
