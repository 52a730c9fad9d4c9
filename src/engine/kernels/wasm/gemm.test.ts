import * as tf from '@tensorflow/tfjs-core'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Activation } from '../../../spec/runSpec.ts'
import {
  anyProduct,
  anySeed,
  EPSILON,
  expectClose,
  type Kernels,
  loadKernels,
  plainly,
  randomValues,
  runGuarded,
  TESTED_BUILDS,
} from '../../../testing/kernels.ts'
import { activate } from '../../models/activate.ts'
import { RandomStream } from '../../random.ts'
import { ACTIVATION_CODES } from './packFunctions.ts'

interface Call {
  readonly m: number
  readonly n: number
  readonly k: number
  readonly transposeA?: boolean
  readonly transposeB?: boolean
  readonly hasBias?: boolean
  readonly accumulates?: boolean
  readonly activation?: Activation
  readonly seed?: number
}

const ACTIVATIONS = Object.keys(ACTIVATION_CODES) as Activation[]

function operands({ m, n, k, seed = 1 }: Call) {
  return { a: randomValues(m * k, seed), b: randomValues(k * n, seed + 1), bias: randomValues(n, seed + 2), c: randomValues(m * n, seed + 3) }
}

function ours({ functions, heap }: Kernels, call: Call, given = operands(call)): Float32Array {
  const { m, n, k, activation = 'linear' } = call
  const c = given.c.slice()
  const arrays = [given.a, given.b, given.bias].map((values) => ({ values, mayChange: false }))
  runGuarded(heap, [...arrays, { values: c, mayChange: true }], ([a = 0, b = 0, bias = 0, to = 0]) => {
    const [transposeA, transposeB, accumulate] = [call.transposeA, call.transposeB, call.accumulates].map(Number)
    functions.gemm(a, b, to, m, n, k, transposeA || 0, transposeB || 0, call.hasBias ? bias : 0, ACTIVATION_CODES[activation], accumulate || 0)
  })
  return c
}

/** What tfjs's own kernels give, and what the errors of both may add up to: k roundings on the sum of absolute values, and an activation's last places. */
function theirs(call: Call, given = operands(call)): [value: Float32Array, bound: Float32Array] {
  const { m, n, k, transposeA = false, transposeB = false, activation = 'linear' } = call
  const [value, bound] = plainly(() => {
    const a = tf.tensor2d(given.a, transposeA ? [k, m] : [m, k])
    const b = tf.tensor2d(given.b, transposeB ? [n, k] : [k, n])
    const added = [...(call.hasBias ? [tf.tensor1d(given.bias)] : []), ...(call.accumulates ? [tf.tensor2d(given.c, [m, n])] : [])]
    const sums = added.reduce<tf.Tensor>((sum, term) => tf.add(sum, term), tf.matMul(a, b, transposeA, transposeB))
    const sizes = added.reduce<tf.Tensor>((sum, term) => tf.add(sum, tf.abs(term)), tf.matMul(tf.abs(a), tf.abs(b), transposeA, transposeB))
    const value = activate(activation, sums as tf.Tensor2D)
    return [value, tf.add(tf.mul(sizes, (k + 2) * EPSILON), activation === 'linear' ? 0 : 4 * EPSILON)]
  })
  return [value as Float32Array, bound as Float32Array]
}

function check(kernels: Kernels, call: Call): void {
  const [value, bound] = theirs(call)
  expectClose(ours(kernels, call), value, (at) => bound[at] as number)
}

/** Leaves about so much of the values, sets the rest to 0. */
function blacken(values: Float32Array, density: number, seed: number): void {
  const stream = new RandomStream(seed, 'view', values.length)
  for (let i = 0; i < values.length; i++) if (stream.uniform() > density) values[i] = 0
}

/** The same product with one column more, which makes it one of those that look for no zeros. */
function skippingNone(kernels: Kernels, call: Call, given: ReturnType<typeof operands>): Float32Array {
  const { m, n, k } = call
  const b = new Float32Array(k * (n + 1))
  for (let i = 0; i < k; i++) {
    for (let j = 0; j < n; j++) b[call.transposeB ? j * k + i : i * (n + 1) + j] = given.b[call.transposeB ? j * k + i : i * n + j] as number
  }
  const wider = { a: given.a, b, bias: Float32Array.of(...given.bias, 0), c: new Float32Array(m * (n + 1)) }
  return ours(kernels, { ...call, n: n + 1 }, wider).filter((_, i) => i % (n + 1) < n)
}

describe.each(TESTED_BUILDS)('gemm, %s build', (build) => {
  let kernels: Kernels
  beforeAll(async () => {
    kernels = await loadKernels(build)
  })

  it("[E31] is tfjs's product, whatever the shapes, transpositions, bias and activation", () => {
    const flags = { transposeA: fc.boolean(), transposeB: fc.boolean(), hasBias: fc.boolean(), accumulates: fc.boolean() }
    fc.assert(
      fc.property(anyProduct, fc.record({ ...flags, activation: fc.constantFrom(...ACTIVATIONS), seed: anySeed }), (sides, how) => {
        check(kernels, { ...sides, ...how })
      }),
      { numRuns: 400 },
    )
  })

  it.each([
    ['one number', { m: 1, n: 1, k: 1 }],
    ['one row', { m: 1, n: 67, k: 65 }],
    ['one column', { m: 67, n: 1, k: 65 }],
    ['depth 1', { m: 33, n: 31, k: 1 }],
    ['an odd batch', { m: 97, n: 32, k: 784 }],
    ['just within the blocks', { m: 64, n: 512, k: 320 }],
    ['just beyond the blocks', { m: 65, n: 513, k: 321 }],
    ['two blocks of each', { m: 128, n: 1024, k: 640 }],
    ['lines 4 KiB apart', { m: 1024, n: 24, k: 40 }],
  ])('[E31] %s, in all four transpositions', (_name, sides) => {
    for (const transposeA of [false, true]) {
      for (const transposeB of [false, true]) check(kernels, { ...sides, transposeA, transposeB, hasBias: true, activation: 'relu' })
    }
  })

  it.each([1, 2, 3, 4, 5, 6, 7, 8])('[E31] %d columns', (n) => {
    for (const m of [1, 2, 3, 4, 5, 128]) check(kernels, { m, n, k: 333, hasBias: true })
  })

  it('[E60] zeros on the left are skipped where they are many, and the sums are to the bit those that skip none', () => {
    const side = fc.integer({ min: 1, max: 150 })
    const depth = fc.oneof(side, fc.constantFrom(320, 321, 700))
    const panels = fc.integer({ min: 2, max: 9 })
    const how = fc.record({ transposeA: fc.boolean(), transposeB: fc.boolean(), hasBias: fc.boolean(), seed: anySeed })
    fc.assert(
      fc.property(side, depth, panels, fc.double({ min: 0, max: 1, noNaN: true }), how, (m, k, count, density, flags) => {
        const call = { ...flags, m, n: 8 * count, k }
        const given = operands(call)
        blacken(given.a, density, flags.seed)
        const found = ours(kernels, call, given)
        const [value, bound] = theirs(call, given)
        expectClose(found, value as Float32Array, (at) => bound[at] as number)
        expect(found).toEqual(skippingNone(kernels, call, given))
      }),
      { numRuns: 300 },
    )
  })

  it('[E60] black pictures, black pixels and negative zeros are zeros', () => {
    const call = { m: 128, n: 32, k: 784, hasBias: true }
    const given = operands(call)
    given.a.forEach((_, i) => {
      const [picture, pixel] = [Math.floor(i / 784), i % 784]
      if (picture % 9 === 3 || pixel < 200 || pixel % 3 > 0) given.a[i] = pixel % 2 ? 0 : -0
    })
    expect(ours(kernels, call, given)).toEqual(skippingNone(kernels, call, given))
    expect(ours(kernels, call, { ...given, a: new Float32Array(128 * 784) })).toEqual(
      Float32Array.from({ length: 128 * 32 }, (_, i) => given.bias[i % 32] as number),
    )
  })

  it('[E60] what four rows together have no use for is not looked at: zero times NaN or infinity is then zero', () => {
    const call = { m: 38, n: 16, k: 64 }
    const given = { ...operands(call), a: new Float32Array(38 * 64), b: new Float32Array(64 * 16).fill(1) }
    given.a[1 * 64 + 5] = 1 // Rows 0 to 3 need step 5, rows 4 to 35 don't; 36 and 37 are not four, and nothing is left out of them.
    given.b[5 * 16 + 3] = Number.NaN
    given.b[5 * 16 + 4] = Number.POSITIVE_INFINITY
    const columnOf = (values: Float32Array, column: number) => Array.from({ length: 38 }, (_, row) => values[row * 16 + column])
    const [none, skipped] = [Number.NaN, new Array(32).fill(0)]
    const found = ours(kernels, call, given)
    expect(columnOf(found, 3)).toEqual([none, none, none, none, ...skipped, none, none])
    expect(columnOf(found, 4)).toEqual([none, Number.POSITIVE_INFINITY, none, none, ...skipped, none, none])
    expect(columnOf(found, 5)).toEqual([0, 1, 0, 0, ...skipped, 0, 0])
    expect(columnOf(skippingNone(kernels, call, given), 3)).toEqual(new Array(38).fill(none))
  })

  it('[E31] huge values overflow where they overflow in tfjs', () => {
    const call = { m: 5, n: 9, k: 3 }
    const given = { ...operands(call), a: new Float32Array(15).fill(3e38), b: new Float32Array(27).fill(2) }
    expect(ours(kernels, call, given)).toEqual(new Float32Array(45).fill(Number.POSITIVE_INFINITY))
  })

  it.each(ACTIVATIONS)('[E33] NaN passes through %s, and stays in its row or column', (activation) => {
    const call = { m: 6, n: 11, k: 7, activation, hasBias: true } as const
    for (const transposeB of [false, true]) {
      const given = operands({ ...call, transposeB })
      given.a[7 * 2 + 3] = Number.NaN // row 2
      given.b[transposeB ? 10 * 7 + 5 : 5 * 11 + 10] = Number.NaN // column 10
      const found = Array.from(ours(kernels, { ...call, transposeB }, given), Number.isNaN)
      expect(found).toEqual(Array.from({ length: 66 }, (_, i) => Math.floor(i / 11) === 2 || i % 11 === 10))
    }
  })

  it.each([
    ['sigmoid', (z: number) => 1 / (1 + Math.exp(-z))],
    ['tanh', (z: number) => Math.tanh(z)],
    ['elu', (z: number) => (z > 0 ? z : Math.expm1(z))],
  ] as const)('[E31] %s is right to 4 units in the last place, over all its range', (activation, exactly) => {
    const z = Float32Array.from({ length: 4_001 }, (_, i) => Math.sinh((i - 2_000) / 450)).filter((x) => Math.abs(x) < 85)
    const one = Float32Array.of(1)
    const found = ours(kernels, { m: 1, n: z.length, k: 1, activation }, { a: one, b: z, bias: z, c: new Float32Array(z.length) })
    expectClose(found, Float32Array.from(z, exactly), (at) => 4 * EPSILON * Math.abs(exactly(z[at] as number)))
  })

  it.each(ACTIVATIONS)('[E31] %s of ±100 and of infinities is finite where it should be', (activation) => {
    const z = Float32Array.of(100, -100, 1e30, -1e30, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY)
    const found = ours(kernels, { m: 1, n: 6, k: 1, activation }, { a: Float32Array.of(1), b: z, bias: z, c: new Float32Array(6) })
    const [expected] = plainly(() => [activate(activation, tf.tensor2d(z, [1, 6]))])
    expectClose(found, expected as Float32Array, (at) => EPSILON * Math.abs(expected?.[at] as number) + 2e-38)
  })
})
