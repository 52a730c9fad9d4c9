// What a variational code costs on test pictures, and what that buys: its divergence and the evidence lower bound.

import * as tf from '@tensorflow/tfjs-core'
import type { PlannedLayer } from '../spec/network.ts'
import type { RunSpec } from '../spec/runSpec.ts'
import { divergencesOfPictures, drawTestCodes, type Spread } from './codeSpread.ts'
import type { Autoencoder } from './models/autoencoder.ts'
import { errorsOfPictures } from './objectives/errorsOfPictures.ts'

export interface SpreadFigures {
  /** Nats a picture at weight 1, whatever beta is: KL of the code's Gaussian from N(0, 1), summed over the units. */
  readonly kl: number
  /**
   * The evidence lower bound, nats a picture, below 0: -(reconstruction summed over the picture + kl), the reconstruction that of one draw a picture,
   * the same in every run. With 'mse' it is that of a Gaussian decoder of variance 1/2, but for its constant.
   */
  readonly elbo: number
}

/** Sums over test pictures; a block at a time. */
export class SpreadSums {
  readonly #model: Autoencoder
  readonly #loss: RunSpec['loss']
  #kl = 0
  #elbo = 0
  #seen: Spread = { values: [], units: 0 }

  constructor(model: Autoencoder, loss: RunSpec['loss']) {
    this.#model = model
    this.#loss = loss
  }

  /** For Autoencoder.encode: remembers the spread, gives the means. */
  readonly watch = (spread: tf.Tensor2D): tf.Tensor2D => {
    const [rows, width] = spread.shape
    this.#seen = { values: spread.dataSync(), units: width / 2 }
    return tf.slice2d(spread, [0, 0], [rows, width / 2])
  }

  /** Within a tidy, after encode(): adds what the pictures' codes cost. `from`: the number of the first of them. */
  add(target: tf.Tensor2D, from: number): void {
    const [count, inputs] = target.shape
    const drawn = tf.tensor2d(drawTestCodes(this.#seen, from), [count, this.#seen.units])
    const { losses } = errorsOfPictures(this.#model.decodeToLogits(drawn), target, { loss: this.#loss, output: this.#model.output })
    const divergences = divergencesOfPictures(this.#seen)
    losses.dataSync().forEach((loss, picture) => {
      const kl = divergences[picture] as number
      this.#kl += kl
      this.#elbo -= loss * inputs + kl
    })
  }

  means(samples: number): SpreadFigures {
    return { kl: this.#kl / samples, elbo: this.#elbo / samples }
  }
}

/** Null for a plain code. */
export function openSpreadSums(model: Autoencoder, loss: RunSpec['loss']): SpreadSums | null {
  const latent = model.plan.layers[model.encoderLayers - 1] as PlannedLayer
  return latent.type === 'dense' && latent.isVariational ? new SpreadSums(model, loss) : null
}
