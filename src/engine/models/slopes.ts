// An activation's slope seen from its result: y = f(z), f'(z) as a function of y, and how that changes with y. Not differentiable by themselves:
// who needs that says what the gradient is.

import * as tf from '@tensorflow/tfjs-core'
import type { Activation } from '../../spec/runSpec.ts'
import { LEAKY_RELU_SLOPE } from '../forward.ts'

/** Does its slope change with y, other than in a kink? */
export function isBent(activation: unknown): boolean {
  return activation === 'elu' || activation === 'sigmoid' || activation === 'tanh'
}

/** f'(z) in the shape of y. At the kinks that of the left. */
export function slopes(activation: Activation, y: tf.Tensor): tf.Tensor {
  switch (activation) {
    case 'linear':
      return tf.onesLike(y)
    case 'relu':
      return tf.step(y)
    case 'leaky-relu':
      return tf.step(y, LEAKY_RELU_SLOPE)
    case 'elu':
      return tf.add(tf.minimum(y, 0), 1)
    case 'sigmoid':
      return tf.mul(y, tf.sub(1, y))
    case 'tanh':
      return tf.sub(1, tf.square(y))
    default:
      return activation satisfies never
  }
}

/** How f'(z), as a function of y, changes with y. */
export function curvatures(activation: Activation, y: tf.Tensor): tf.Tensor {
  switch (activation) {
    case 'linear':
    case 'relu':
    case 'leaky-relu':
      return tf.zerosLike(y)
    case 'elu':
      return tf.step(tf.neg(y))
    case 'sigmoid':
      return tf.sub(1, tf.mul(y, 2))
    case 'tanh':
      return tf.mul(y, -2)
    default:
      return activation satisfies never
  }
}
