import * as tf from '@tensorflow/tfjs-core'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { useBackend } from '../../../testing/digits.ts'
import { anySeed, anySide, CASES, expectEqual, randomValues, TESTED_BUILDS } from '../../../testing/kernels.ts'
import { activePack } from './pack.ts'

describe.each(TESTED_BUILDS)('Identity, %s build', (build) => {
  beforeAll(() => useBackend('wasm', build))
  afterAll(() => useBackend('wasm', 'plain'))

  function addressOf(tensor: tf.Tensor): number | undefined {
    return activePack()?.heap.addressOf(tensor.dataId)
  }

  it('[E35] a clone has the same values at the same place, and either outlives the other', () => {
    fc.assert(
      fc.property(
        anySide,
        anySide,
        anySeed,
        fc.constantFrom('float32' as const, 'int32' as const),
        fc.boolean(),
        (rows, columns, seed, dtype, first) => {
          const before = tf.memory().numTensors
          const values = randomValues(rows * columns, seed).map((value) => Math.round(value) + 0)
          const tensor = tf.tensor2d(values, [rows, columns], dtype)
          const clone = tf.clone(tensor)
          expect(addressOf(clone)).toBe(addressOf(tensor))
          const [gone, left] = first ? [tensor, clone] : [clone, tensor]
          gone.dispose()
          // Were the memory free, this would lie in it.
          const next = tf.fill([rows, columns], 77)
          expectEqual(Float32Array.from(left.dataSync()), values)
          tf.dispose([left, next])
          expect(tf.memory().numTensors).toBe(before)
        },
      ),
      CASES,
    )
  })

  it('[E35] the gradient of a clone is the identity', () => {
    const gradient = tf.tidy(() =>
      tf
        .grad((x: tf.Tensor) => tf.mul(tf.clone(x), tf.clone(x)))(tf.tensor1d([1, 2, 3]))
        .dataSync(),
    )
    expect([...gradient]).toEqual([2, 4, 6])
  })

  it.each([
    ['float32', [1.5, 2], true],
    ['int32', [1, 2], true],
    ['bool', [1, 0], true],
    ['string', ['a', 'b'], false],
  ] as const)('[E34] %s is shared, or handed back to tfjs where it does not lie on the heap', (dtype, values, isShared) => {
    const tensor = tf.tensor1d([...values] as number[], dtype)
    const clone = tf.clone(tensor)
    expect(Array.from(clone.dataSync())).toEqual([...values])
    expect(clone.dataId === tensor.dataId).toBe(isShared)
    tf.dispose([tensor, clone])
  })
})
