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
import { batchMatMul } from './batchMatMul.ts'

const transposition = fc.record({ transposeA: fc.boolean(), transposeB: fc.boolean() })

/** tf.matMul and its gradients by both operands, on the present kernels. */
function productAndGradients(
  { m, n, k }: { m: number; n: number; k: number },
  { transposeA = false, transposeB = false },
  seed: number,
): Float32Array[] {
  return plainly(() => {
    const a = tf.tensor2d(randomValues(m * k, seed), transposeA ? [k, m] : [m, k])
    const b = tf.tensor2d(randomValues(k * n, seed + 1), transposeB ? [n, k] : [k, n])
    const dy = tf.tensor2d(randomValues(m * n, seed + 2), [m, n])
    const { value, grads } = tf.valueAndGrads((x: tf.Tensor, y: tf.Tensor) => tf.matMul(x, y, transposeA, transposeB))([a, b], dy)
    const sizes = tf.valueAndGrads((x: tf.Tensor, y: tf.Tensor) => tf.matMul(x, y, transposeA, transposeB))([tf.abs(a), tf.abs(b)], tf.abs(dy))
    return [value, ...grads, sizes.value, ...sizes.grads]
  })
}

describe.each(TESTED_BUILDS)('BatchMatMul, %s build', (build) => {
  afterAll(() => useBackend('wasm', 'plain'))

  it("[E31] is tfjs's, on guarded memory", async () => {
    const kernels = await loadKernels(build)
    fc.assert(
      fc.property(anyProduct, transposition, anySeed, (sides, attributes, seed) => {
        const { m, n, k } = sides
        const [a, b] = [randomValues(m * k, seed), randomValues(k * n, seed + 1)]
        const [value, , , sizes] = productAndGradients(sides, attributes, seed) as [Float32Array, Float32Array, Float32Array, Float32Array]
        const inputs = [
          { shape: attributes.transposeA ? [k, m] : [m, k], values: a },
          { shape: attributes.transposeB ? [n, k] : [k, n], values: b },
        ]
        expectClose(
          runDefinition(kernels, batchMatMul, { inputs, attributes })[0] as Float32Array,
          value,
          (at) => k * EPSILON * (sizes[at] as number),
        )
      }),
      CASES,
    )
  })

  it("[E31] in tfjs's place it gives tfjs's values and gradients, in all transpositions", async () => {
    const cases = fc.sample(fc.tuple(anyProduct, transposition, anySeed), 200)
    await useBackend('wasm', 'plain')
    const expected = cases.map(([sides, how, seed]) => productAndGradients(sides, how, seed))
    await useBackend('wasm', build)
    cases.forEach(([sides, how, seed], i) => {
      const found = productAndGradients(sides, how, seed)
      const { m, n, k } = sides
      for (const [at, depth] of [k, n, m].entries()) {
        const sizes = expected[i]?.[at + 3] as Float32Array
        expectClose(found[at] as Float32Array, expected[i]?.[at] as Float32Array, (j) => depth * EPSILON * (sizes[j] as number))
      }
    })
  })

  it.each([
    [
      [3, 4],
      [4, 5],
      [3, 5],
    ],
    [
      [1, 3, 4],
      [1, 4, 5],
      [1, 3, 5],
    ],
    [
      [1, 1, 3, 4],
      [1, 1, 4, 5],
      [1, 1, 3, 5],
    ],
    [
      [1, 3, 4],
      [1, 1, 4, 5],
      [1, 1, 3, 5],
    ],
  ])('[E34] %j times %j has shape %j', (a, b, product) => {
    expect(batchMatMul.outputs([a, b], {})).toEqual([product])
  })

  it.each([
    ['several matrices', [2, 3, 4], [2, 4, 5], 'float32'],
    ['one matrix for several', [2, 3, 4], [1, 4, 5], 'float32'],
    ['integers', [3, 4], [4, 5], 'int32'],
    ['sides that do not fit', [3, 4], [5, 4], 'float32'],
    ['nothing', [0, 4], [4, 5], 'float32'],
  ] as const)('[E34] %s are handed back to tfjs', (_name, a, b, dtype) => {
    const info = (shape: readonly number[]): tf.TensorInfo => ({ dataId: {}, shape: [...shape], dtype })
    expect(batchMatMul.declines?.({ a: info(a), b: info(b) }, { transposeA: false, transposeB: false })).toBe(true)
  })

  it('[E34] what is handed back is computed: a batch of matrices', async () => {
    const product = () => plainly(() => [tf.matMul(tf.tensor3d(randomValues(24, 1), [2, 3, 4]), tf.tensor3d(randomValues(40, 2), [2, 4, 5]))])
    await useBackend('wasm', 'plain')
    const expected = product()
    await useBackend('wasm', build)
    expect(product()).toEqual(expected)
  })
})
