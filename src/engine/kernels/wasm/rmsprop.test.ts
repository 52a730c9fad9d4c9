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
import { rmsprop } from './rmsprop.ts'

/** RMSProp in plain operations: weight and mean square after a step. */
function plainUpdate([weight, meanSquare, gradient, scalars]: tf.Tensor[]): tf.Tensor[] {
  const [rate] = (scalars as tf.Tensor).dataSync() as unknown as [number]
  const s = tf.add(tf.mul(meanSquare as tf.Tensor, 0.9), tf.mul(tf.square(gradient as tf.Tensor), 1 - 0.9))
  return [tf.sub(weight as tf.Tensor, tf.mul(tf.div(gradient as tf.Tensor, tf.sqrt(tf.add(s, 1e-7))), rate)), s]
}

function anyInputs(size: number, seed: number) {
  const arrays = [randomValues(size, seed), randomValues(size, seed + 1).map(Math.abs), randomValues(size, seed + 2), Float32Array.of(0.01)]
  return arrays.map((values) => ({ shape: [values.length], values }))
}

describe.each(TESTED_BUILDS)('HourglassRmsprop, %s build', (build) => {
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
      ],
    ],
  ] as const)("[E31] gives what tfjs's operations give, to the bit, written %s", (_name, inPlace) => {
    fc.assert(
      fc.property(anySide, anySide, anySeed, (rows, columns, seed) => {
        const inputs = anyInputs(rows * columns, seed)
        const tensors = () => inputs.map(({ values }) => tf.tensor1d(values))
        const expected = plainly(() => plainUpdate(tensors()))
        runDefinition(kernels, rmsprop, { inputs, inPlace }).forEach((found, i) => {
          expectEqual(found, expected[i] as Float32Array)
        })
      }),
      CASES,
    )
  })

  it('[E33] a NaN in the gradient reaches its own weight alone', () => {
    const inputs = anyInputs(7, 1)
    const gradient = inputs[2]?.values as Float32Array
    gradient[5] = Number.NaN
    for (const values of runDefinition(kernels, rmsprop, { inputs })) {
      expect(Array.from(values, Number.isNaN)).toEqual([false, false, false, false, false, true, false])
    }
  })
})
