import * as tf from '@tensorflow/tfjs-core'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import {
  anySeed,
  CASES,
  EPSILON,
  expectClose,
  type Kernels,
  loadKernels,
  plainly,
  randomValues,
  runDefinition,
  TESTED_BUILDS,
} from '../../../testing/kernels.ts'
import { activate } from '../../models/activate.ts'
import { mse } from './mse.ts'

const side = fc.integer({ min: 1, max: 70 })
const anyOutput = fc.constantFrom('sigmoid' as const, 'linear' as const)

describe.each(TESTED_BUILDS)('HourglassMse, %s build', (build) => {
  let kernels: Kernels
  beforeAll(async () => {
    kernels = await loadKernels(build)
  })

  it.each([
    ['beside its inputs', []],
    ['over the logits', [[1, 0]]],
    ['over the target', [[1, 1]]],
  ] as const)("[E31] value and gradient are tfjs's, the gradient written %s", (_name, inPlace) => {
    fc.assert(
      fc.property(side, side, anyOutput, anySeed, (rows, columns, output, seed) => {
        const size = rows * columns
        const [logits, target] = [randomValues(size, seed), randomValues(size, seed + 1)]
        const [value, gradient, y] = plainly(() => {
          const [z, x] = [tf.tensor2d(logits, [rows, columns]), tf.tensor2d(target, [rows, columns])]
          const loss = (a: tf.Tensor) => tf.losses.meanSquaredError(x, activate(output, a as tf.Tensor2D)) as tf.Scalar
          const { value, grad } = tf.valueAndGrad(loss)(z)
          return [value, grad, activate(output, z)]
        }) as [Float32Array, Float32Array, Float32Array]
        const inputs = [logits, target].map((values) => ({ shape: [rows, columns], values }))
        const [foundValue, foundGradient] = runDefinition(kernels, mse, { inputs, attributes: { output }, inPlace }) as [Float32Array, Float32Array]
        // A sigmoid may be a few units off, and so may y - x, whatever is left of it.
        const slip = (at: number) => 8 * EPSILON * (Math.abs(y[at] as number) + Math.abs(target[at] as number))
        const meanOfSquares = y.reduce((sum, _, at) => sum + (slip(at) / 8 / EPSILON) ** 2, 0) / size
        expectClose(foundValue, value, () => (size + 32) * EPSILON * meanOfSquares)
        expectClose(foundGradient, gradient, (at) => (2 / size) * slip(at))
      }),
      CASES,
    )
  })

  it.each(['sigmoid', 'linear'])('[E31] what lies behind the last element counts for nothing, %s output', (output) => {
    for (const count of [1, 2, 3, 5]) {
      const inputs = [new Float32Array(count).fill(0), new Float32Array(count).fill(output === 'sigmoid' ? 0.5 : 0)].map((values) => ({
        shape: [count],
        values,
      }))
      const [value, gradient] = runDefinition(kernels, mse, { inputs, attributes: { output } })
      expect(value).toEqual(Float32Array.of(0))
      expect(gradient).toEqual(new Float32Array(count))
    }
  })

  it('[E33] a NaN logit makes the value NaN and its own gradient alone', () => {
    for (const output of ['sigmoid', 'linear']) {
      const inputs = [Float32Array.of(1, 2, 3, 4, Number.NaN, 6), new Float32Array(6)].map((values) => ({ shape: [2, 3], values }))
      const [value, gradient] = runDefinition(kernels, mse, { inputs, attributes: { output } }) as [Float32Array, Float32Array]
      expect(value[0]).toBeNaN()
      expect(Array.from(gradient, Number.isNaN)).toEqual([false, false, false, false, true, false])
    }
  })

  it('[E31] an output it does not have is refused by name', () => {
    expect(() => mse.bind(kernels.functions, [[1], [1]], { output: 'tanh' })).toThrow(/'tanh'; allowed: sigmoid, linear/)
  })
})
