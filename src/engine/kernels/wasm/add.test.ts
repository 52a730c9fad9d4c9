import * as tf from '@tensorflow/tfjs-core'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { useBackend } from '../../../testing/digits.ts'
import {
  anySeed,
  anySide,
  CASES,
  expectEqual,
  type Kernels,
  loadKernels,
  plainly,
  randomValues,
  runDefinition,
  TESTED_BUILDS,
} from '../../../testing/kernels.ts'
import { add } from './add.ts'
import { whileRecording } from './defineKernel.ts'

describe.each(TESTED_BUILDS)('Add, %s build', (build) => {
  let kernels: Kernels
  beforeAll(async () => {
    kernels = await loadKernels(build)
  })

  it.each([
    ['beside its inputs', []],
    ['over the first', [[0, 0]]],
    ['over the second', [[0, 1]]],
  ] as const)("[E71] is tfjs's to the bit, written %s", (_name, inPlace) => {
    fc.assert(
      fc.property(anySide, anySide, anySeed, (rows, columns, seed) => {
        const shape = [rows, columns]
        const values = [seed, seed + 1].map((s) => randomValues(rows * columns, s))
        const [expected] = plainly(() => {
          const [a, b] = values.map((v) => tf.tensor(v, shape)) as [tf.Tensor, tf.Tensor]
          return [tf.add(a, b)]
        })
        const [found] = runDefinition(kernels, add, { inputs: values.map((v) => ({ shape, values: v })), inPlace }) as [Float32Array]
        expectEqual(found, expected as Float32Array)
      }),
      CASES,
    )
  })

  it('[E33] NaN passes through at its place alone', () => {
    const inputs = [Float32Array.of(1, Number.NaN, 3, 4, 5), Float32Array.of(1, 1, 1, 1, Number.NaN)].map((values) => ({ shape: [5], values }))
    const [found] = runDefinition(kernels, add, { inputs }) as [Float32Array]
    expect([...found]).toEqual([2, Number.NaN, 4, 5, Number.NaN])
  })

  it("[E71] broadcasting and whole numbers are left to tfjs's own kernel, floats of one shape are ours", async () => {
    await useBackend('wasm', build)
    const [matrix, row] = [tf.tensor2d([1, 2, 3, 4], [2, 2]), tf.tensor1d([10, 20])]
    const [one, two] = [tf.tensor1d([1, 2], 'int32'), tf.tensor1d([3, 4], 'int32')]
    const launched: string[] = []
    const sums = whileRecording(
      ({ kernel }) => launched.push(kernel),
      () => [tf.add(matrix, row), tf.add(row, matrix), tf.add(one, two)],
    )
    expect(sums.map((sum) => [...sum.dataSync()])).toEqual([
      [11, 22, 13, 24],
      [11, 22, 13, 24],
      [4, 6],
    ])
    expect(launched).toEqual([])
    const ours = whileRecording(
      ({ kernel }) => launched.push(kernel),
      () => tf.add(matrix, matrix),
    )
    expect([launched, [...ours.dataSync()]]).toEqual([['Add'], [2, 4, 6, 8]])
    tf.dispose([matrix, row, one, two, ours, ...sums])
  })

  afterAll(() => useBackend('wasm', 'plain'))
})
