import * as tf from '@tensorflow/tfjs-core'
import type { UpdateRule } from './optimizer.ts'

export const BETA_1 = 0.9
export const BETA_2 = 0.999
/** Explicit: tfjs would take another on webgl. */
export const EPSILON = 1e-7

/**
 * Adam: m <- b1 m + (1 - b1) g; v <- b2 v + (1 - b2) g^2; w <- w - rate mHat / (sqrt(vHat) + epsilon),
 * mHat = m / (1 - b1^t), vHat = v / (1 - b2^t). (Kingma and Ba 2015, "Adam: A Method for Stochastic Optimization", algorithm 1.)
 */
export const adam: UpdateRule = {
  kernel: 'HourglassAdam',
  slots: ['mean', 'variance'],
  scalars: (step, learningRate) => [learningRate / (1 - BETA_1 ** step), 1 / Math.sqrt(1 - BETA_2 ** step)],
  update(weight, [mean, variance], gradient, [stepSize, varianceScale]) {
    const m = tf.add(tf.mul(mean as tf.Tensor, BETA_1), tf.mul(gradient, 1 - BETA_1))
    const v = tf.add(tf.mul(variance as tf.Tensor, BETA_2), tf.mul(tf.mul(gradient, gradient), 1 - BETA_2))
    const size = tf.add(tf.mul(tf.sqrt(v), varianceScale as number), EPSILON)
    return [tf.sub(weight, tf.mul(tf.div(m, size), stepSize as number)), m, v]
  },
}
