import * as tf from '@tensorflow/tfjs-core'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { useBackend } from '../../../testing/digits.ts'
import {
  anySeed,
  anySide,
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
import { sigmoid } from './sigmoid.ts'

/** The exponential's, and one each of sum, quotient and product: here and in tfjs. */
const ROUNDINGS = 8
/** Below this e^x is no normal number any more, and ours stays where it is. */
const SMALLEST = 2 ** -125

describe.each(TESTED_BUILDS)('Sigmoid, %s build', (build) => {
  let kernels: Kernels
  beforeAll(async () => {
    kernels = await loadKernels(build)
  })
  afterAll(() => useBackend('wasm', 'plain'))

  it.each([
    ['beside its input', []],
    ['over it', [[0, 0]]],
  ] as const)("[E31] is tfjs's to a few units in the last place, small values too, written %s", (_name, inPlace) => {
    fc.assert(
      fc.property(anySide, anySide, anySeed, (rows, columns, seed) => {
        const values = randomValues(rows * columns, seed)
        const [expected] = plainly(() => [tf.sigmoid(tf.tensor1d(values))]) as [Float32Array]
        const [found] = runDefinition(kernels, sigmoid, { inputs: [{ shape: [rows, columns], values }], inPlace }) as [Float32Array]
        expectClose(found, expected, (at) => ROUNDINGS * EPSILON * (expected[at] as number) + SMALLEST)
      }),
      CASES,
    )
  })

  it('[E31] at the ends it is 0 and 1', () => {
    const values = Float32Array.of(Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 3e38, -3e38, 0, -0)
    const [found] = runDefinition(kernels, sigmoid, { inputs: [{ shape: [6], values }] }) as [Float32Array]
    expectClose(found, Float32Array.of(1, 0, 1, 0, 0.5, 0.5), () => SMALLEST)
  })

  it('[E33] a NaN stays where it is', () => {
    const values = new Float32Array(7).fill(1)
    values[5] = Number.NaN
    const [found] = runDefinition(kernels, sigmoid, { inputs: [{ shape: [7], values }] }) as [Float32Array]
    expect(Array.from(found, Number.isNaN)).toEqual([false, false, false, false, false, true, false])
  })

  it("[E31] in tfjs's place it has tfjs's gradient", async () => {
    const [values, dy] = [randomValues(35, 3), randomValues(35, 4)]
    const compute = () => plainly(() => [tf.grad((z: tf.Tensor) => tf.sigmoid(z))(tf.tensor2d(values, [5, 7]), tf.tensor2d(dy, [5, 7]))])
    await useBackend('wasm', 'plain')
    const [expected] = compute() as [Float32Array]
    await useBackend('wasm', build)
    expectClose((compute() as [Float32Array])[0], expected, (at) => ROUNDINGS * EPSILON * Math.abs(dy[at] as number))
  })
})
