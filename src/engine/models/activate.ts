import * as tf from '@tensorflow/tfjs-core'
import type { Activation } from '../../spec/runSpec.ts'
import { LEAKY_RELU_SLOPE } from '../forward.ts'

/** The activation alone, on a layer's sums. */
export function activate(activation: Activation, sums: tf.Tensor2D): tf.Tensor2D {
  switch (activation) {
    case 'linear':
      return sums
    case 'relu':
      return tf.relu(sums)
    case 'leaky-relu':
      return tf.leakyRelu(sums, LEAKY_RELU_SLOPE)
    case 'elu':
      return tf.elu(sums)
    case 'sigmoid':
      return tf.sigmoid(sums)
    case 'tanh':
      return tf.tanh(sums)
    default:
      return activation satisfies never
  }
}
