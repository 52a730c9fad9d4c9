import * as tf from '@tensorflow/tfjs-core'
import type { UpdateRule } from './optimizer.ts'

export const DECAY = 0.9
/** Explicit: tfjs would take another on webgl. */
export const EPSILON = 1e-7

/** RMSProp: s <- 0.9 s + 0.1 g^2; w <- w - rate g / sqrt(s + epsilon). (Tieleman and Hinton 2012, "Lecture 6.5", Neural Networks for Machine Learning.) */
export const rmsprop: UpdateRule = {
  kernel: 'HourglassRmsprop',
  slots: ['meanSquare'],
  scalars: (_step, learningRate) => [learningRate],
  update(weight, [meanSquare], gradient, [rate]) {
    const s = tf.add(tf.mul(meanSquare as tf.Tensor, DECAY), tf.mul(tf.mul(gradient, gradient), 1 - DECAY))
    return [tf.sub(weight, tf.mul(tf.div(gradient, tf.sqrt(tf.add(s, EPSILON))), rate as number)), s]
  },
}
