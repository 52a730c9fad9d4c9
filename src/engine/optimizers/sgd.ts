import * as tf from '@tensorflow/tfjs-core'
import type { Optimizer } from './optimizer.ts'

/** Stochastic gradient descent: w <- w - rate g. */
export class Sgd implements Optimizer {
  apply(weights: readonly tf.Variable[], gradients: readonly tf.Tensor[], learningRate: number): void {
    tf.tidy(() => {
      weights.forEach((weight, i) => {
        weight.assign(tf.sub(weight, tf.mul(gradients[i] as tf.Tensor, learningRate)))
      })
    })
  }

  dispose(): void {}
}
