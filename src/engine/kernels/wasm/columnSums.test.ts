import * as tf from '@tensorflow/tfjs-core'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
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
import { columnSums } from './columnSums.ts'

describe.each(TESTED_BUILDS)('HourglassColumnSums, %s build', (build) => {
  let kernels: Kernels
  beforeAll(async () => {
    kernels = await loadKernels(build)
  })

  it("[E31] is tfjs's sum over the rows", () => {
    fc.assert(
      fc.property(anySide, anySide, anySeed, (rows, columns, seed) => {
        const shape: [number, number] = [rows, columns]
        const values = randomValues(rows * columns, seed)
        const [expected, sizes] = plainly(() => [tf.sum(tf.tensor2d(values, shape), 0), tf.sum(tf.abs(tf.tensor2d(values, shape)), 0)])
        const [found] = runDefinition(kernels, columnSums, { inputs: [{ shape, values }] }) as [Float32Array]
        expectClose(found, expected as Float32Array, (at) => rows * EPSILON * (sizes?.[at] as number))
      }),
      CASES,
    )
  })

  it('[E31] as many rows as a batch of pictures has pixels keep their last digits', () => {
    const rows = 50_176
    const value = Math.fround(1 / 3)
    for (const columns of [1, 19]) {
      const input = { shape: [rows, columns], values: new Float32Array(rows * columns).fill(value) }
      const [found] = runDefinition(kernels, columnSums, { inputs: [input] }) as [Float32Array]
      expectClose(found, new Float32Array(columns).fill(rows * value), () => 4e-6 * rows * value)
    }
  })

  it('[E33] NaN reaches the sum of its column alone', () => {
    const values = new Float32Array(2 * 35).fill(1)
    values[34] = Number.NaN
    const [found] = runDefinition(kernels, columnSums, { inputs: [{ shape: [2, 35], values }] }) as [Float32Array]
    expect([...found]).toEqual([...new Array(34).fill(2), Number.NaN])
  })
})
