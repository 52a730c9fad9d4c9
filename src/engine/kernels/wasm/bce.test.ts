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
  runGuarded,
  TESTED_BUILDS,
} from '../../../testing/kernels.ts'
import { bce } from './bce.ts'

const side = fc.integer({ min: 1, max: 70 })

/** The definition in float64: max(z, 0) - z x + log(1 + e^-|z|), the mean, and the mean of the sizes of its terms. */
function definition(logits: Float32Array, target: Float32Array): { value: number; size: number } {
  let [value, size] = [0, 0]
  logits.forEach((z, i) => {
    const [linear, curved] = [Math.max(z, 0) - z * (target[i] as number), Math.log1p(Math.exp(-Math.abs(z)))]
    value += (linear + curved) / logits.length
    size += (2 * Math.abs(z) + curved) / logits.length
  })
  return { value, size }
}

function targets(count: number, seed: number): Float32Array {
  return randomValues(count, seed).map((value) => Math.min(1, Math.abs(value)))
}

describe.each(TESTED_BUILDS)('HourglassBce, %s build', (build) => {
  let kernels: Kernels
  beforeAll(async () => {
    kernels = await loadKernels(build)
  })

  function run(logits: Float32Array, target: Float32Array, inPlace: readonly (readonly [number, number])[] = []): [Float32Array, Float32Array] {
    const inputs = [logits, target].map((values) => ({ shape: [1, values.length], values }))
    return runDefinition(kernels, bce, { inputs, inPlace }) as [Float32Array, Float32Array]
  }

  it.each([
    ['beside its inputs', []],
    ['over the logits', [[1, 0]]],
    ['over the target', [[1, 1]]],
  ] as const)("[E31] value and gradient are tfjs's, the gradient written %s", (_name, inPlace) => {
    fc.assert(
      fc.property(side, side, anySeed, (rows, columns, seed) => {
        const size = rows * columns
        const [logits, target] = [randomValues(size, seed), targets(size, seed + 1)]
        const [value, gradient] = plainly(() => {
          const [z, x] = [tf.tensor1d(logits), tf.tensor1d(target)]
          const { value, grad } = tf.valueAndGrad((y: tf.Tensor) => tf.losses.sigmoidCrossEntropy(x, y))(z)
          return [value, grad]
        }) as [Float32Array, Float32Array]
        const [foundValue, foundGradient] = run(logits, target, inPlace)
        const exact = definition(logits, target)
        // tfjs adds up all terms in float32; ours 64 at a time.
        expectClose(foundValue, value, () => (size + 8) * EPSILON * exact.size)
        expectClose(foundValue, Float32Array.of(exact.value), () => 72 * EPSILON * exact.size)
        // Sigmoid and target lie in [0, 1], and tfjs composes its gradient of several such terms.
        expectClose(foundGradient, gradient, () => (8 * EPSILON) / size)
      }),
      CASES,
    )
  })

  it.each([
    [100, 1, 0],
    [100, 0, 100],
    [-100, 0, 0],
    [-100, 1, 100],
    [-100, 0.25, 25],
    [0, 0.5, Math.LN2],
    [3e38, 1, 0],
  ])('[E31] a logit of %d against %d costs %d, its gradient is finite', (z, x, cost) => {
    for (const count of [1, 2, 3, 4, 7, 1_001]) {
      const [value, gradient] = run(new Float32Array(count).fill(z), new Float32Array(count).fill(x))
      expectClose(value, Float32Array.of(cost), () => 72 * EPSILON * Math.max(1, cost))
      const slope = (1 / (1 + Math.exp(-z)) - x) / count
      expectClose(gradient, new Float32Array(count).fill(slope), () => (4 * EPSILON) / count)
    }
  })

  it.each([0, 3, 4, 6])('[E33] a NaN as logit %d of 7 makes the value NaN and its own gradient alone', (at) => {
    for (const bits of [0x7fc00000, 0xffc00000, 0x7fc00001]) {
      const logits = new Float32Array(7).fill(1)
      new Uint32Array(logits.buffer)[at] = bits
      const [value, gradient] = run(logits, new Float32Array(7).fill(0.5))
      expect(value[0]).toBeNaN()
      expect(Array.from(gradient, Number.isNaN)).toEqual(Array.from({ length: 7 }, (_, i) => i === at))
    }
  })

  it('[E32] where the value is not wanted nothing is written in its place, and the gradient is the same', () => {
    const [logits, target] = [randomValues(333, 5), targets(333, 6)]
    const gradient = new Float32Array(333)
    const arrays = [logits, target].map((values) => ({ values, mayChange: false }))
    runGuarded(kernels.heap, [...arrays, { values: gradient, mayChange: true }], ([z = 0, x = 0, dz = 0]) => {
      const start = kernels.heap.bytes(0, 1024).slice()
      bce.bind(kernels.functions, [[333], [333]], {})([z, x, 0, dz])
      expect(kernels.heap.bytes(0, 1024)).toEqual(start)
    })
    expect(gradient).toEqual(run(logits, target)[1])
  })
})
