import * as tf from '@tensorflow/tfjs-core'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import {
  anySeed,
  anySide,
  CASES,
  expectEqual,
  type Kernels,
  loadKernels,
  plainly,
  randomValues,
  runDefinition,
  TESTED_BUILDS,
} from '../../../testing/kernels.ts'
import { adam } from './adam.ts'

/** Adam in plain operations, in this order: weight, mean and variance after a step. */
function plainUpdate([weight, mean, variance, gradient, scalars]: tf.Tensor[]): tf.Tensor[] {
  const [size, scale] = (scalars as tf.Tensor).dataSync() as unknown as [number, number]
  const m = tf.add(tf.mul(mean as tf.Tensor, 0.9), tf.mul(gradient as tf.Tensor, 1 - 0.9))
  const v = tf.add(tf.mul(variance as tf.Tensor, 0.999), tf.mul(tf.square(gradient as tf.Tensor), 1 - 0.999))
  const spread = tf.add(tf.mul(tf.sqrt(v), scale), 1e-7)
  return [tf.sub(weight as tf.Tensor, tf.mul(tf.div(m, spread), size)), m, v]
}

function anyInputs(size: number, seed: number) {
  const [weight, mean, variance, gradient] = [0, 1, 2, 3].map((i) => randomValues(size, seed + i)) as [
    Float32Array,
    Float32Array,
    Float32Array,
    Float32Array,
  ]
  const arrays = [weight, mean, variance.map(Math.abs), gradient, Float32Array.of(0.01, 1.5)]
  return arrays.map((values) => ({ shape: [values.length], values }))
}

describe.each(TESTED_BUILDS)('HourglassAdam, %s build', (build) => {
  let kernels: Kernels
  beforeAll(async () => {
    kernels = await loadKernels(build)
  })

  it.each([
    ['beside its inputs', []],
    [
      'over them',
      [
        [0, 0],
        [1, 1],
        [2, 2],
      ],
    ],
  ] as const)("[E31] gives what tfjs's operations give, to the bit, written %s", (_name, inPlace) => {
    fc.assert(
      fc.property(anySide, anySide, anySeed, (rows, columns, seed) => {
        const inputs = anyInputs(rows * columns, seed)
        const tensors = () => inputs.map(({ values }) => tf.tensor1d(values))
        const expected = plainly(() => plainUpdate(tensors()))
        runDefinition(kernels, adam, { inputs, inPlace }).forEach((found, i) => {
          expectEqual(found, expected[i] as Float32Array)
        })
      }),
      CASES,
    )
  })

  it('[E33] a NaN in the gradient reaches its own weight alone', () => {
    const inputs = anyInputs(7, 1)
    const gradient = inputs[3]?.values as Float32Array
    gradient[5] = Number.NaN
    for (const values of runDefinition(kernels, adam, { inputs })) {
      expect(Array.from(values, Number.isNaN)).toEqual([false, false, false, false, false, true, false])
    }
  })
})
