import * as tf from '@tensorflow/tfjs-core'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import {
  anySeed,
  anySide,
  CASES,
  EPSILON,
  expectClose,
  expectEqual,
  type Kernels,
  loadKernels,
  plainly,
  randomValues,
  runDefinition,
  TESTED_BUILDS,
} from '../../../testing/kernels.ts'
import type { KernelDefinition } from './defineKernel.ts'
import { kl } from './kl.ts'
import { l1 } from './l1.ts'
import { weightDecay } from './weightDecay.ts'

const IN_PLACE = [
  ['beside its input', []],
  ['over its input', [[1, 0]]],
] as const

const anyWeight = fc.constantFrom(1e-4, 0.003, 1, 7)
const anyTarget = fc.constantFrom(0.05, 0.2, 0.5, 0.9)

/** The kernel's value and gradient. */
function run(
  kernels: Kernels,
  kernel: KernelDefinition,
  call: { shape: number[]; values: Float32Array; attributes: object; inPlace?: readonly (readonly [number, number])[] },
) {
  const { shape, values, attributes, inPlace = [] } = call
  return runDefinition(kernels, kernel, { inputs: [{ shape, values }], attributes: { ...attributes }, inPlace }) as [Float32Array, Float32Array]
}

describe.each(TESTED_BUILDS)('the penalties, %s build', (build) => {
  let kernels: Kernels
  beforeAll(async () => {
    kernels = await loadKernels(build)
  })

  it.each(IN_PLACE)("[E70] HourglassL1: tfjs's sum of sizes and its slope, the gradient written %s", (_name, inPlace) => {
    fc.assert(
      fc.property(anySide, anySide, anyWeight, anySeed, (rows, columns, weight, seed) => {
        const [shape, values] = [[rows, columns], randomValues(rows * columns, seed)]
        const [value, gradient] = plainly(() => {
          const x = tf.tensor(values, shape)
          // tf.sign takes what is below 1e-7 for 0.
          const signs = tf.sub(tf.cast(tf.greater(x, 0), 'float32'), tf.cast(tf.less(x, 0), 'float32'))
          return [tf.mul(tf.sum(tf.abs(x)), weight / rows), tf.mul(signs, weight / rows)]
        }) as [Float32Array, Float32Array]
        const [foundValue, foundGradient] = run(kernels, l1, { shape, values, attributes: { weight }, inPlace })
        expectClose(foundValue, value, () => (values.length + 4) * EPSILON * (value[0] as number))
        expectEqual(foundGradient, gradient)
      }),
      CASES,
    )
  })

  it.each(IN_PLACE)("[E70] HourglassWeightDecay: tfjs's sum of squares and its gradient, written %s", (_name, inPlace) => {
    fc.assert(
      fc.property(anySide, anySide, anyWeight, anySeed, (rows, columns, weight, seed) => {
        const [shape, values] = [[rows, columns], randomValues(rows * columns, seed)]
        const [value, gradient] = plainly(() => {
          const { value, grad } = tf.valueAndGrad((x: tf.Tensor) => tf.mul(tf.sum(tf.square(x)), weight) as tf.Scalar)(tf.tensor(values, shape))
          return [value, grad]
        }) as [Float32Array, Float32Array]
        const [foundValue, foundGradient] = run(kernels, weightDecay, { shape, values, attributes: { weight }, inPlace })
        expectClose(foundValue, value, () => (values.length + 4) * EPSILON * (value[0] as number))
        expectClose(foundGradient, gradient, (at) => 2 * EPSILON * Math.abs(gradient[at] as number))
      }),
      CASES,
    )
  })

  it.each(IN_PLACE)("[E70] HourglassKl: the divergence of tfjs's column means and its gradient, written %s", (_name, inPlace) => {
    fc.assert(
      fc.property(anySide, anySide, anyWeight, anyTarget, anySeed, (rows, units, weight, p, seed) => {
        const shape = [rows, units]
        // From 0.01 to 0.99: nearer the ends 1 - q has few digits left.
        const values = randomValues(rows * units, seed).map((x) => 0.01 + 0.98 / (1 + Math.exp(-x)))
        const [means] = plainly(() => [tf.mean(tf.tensor(values, shape), 0)]) as [Float32Array]
        const [value, gradient] = run(kernels, kl, { shape, values, attributes: { weight, target: p }, inPlace })
        let [expected, allowed] = [0, 0]
        const slopes = Array.from(means, (q) => {
          expected += weight * (p * Math.log(p / q) + (1 - p) * Math.log((1 - p) / (1 - q)))
          // A sum of so many floats is so far off; the mean moves the term by its slope.
          const slope = (1 - p) / (1 - q) - p / q
          allowed += weight * Math.abs(slope) * (rows + 2) * EPSILON * q
          return { slope: (weight * slope) / rows, bend: (weight * ((1 - p) / (1 - q) ** 2 + p / q ** 2)) / rows, q }
        })
        expectClose(value, Float32Array.of(expected), () => allowed + curvature(slopes, rows) + EPSILON * Math.abs(expected))
        const expectedGradient = Float32Array.from(gradient, (_, at) => (slopes[at % units] as Slope).slope)
        expectClose(gradient, expectedGradient, (at) => {
          const { slope, bend, q } = slopes[at % units] as Slope
          return bend * (rows + 2) * EPSILON * q + 2 * EPSILON * Math.abs(slope)
        })
      }),
      CASES,
    )
  })

  it('[E70] HourglassKl: a unit whose mean has rounded to 0 or 1 has a finite value, and no gradient where it was cut', () => {
    const values = Float32Array.of(0, 1, 0.5, 0, 1, 0.5)
    const [value, gradient] = run(kernels, kl, { shape: [2, 3], values, attributes: { weight: 1, target: 0.5 } })
    expect(value[0]).toBeCloseTo(2 * (0.5 * Math.log(0.5 / 1e-7) + 0.5 * Math.log(0.5)), 4)
    expect([...gradient]).toEqual([0, 0, 0, 0, 0, 0])
  })

  it.each([
    [l1, 5],
    [weightDecay, 5],
  ] as const)('[E33] $name: NaN makes the value NaN and its own gradient alone', (kernel, at) => {
    const values = new Float32Array(7).fill(0.5)
    values[at] = Number.NaN
    const [value, gradient] = run(kernels, kernel, { shape: [7], values, attributes: { weight: 1 } })
    expect(value[0]).toBeNaN()
    expect(Array.from(gradient, Number.isNaN)).toEqual(Array.from({ length: 7 }, (_, i) => i === at))
  })

  it('[E33] HourglassKl: NaN makes the value NaN and the gradient of its column alone', () => {
    const values = new Float32Array(3 * 18).fill(0.5)
    values[18 + 16] = Number.NaN
    const [value, gradient] = run(kernels, kl, { shape: [3, 18], values, attributes: { weight: 1, target: 0.1 } })
    expect(value[0]).toBeNaN()
    expect(Array.from(gradient, Number.isNaN)).toEqual(Array.from({ length: 3 * 18 }, (_, i) => i % 18 === 16))
  })
})

interface Slope {
  readonly slope: number
  readonly bend: number
  readonly q: number
}

/** What the second order adds where the first vanishes, q being p: half the bend times the square of q's error. */
function curvature(slopes: readonly Slope[], rows: number): number {
  return slopes.reduce((sum, { bend, q }) => sum + bend * rows * ((rows + 2) * EPSILON * q) ** 2, 0)
}
