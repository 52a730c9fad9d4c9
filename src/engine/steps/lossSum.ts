// The losses since the last multiple of 10 steps, summed up without holding up the backend: on webgl a number read back
// costs more than a step, so there the sum stays on the GPU until somebody asks.

import * as tf from '@tensorflow/tfjs-core'

export class LossSum {
  #numbers = 0
  #tensor: tf.Scalar | null = null
  #count = 0

  get count(): number {
    return this.#count
  }

  /** On webgl this reads back one number. */
  get sum(): number {
    return this.#numbers + ((this.#tensor?.dataSync()[0] as number | undefined) ?? 0)
  }

  /** Null before the first loss. */
  get mean(): number | null {
    return this.#count === 0 ? null : this.sum / this.#count
  }

  add(loss: number): void {
    this.#numbers += loss
    this.#count++
  }

  /** Adds a scalar of the backend's, which stays the caller's. */
  addTensor(loss: tf.Scalar): void {
    // Elsewhere the number lies in this thread's own memory: nothing is waited for.
    if (tf.getBackend() !== 'webgl') {
      this.add(loss.dataSync()[0] as number)
      return
    }
    const former = this.#tensor
    this.#tensor = tf.keep(former ? tf.add(former, loss) : tf.clone(loss)) as tf.Scalar
    former?.dispose()
    this.#count++
  }

  /** Goes on from a sum of so many losses. */
  restore(sum: number, count: number): void {
    this.clear()
    this.#numbers = sum
    this.#count = count
  }

  clear(): void {
    this.#tensor?.dispose()
    this.#tensor = null
    this.#numbers = 0
    this.#count = 0
  }
}
