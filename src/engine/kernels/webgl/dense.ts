import * as tf from '@tensorflow/tfjs-core'
import type { Activation } from '../../../spec/runSpec.ts'
import { LEAKY_RELU_SLOPE } from '../../forward.ts'
import { columnSums, composeKernel } from './composeKernel.ts'

/** y = activation(x W + b) in one draw; tanh, which tfjs's product does not know, takes a second. */
export const dense = composeKernel('HourglassDense', (inputs, { activation }) => {
  const { x: a, kernel: b, bias } = inputs as Record<'x' | 'kernel' | 'bias', tf.Tensor2D>
  const fused = FUSED[activation as Activation]
  // The kernel itself: tf.fused.matMul takes three operations while a tape is running.
  const attributes = { transposeA: false, transposeB: false, activation: fused ?? 'linear', leakyreluAlpha: LEAKY_RELU_SLOPE }
  const y = tf.engine().runKernel(tf._FusedMatMul, { a, b, bias }, attributes) as tf.Tensor
  return [fused ? y : tf.tanh(y)]
})

/** The activations as tfjs's product names them. */
const FUSED: Record<Activation, string | null> = {
  linear: 'linear',
  relu: 'relu',
  'leaky-relu': 'leakyrelu',
  elu: 'elu',
  sigmoid: 'sigmoid',
  tanh: null,
}

/** dz = dy f'(z), from y = f(z), and its column sums, the bias's gradient. */
export const activationGradient = composeKernel('HourglassActivationGradient', (inputs, { activation }) => {
  const { y, dy } = inputs as Record<'y' | 'dy', tf.Tensor2D>
  const dz = derivative(activation as Activation, y, dy)
  return [dz, columnSums(dz)]
})

export const sumsOfColumns = composeKernel('HourglassColumnSums', ({ x }) => [columnSums(x as tf.Tensor2D)])

function derivative(activation: Activation, y: tf.Tensor2D, dy: tf.Tensor2D): tf.Tensor2D {
  switch (activation) {
    case 'linear':
      return tf.clone(dy)
    case 'relu':
      return tf.mul(dy, tf.greater(y, 0))
    case 'leaky-relu':
      // 1 above 0, the slope below.
      return tf.mul(dy, tf.add(tf.mul(tf.greater(y, 0), 1 - LEAKY_RELU_SLOPE), LEAKY_RELU_SLOPE))
    case 'elu':
      // e^z = y + 1 below 0, and min(y, 0) + 1 is 1 above.
      return tf.mul(dy, tf.add(tf.minimum(y, 0), 1))
    case 'sigmoid':
      return tf.mul(dy, tf.mul(y, tf.sub(1, y)))
    case 'tanh':
      return tf.mul(dy, tf.sub(1, tf.mul(y, y)))
    default:
      return activation satisfies never
  }
}
