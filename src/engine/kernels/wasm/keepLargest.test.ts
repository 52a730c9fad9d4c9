import * as tf from '@tensorflow/tfjs-core'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import {
  anySeed,
  anySide,
  CASES,
  expectClose,
  type Kernels,
  loadKernels,
  plainly,
  randomValues,
  runDefinition,
  TESTED_BUILDS,
} from '../../../testing/kernels.ts'
import { keepLargest } from './keepLargest.ts'

/** By sorting, as it is defined: of each row's k largest the values, of equal ones the first. */
function definition(x: Float32Array, values: Float32Array, { columns, k }: { columns: number; k: number }): Float32Array {
  const out = new Float32Array(x.length)
  for (let from = 0; from < x.length; from += columns) {
    const row = Array.from({ length: columns }, (_, column) => column)
    row.sort((a, b) => (x[from + b] as number) - (x[from + a] as number) || a - b)
    for (const column of row.slice(0, k)) out[from + column] = values[from + column] as number
  }
  return out
}

describe.each(TESTED_BUILDS)('HourglassKeepLargest, %s build', (build) => {
  let kernels: Kernels
  beforeAll(async () => {
    kernels = await loadKernels(build)
  })

  const run = (x: Float32Array, values: Float32Array, { columns, k }: { columns: number; k: number }) => {
    const inputs = [x, values].map((numbers) => ({ shape: [x.length / columns, columns], values: numbers }))
    return runDefinition(kernels, keepLargest, { inputs, attributes: { k } })[0] as Float32Array
  }

  it.each([
    ['numbers of all sizes', (x: Float32Array) => x],
    ['many equal ones', (x: Float32Array) => x.map((value) => Math.round(2 * Math.sin(value)))],
    ['a relu code', (x: Float32Array) => x.map((value) => Math.max(0, value))],
  ])('[E72] %s: keeps what sorting keeps, and of other values those at the same places', (_name, shape) => {
    fc.assert(
      fc.property(anySide, anySide, anySeed, (rows, columns, seed) => {
        const x = shape(randomValues(rows * columns, seed))
        const values = randomValues(rows * columns, seed + 1)
        const sides = { columns, k: 1 + (seed % columns) }
        expectClose(run(x, values, sides), definition(x, values, sides), () => 0)
        expectClose(run(x, x, sides), definition(x, x, sides), () => 0)
      }),
      CASES,
    )
  })

  it("[E72] keeps what tfjs's topk finds", () => {
    fc.assert(
      fc.property(anySide, anySide, anySeed, (rows, columns, seed) => {
        const x = randomValues(rows * columns, seed)
        const k = 1 + (seed % columns)
        const [largest] = plainly(() => [tf.topk(tf.tensor2d(x, [rows, columns]), k).values]) as [Float32Array]
        const found = run(x, x, { columns, k })
        for (let row = 0; row < rows; row++) {
          const expected = largest.subarray(row * k, (row + 1) * k).filter((value) => value !== 0)
          const kept = found.subarray(row * columns, (row + 1) * columns).filter((value) => value !== 0)
          expect([...kept.sort()]).toEqual([...expected.sort()])
        }
      }),
      CASES,
    )
  })

  it('[E72] 0 and -0 are equal, infinities are numbers', () => {
    const { POSITIVE_INFINITY: above, NEGATIVE_INFINITY: below } = Number
    const ones = new Float32Array(6).map((_, i) => i + 1)
    expect([...run(Float32Array.of(-0, 0, -1, below, -0, 0), ones, { columns: 6, k: 3 })]).toEqual([1, 2, 0, 0, 5, 0])
    expect([...run(Float32Array.of(3, below, above, 4, -1, above), ones, { columns: 6, k: 2 })]).toEqual([0, 0, 3, 0, 0, 6])
    expect([...run(Float32Array.of(below, below, below, below, below, below), ones, { columns: 6, k: 2 })]).toEqual([1, 2, 0, 0, 0, 0])
  })

  it('[E72] as many as there are, or more, keeps all', () => {
    const x = Float32Array.of(-3, 0, 2, -1, 5)
    for (const k of [5, 6]) expect(run(x, x, { columns: 5, k })).toEqual(x)
  })

  it('[E33] NaN stays, of either sign, and is noticed', () => {
    const x = Float32Array.of(1, 2, 3, 4, 5, 6, 7)
    for (const bits of [0x7fc00000, 0xffc00000]) {
      new Uint32Array(x.buffer)[1] = bits
      expect([...run(x, x, { columns: 7, k: 3 })]).toEqual([0, Number.NaN, 0, 0, 0, 6, 7])
    }
  })
})
