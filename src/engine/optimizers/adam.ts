import * as tf from '@tensorflow/tfjs-core'
import type { Optimizer } from './optimizer.ts'

const BETA_1 = 0.9
const BETA_2 = 0.999
/** Explicit: tfjs would take another on webgl. */
const EPSILON = 1e-7

interface Moments {
  readonly mean: tf.Variable
  readonly variance: tf.Variable
}

/**
 * Adam: m <- b1 m + (1 - b1) g; v <- b2 v + (1 - b2) g^2; w <- w - rate mHat / (sqrt(vHat) + epsilon),
 * mHat = m / (1 - b1^t), vHat = v / (1 - b2^t). (Kingma and Ba 2015, "Adam: A Method for Stochastic Optimization", algorithm 1.)
 */
export class Adam implements Optimizer {
  #step = 0
  #moments: Moments[] = []

  apply(weights: readonly tf.Variable[], gradients: readonly tf.Tensor[], learningRate: number): void {
    if (this.#moments.length === 0) this.#moments = weights.map(zeroMoments)
    this.#step++
    const stepSize = learningRate / (1 - BETA_1 ** this.#step)
    const varianceScale = 1 / Math.sqrt(1 - BETA_2 ** this.#step)
    tf.tidy(() => {
      weights.forEach((weight, i) => {
        const gradient = gradients[i] as tf.Tensor
        const { mean, variance } = this.#moments[i] as Moments
        mean.assign(tf.add(tf.mul(mean, BETA_1), tf.mul(gradient, 1 - BETA_1)))
        variance.assign(tf.add(tf.mul(variance, BETA_2), tf.mul(tf.square(gradient), 1 - BETA_2)))
        const size = tf.add(tf.mul(tf.sqrt(variance), varianceScale), EPSILON)
        weight.assign(tf.sub(weight, tf.mul(tf.div(mean, size), stepSize)))
      })
    })
  }

  dispose(): void {
    for (const { mean, variance } of this.#moments) tf.dispose([mean, variance])
    this.#moments = []
  }
}

function zeroMoments(weight: tf.Variable): Moments {
  return { mean: tf.tidy(() => tf.variable(tf.zerosLike(weight), false)), variance: tf.tidy(() => tf.variable(tf.zerosLike(weight), false)) }
}
