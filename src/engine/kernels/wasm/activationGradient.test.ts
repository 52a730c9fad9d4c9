import * as tf from '@tensorflow/tfjs-core'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Activation } from '../../../spec/runSpec.ts'
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
import { activate } from '../../models/activate.ts'
import { activationGradient } from './activationGradient.ts'
import { ACTIVATION_CODES } from './packFunctions.ts'

const ACTIVATIONS = Object.keys(ACTIVATION_CODES) as Activation[]

/** dz = dy f'(y) has three roundings here and as many in tfjs. */
const ROUNDINGS = 3

/** y = f(z), what tfjs gives for dz, and its sums over the rows: of the values, of their sizes. */
function theirs(activation: Activation, z: tf.Tensor2D, dy: tf.Tensor2D): tf.Tensor[] {
  const dz = tf.grad((x: tf.Tensor) => activate(activation, tf.clone(x) as tf.Tensor2D))(z, dy)
  return [activate(activation, z), dz, tf.sum(dz, 0), tf.sum(tf.abs(dz), 0)]
}

describe.each(TESTED_BUILDS)('HourglassActivationGradient, %s build', (build) => {
  let kernels: Kernels
  beforeAll(async () => {
    kernels = await loadKernels(build)
  })

  it.each([
    ['beside its inputs', []],
    ['over dy', [[0, 1]]],
    ['over y', [[0, 0]]],
  ] as const)("[E31] is tfjs's gradient and its column sums, written %s", (_name, inPlace) => {
    fc.assert(
      fc.property(anySide, anySide, fc.constantFrom(...ACTIVATIONS), anySeed, (rows, columns, activation, seed) => {
        const shape: [number, number] = [rows, columns]
        const dy = randomValues(rows * columns, seed + 1)
        const [y, dz, dBias, sizes] = plainly(() => {
          return theirs(activation, tf.tensor2d(randomValues(rows * columns, seed), shape), tf.tensor2d(dy, shape))
        }) as [Float32Array, Float32Array, Float32Array, Float32Array]
        const inputs = [
          { shape, values: y },
          { shape, values: dy },
        ]
        const [foundDz, foundDBias] = runDefinition(kernels, activationGradient, { inputs, attributes: { activation }, inPlace })
        expectClose(foundDz as Float32Array, dz, (at) => ROUNDINGS * EPSILON * Math.abs(dy[at] as number))
        expectClose(
          foundDBias as Float32Array,
          dBias,
          (at) => (rows + ROUNDINGS) * EPSILON * Math.max(sizes[at] as number, sizeOfColumn(dy, at, columns)),
        )
      }),
      CASES,
    )
  })

  it.each(ACTIVATIONS)('[E31] at its kink %s has the slope that tfjs gives it', (activation) => {
    const [z, dy] = [Float32Array.of(0, -0, 1, -1, 100, -100), new Float32Array(6).fill(2)]
    const [y, dz] = plainly(() => theirs(activation, tf.tensor2d(z, [2, 3]), tf.tensor2d(dy, [2, 3]))) as [Float32Array, Float32Array]
    const inputs = [y, dy].map((values) => ({ shape: [2, 3], values }))
    const [found] = runDefinition(kernels, activationGradient, { inputs, attributes: { activation } }) as [Float32Array]
    expectClose(found, dz, () => 2 * ROUNDINGS * EPSILON)
  })

  it('[E31] the sums of as many rows as a batch of pictures has pixels keep their last digits', () => {
    const rows = 50_176
    const value = Math.fround(1 / 3)
    for (const columns of [1, 19]) {
      const inputs = [1, value].map((filled) => ({ shape: [rows, columns], values: new Float32Array(rows * columns).fill(filled) }))
      const [, dBias] = runDefinition(kernels, activationGradient, { inputs, attributes: { activation: 'relu' } }) as [Float32Array, Float32Array]
      expectClose(dBias, new Float32Array(columns).fill(rows * value), () => 4e-6 * rows * value)
    }
  })

  it.each(ACTIVATIONS)('[E33] NaN passes through the gradient of %s into its column alone', (activation) => {
    const dy = new Float32Array(3 * 21).fill(1)
    dy[21 + 17] = Number.NaN
    const inputs = [new Float32Array(3 * 21).fill(0), dy].map((values) => ({ shape: [3, 21], values }))
    const [dz, dBias] = runDefinition(kernels, activationGradient, { inputs, attributes: { activation } }) as [Float32Array, Float32Array]
    expect(dz.findIndex(Number.isNaN)).toBe(21 + 17)
    expect(Array.from(dBias, Number.isNaN)).toEqual(Array.from({ length: 21 }, (_, i) => i === 17))
  })
})

/** Where a slope is the small rest of a subtraction, its rounding is measured by dy. */
function sizeOfColumn(values: Float32Array, column: number, columns: number): number {
  let sum = 0
  for (let at = column; at < values.length; at += columns) sum += Math.abs(values[at] as number)
  return sum
}
