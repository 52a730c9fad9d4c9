import * as tf from '@tensorflow/tfjs-core'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { useBackend } from '../../../testing/digits.ts'
import {
  anyProduct,
  anySeed,
  CASES,
  EPSILON,
  expectClose,
  loadKernels,
  plainly,
  randomValues,
  runDefinition,
  TESTED_BUILDS,
} from '../../../testing/kernels.ts'
import { activate } from '../../models/activate.ts'
import { fusedMatMul } from './fusedMatMul.ts'

type FusedActivation = 'linear' | 'relu' | 'elu' | 'sigmoid' | 'leakyrelu'

/** tfjs's names and ours. */
const NAMES = { linear: 'linear', relu: 'relu', elu: 'elu', sigmoid: 'sigmoid', leakyrelu: 'leaky-relu' } as const

interface Call {
  readonly m: number
  readonly n: number
  readonly k: number
  readonly transposeA: boolean
  readonly transposeB: boolean
  readonly hasBias: boolean
  readonly activation: FusedActivation
  readonly seed: number
}

const anyCall = fc
  .tuple(
    anyProduct,
    fc.record({
      transposeA: fc.boolean(),
      transposeB: fc.boolean(),
      hasBias: fc.boolean(),
      activation: fc.constantFrom<FusedActivation>('linear', 'relu', 'elu', 'sigmoid', 'leakyrelu'),
      seed: anySeed,
    }),
  )
  .map(([sides, how]): Call => ({ ...sides, ...how }))

/** tf.fused.matMul on the present kernels, and the sums of absolute values behind the products. */
function fused({ m, n, k, transposeA, transposeB, hasBias, activation, seed }: Call): Float32Array[] {
  return plainly(() => {
    const a = tf.tensor2d(randomValues(m * k, seed), transposeA ? [k, m] : [m, k])
    const b = tf.tensor2d(randomValues(k * n, seed + 1), transposeB ? [n, k] : [k, n])
    const bias = tf.tensor1d(randomValues(n, seed + 2))
    const value =
      transposeA || transposeB
        ? // tfjs's fused wasm kernel adds wrong biases to a transposed product.
          activate(NAMES[activation], tf.add(tf.matMul(a, b, transposeA, transposeB), hasBias ? bias : 0))
        : tf.fused.matMul({ a, b, activation, leakyreluAlpha: 0.01, ...(hasBias ? { bias } : {}) })
    const sizes = tf.matMul(tf.abs(a), tf.abs(b), transposeA, transposeB)
    return [value, hasBias ? tf.add(sizes, tf.abs(bias)) : sizes]
  })
}

/** Gradients of tf.fused.matMul, which tfjs has for linear and relu, by a, b and bias, and the sums of absolute values behind them. */
function gradients({ m, n, k, activation, seed }: Call): Float32Array[] {
  return plainly(() => {
    const [a, b] = [tf.tensor2d(randomValues(m * k, seed), [m, k]), tf.tensor2d(randomValues(k * n, seed + 1), [k, n])]
    const [bias, dy] = [tf.tensor1d(randomValues(n, seed + 2)), tf.tensor2d(randomValues(m * n, seed + 3), [m, n])]
    const of = (x: tf.Tensor, y: tf.Tensor, z: tf.Tensor) =>
      tf.fused.matMul({ a: x as tf.Tensor2D, b: y as tf.Tensor2D, bias: z as tf.Tensor1D, activation })
    const sizeOfDy = tf.abs(dy) as tf.Tensor2D
    const sizes = [tf.matMul(sizeOfDy, tf.abs(b), false, true), tf.matMul(tf.abs(a), sizeOfDy, true, false), tf.sum(sizeOfDy, 0)]
    return [...tf.grads(of)([a, b, bias], dy), ...sizes]
  })
}

describe.each(TESTED_BUILDS)('_FusedMatMul, %s build', (build) => {
  afterAll(() => useBackend('wasm', 'plain'))

  it("[E31] is tfjs's, on guarded memory", async () => {
    const kernels = await loadKernels(build)
    fc.assert(
      fc.property(anyCall, (call) => {
        const { m, n, k, transposeA, transposeB, hasBias, activation, seed } = call
        const [value, sizes] = fused(call) as [Float32Array, Float32Array]
        const inputs = [
          { shape: transposeA ? [k, m] : [m, k], values: randomValues(m * k, seed) },
          { shape: transposeB ? [n, k] : [k, n], values: randomValues(k * n, seed + 1) },
          hasBias ? { shape: [n], values: randomValues(n, seed + 2) } : null,
        ]
        const attributes = { transposeA, transposeB, activation, leakyreluAlpha: 0.01 }
        const [found] = runDefinition(kernels, fusedMatMul, { inputs, attributes }) as [Float32Array]
        expectClose(found, value, (at) => (k + 1) * EPSILON * (sizes[at] as number) + (activation === 'linear' ? 0 : 4 * EPSILON))
      }),
      CASES,
    )
  })

  it("[E31] in tfjs's place it gives tfjs's values and gradients", async () => {
    const calls = fc
      .sample(anyCall, 200)
      .map((call, i): Call => ({ ...call, transposeA: false, transposeB: false, hasBias: true, activation: i % 2 ? 'linear' : 'relu' }))
    await useBackend('wasm', 'plain')
    const expected = calls.map((call) => [...fused(call), ...gradients(call)])
    await useBackend('wasm', build)
    calls.forEach((call, i) => {
      const found = [...fused(call), ...gradients(call)] as [Float32Array, ...Float32Array[]]
      const { m, n, k } = call
      const [value, ofSums, , , , ofA, ofB, ofBias] = expected[i] as Float32Array[]
      expectClose(found[0], value as Float32Array, (j) => (k + 1) * EPSILON * (ofSums?.[j] as number))
      // Where rounding has decided on which side of its kink relu is, the gradients are others by right.
      if (found[0].some((y, j) => y > 0 !== (value?.[j] as number) > 0)) return
      const bounds: [at: number, sizes: Float32Array | undefined, depth: number][] = [
        [2, ofA, n],
        [3, ofB, m],
        [4, ofBias, m],
      ]
      for (const [at, sizes, depth] of bounds) {
        expectClose(found[at] as Float32Array, expected[i]?.[at] as Float32Array, (j) => depth * EPSILON * (sizes?.[j] as number))
      }
    })
  })

  it.each([
    ['relu6', { activation: 'relu6' }, {}],
    ['prelu', { activation: 'prelu' }, { preluActivationWeights: [5] }],
    ['another leaky slope', { activation: 'leakyrelu', leakyreluAlpha: 0.2 }, {}],
    ['an unknown activation', { activation: 'toString' }, {}],
    ['one bias for all', {}, { bias: [1] }],
    ['a matrix of biases', {}, { bias: [3, 5] }],
    ['several matrices', {}, { a: [2, 3, 4], b: [2, 4, 5] }],
  ])('[E34] %s is handed back to tfjs', (_name, attributes, others) => {
    const shapes: Record<string, number[]> = { a: [3, 4], b: [4, 5], ...others }
    const inputs = Object.fromEntries(Object.entries(shapes).map(([name, shape]) => [name, { dataId: {}, shape, dtype: 'float32' as const }]))
    expect(fusedMatMul.declines?.(inputs, { transposeA: false, transposeB: false, activation: 'linear', ...attributes })).toBe(true)
  })

  it('[E34] what is handed back is computed: relu6, and a leaky slope of 0.2', async () => {
    const compute = () =>
      plainly(() => {
        const [a, b] = [tf.tensor2d(randomValues(12, 1), [3, 4]), tf.tensor2d(randomValues(20, 2), [4, 5])]
        return [tf.fused.matMul({ a, b, activation: 'relu6' }), tf.fused.matMul({ a, b, activation: 'leakyrelu', leakyreluAlpha: 0.2 })]
      })
    await useBackend('wasm', 'plain')
    const expected = compute()
    await useBackend('wasm', build)
    expect(compute()).toEqual(expected)
  })
})
