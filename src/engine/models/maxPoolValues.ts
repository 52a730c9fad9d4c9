import * as tf from '@tensorflow/tfjs-core'
import { type MaxPoolShape, samePadding } from '../../spec/layerShapes.ts'
import { hasKernel, runKernel } from '../kernels/kernelNames.ts'

export interface MaxPoolCall {
  readonly layer: MaxPoolShape
  /** [batch, inputs] */
  readonly x: tf.Tensor2D
}

/**
 * [batch, units]: the largest of each square, padding 'same': y[r, q, c] = max over i, j < size of x[size r + i - p, size q + j - p', c], p and p' the
 * padding before, which is never the largest. dy goes to the first of the largest, line by line. (Goodfellow, Bengio and Courville 2016, "Deep
 * Learning", section 9.3.)
 */
export function maxPoolValues({ layer, x }: MaxPoolCall): tf.Tensor2D {
  return hasKernel('HourglassMaxPool') ? fused(layer, x) : plain(layer, x)
}

function fused({ from, to, size }: MaxPoolShape, x: tf.Tensor2D): tf.Tensor2D {
  const attributes = { from: [...from], to: [...to], size }
  const compute = tf.customGrad((...args) => {
    const [hidden, save] = args as unknown as [tf.Tensor2D, tf.GradSaveFunc]
    save([hidden])
    const gradFunc = (dy: tf.Tensor, [saved]: tf.Tensor[]) =>
      runKernel('HourglassMaxPoolGradient', { x: saved as tf.Tensor, dy }, attributes)[0] as tf.Tensor
    return { value: runKernel('HourglassMaxPool', { x: hidden }, attributes)[0] as tf.Tensor, gradFunc }
  })
  return compute(x) as tf.Tensor2D
}

function plain({ from, to, size, units, inputs }: MaxPoolShape, x: tf.Tensor2D): tf.Tensor2D {
  const batch = x.shape[0]
  const pool = (values: tf.Tensor) => tf.reshape(tf.maxPool(tf.reshape(values, [batch, ...from]) as tf.Tensor4D, size, size, 'same'), [batch, units])
  // A square of one is what it was, and no depth for oneHot.
  if (size === 1) return x
  if (tf.getBackend() !== 'wasm') return pool(x) as tf.Tensor2D
  // tfjs's own gradient, on wasm, loses what belongs to squares in which all are below 0.
  const compute = tf.customGrad((...args) => {
    const [hidden, save] = args as unknown as [tf.Tensor2D, tf.GradSaveFunc]
    save([hidden])
    const gradFunc = (dy: tf.Tensor, [saved]: tf.Tensor[]) =>
      tf.reshape(gradientByPlaces({ from, to, size }, saved as tf.Tensor, dy), [batch, inputs])
    return { value: pool(hidden), gradFunc }
  })
  return compute(x) as tf.Tensor2D
}

/** dy at the place of each square's largest: the squares' numbers in a row each, 1 at the first of the largest. */
function gradientByPlaces({ from, to, size }: Pick<MaxPoolShape, 'from' | 'to' | 'size'>, x: tf.Tensor, dy: tf.Tensor): tf.Tensor {
  const [height, width, channels] = from
  const [down, across] = [samePadding(height, size, size), samePadding(width, size, size)]
  const padding: [number, number][] = [
    [0, 0],
    [down.before, down.after],
    [across.before, across.after],
    [0, 0],
  ]
  const padded = tf.pad(tf.reshape(x, [-1, ...from]), padding, Number.NEGATIVE_INFINITY)
  const lines = tf.reshape(padded, [-1, size, to[1], size * channels])
  const squares = tf.reshape(tf.transpose(lines, [0, 2, 1, 3]), [-1, size * size, channels])
  const isLargest = tf.transpose(tf.oneHot(tf.argMax(squares, 1), size * size), [0, 2, 1])
  const gradients = tf.mul(isLargest, tf.reshape(dy, [-1, 1, channels]))
  const back = tf.transpose(tf.reshape(gradients, [-1, to[1], size, size * channels]), [0, 2, 1, 3])
  const whole = tf.reshape(back, [-1, to[0] * size, to[1] * size, channels])
  return tf.slice(whole, [0, down.before, across.before, 0], [-1, ...from])
}
