// The strongest simple rival of a denoising network: one linear map from noisy pictures to clean ones.

import * as tf from '@tensorflow/tfjs-core'
import { psnr } from '../src/engine/analysis/psnr.ts'
import type { Dataset } from '../src/engine/data/dataset.ts'
import { slicePictures } from '../src/engine/data/gather.ts'
import { corruptBatch } from '../src/engine/objectives/corruption.ts'
import { TestInputs } from '../src/engine/testInputs.ts'
import { datasetFacts } from '../src/spec/datasets.ts'
import type { RunSpec } from '../src/spec/runSpec.ts'

/** Beside sums over thousands of pictures: keeps pixels that are never inked from dividing by nothing, and changes no figure. */
const RIDGE = 1
const SEED = 0

/**
 * dB of the mean squared error on the run's own noisy test pictures, cleaned by W = (X'X + ridge I)^-1 X'Y and clipped to the data's range; X noisy
 * training pictures with a 1 at their end, Y the clean ones. (Hoerl and Kennard 1970, "Ridge Regression".) The spec must have a corruption.
 */
export function ridgePsnr(spec: RunSpec, { train, test }: Dataset): number {
  const { corruption } = spec
  if (!corruption) throw new RangeError('ridge regression cleans noise, and this spec has none')
  const { range } = datasetFacts(spec.data.name)
  const noisy = slicePictures(train, 0, train.read)
  corruptBatch(noisy, train.size, corruption, { seed: SEED, step: 0, range })
  const inputs = new TestInputs(test).slice(spec, 0, test.read)
  const mse = tf.tidy(() => {
    const x = withOnes(noisy, train.size)
    const y = tf.tensor2d(slicePictures(train, 0, train.read), [train.read, train.size])
    const gram = tf.add(tf.matMul(x, x, true, false), tf.mul(tf.eye(train.size + 1), RIDGE))
    const map = solve(gram.dataSync(), tf.matMul(x, y, true, false).dataSync(), train.size + 1)
    const cleaned = tf.clipByValue(tf.matMul(withOnes(inputs, test.size), tf.tensor2d(map, [train.size + 1, train.size])), ...range)
    const clean = tf.tensor2d(slicePictures(test, 0, test.read), [test.read, test.size])
    return tf.mean(tf.mean(tf.squaredDifference(cleaned, clean), 1)).dataSync()[0] as number
  })
  return psnr(mse)
}

/** [rows, size] -> [rows, size + 1]. Within a tidy. */
function withOnes(rows: Float32Array, size: number): tf.Tensor2D {
  const count = rows.length / size
  return tf.concat2d([tf.tensor2d(rows, [count, size]), tf.ones([count, 1])], 1)
}

/** The solution of A w = b, A [n, n] symmetric and positive definite, b [n, columns]: Cholesky in float64. */
function solve(a: ArrayLike<number>, b: ArrayLike<number>, n: number): Float32Array {
  const lower = cholesky(a, n)
  const columns = b.length / n
  const w = Float64Array.from(b as Float32Array)
  const subtract = (row: number, other: number, factor: number) => {
    for (let j = 0; j < columns; j++) w[row * columns + j] = (w[row * columns + j] as number) - factor * (w[other * columns + j] as number)
  }
  const divide = (row: number) => {
    const diagonal = lower[row * n + row] as number
    for (let j = 0; j < columns; j++) w[row * columns + j] = (w[row * columns + j] as number) / diagonal
  }
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < i; k++) subtract(i, k, lower[i * n + k] as number)
    divide(i)
  }
  for (let i = n - 1; i >= 0; i--) {
    for (let k = i + 1; k < n; k++) subtract(i, k, lower[k * n + i] as number)
    divide(i)
  }
  return Float32Array.from(w)
}

/** The lower triangle L of A = L L', row-major. */
function cholesky(a: ArrayLike<number>, n: number): Float64Array {
  const lower = new Float64Array(n * n)
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = a[i * n + j] as number
      for (let k = 0; k < j; k++) sum -= (lower[i * n + k] as number) * (lower[j * n + k] as number)
      lower[i * n + j] = i === j ? Math.sqrt(sum) : sum / (lower[j * n + j] as number)
    }
  }
  return lower
}
