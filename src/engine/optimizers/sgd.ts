import * as tf from '@tensorflow/tfjs-core'
import type { UpdateRule } from './optimizer.ts'

/** Stochastic gradient descent: w <- w - rate g. */
export const sgd: UpdateRule = {
  kernel: 'HourglassSgd',
  slots: [],
  scalars: (_step, learningRate) => [learningRate],
  update: (weight, _slots, gradient, [rate]) => [tf.sub(weight, tf.mul(gradient, rate as number))],
}
