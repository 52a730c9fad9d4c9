import * as tf from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { useBackend } from '../../testing/digits.ts'
import { RandomStream } from '../random.ts'
import { linear, linearOfData } from './linear.ts'

type Linear = (x: tf.Tensor2D, kernel: tf.Tensor, bias: tf.Tensor) => tf.Tensor2D

function random(shape: [number, number], step: number): tf.Tensor2D {
  const stream = new RandomStream(0, 'view', step)
  return tf.tensor2d(
    Array.from({ length: shape[0] * shape[1] }, () => 2 * stream.uniform() - 1),
    shape,
  )
}

const plain: Linear = (x, kernel, bias) => tf.add(tf.matMul(x, kernel as tf.Tensor2D), bias)

/** A loss whose gradient differs for each element of the sums. */
function objective(product: Linear, weigh: tf.Tensor2D) {
  return (x: tf.Tensor, kernel: tf.Tensor, bias: tf.Tensor) => tf.sum(tf.mul(tf.square(product(x as tf.Tensor2D, kernel, bias)), weigh)) as tf.Scalar
}

function expectClose(found: tf.Tensor, expected: tf.Tensor): void {
  expect(found.shape).toEqual(expected.shape)
  const gap = tf.max(tf.abs(tf.sub(found, expected))).dataSync()[0] as number
  expect(gap).toBeLessThan(1e-5 * Math.max(1, tf.max(tf.abs(expected)).dataSync()[0] as number))
}

describe.each(['cpu', 'wasm'] as const)('linear on %s', (backend) => {
  beforeAll(() => useBackend(backend))

  it.each([
    ['an ordinary layer', 4, 6, 5],
    ['an odd batch', 7, 33, 17],
    ['one picture', 1, 6, 5],
    ['one column', 4, 6, 1],
    ['one input', 4, 1, 5],
    ['more than a vector register', 8, 130, 67],
  ])("[E11] %s: the sums and all three gradients are tfjs's own", (_name, batch, inputs, units) => {
    tf.tidy(() => {
      const values = [random([batch, inputs], 0), random([inputs, units], 1), tf.tensor1d(random([1, units], 2).dataSync())] as const
      const weigh = random([batch, units], 3)
      expectClose(linear(...values), plain(...values))
      const ours = tf.grads(objective(linear, weigh))([...values])
      const theirs = tf.grads(objective(plain, weigh))([...values])
      for (const i of [0, 1, 2]) expectClose(ours[i] as tf.Tensor, theirs[i] as tf.Tensor)
    })
  })

  it('[E11] of data it gives the same sums and the same gradients of kernel and bias', () => {
    tf.tidy(() => {
      const [x, kernel, bias] = [random([5, 9], 0), random([9, 4], 1), tf.tensor1d(random([1, 4], 2).dataSync())]
      const weigh = random([5, 4], 3)
      expectClose(linearOfData(x, kernel, bias), plain(x, kernel, bias))
      const ours = tf.grads((w: tf.Tensor, b: tf.Tensor) => objective(linearOfData, weigh)(x, w, b))([kernel, bias])
      const theirs = tf.grads((w: tf.Tensor, b: tf.Tensor) => objective(plain, weigh)(x, w, b))([kernel, bias])
      for (const i of [0, 1]) expectClose(ours[i] as tf.Tensor, theirs[i] as tf.Tensor)
    })
  })
})
