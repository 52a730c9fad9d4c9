import * as tf from '@tensorflow/tfjs-core'
import type { UpdateRule } from './optimizer.ts'

export const MOMENTUM = 0.9

/**
 * Gradient descent with momentum: u <- 0.9 u + g; w <- w - rate u.
 * (Polyak 1964; in this form Sutskever et al. 2013, "On the importance of initialization and momentum in deep learning", equation 1.)
 */
export const momentum: UpdateRule = {
  kernel: 'HourglassMomentum',
  slots: ['velocity'],
  scalars: (_step, learningRate) => [learningRate],
  update(weight, [velocity], gradient, [rate]) {
    const u = tf.add(tf.mul(velocity as tf.Tensor, MOMENTUM), gradient)
    return [tf.sub(weight, tf.mul(u, rate as number)), u]
  },
}
