// The losses since the last multiple of 10 steps, each with the objective's terms, summed up without holding up the backend: on webgl a
// number read back costs more than a step, so there the sums stay on the GPU until somebody asks.

import * as tf from '@tensorflow/tfjs-core'
import type { LossSink } from './trainable.ts'

export class LossSum implements LossSink {
  #numbers: number[] = []
  #tensors: tf.Scalar[] = []
  #count = 0

  get count(): number {
    return this.#count
  }

  /** Of the losses, then of each term; empty before the first. On webgl this reads back a number for each. */
  get sums(): readonly number[] {
    if (this.#tensors.length === 0) return this.#numbers
    return this.#tensors.map((tensor, i) => (this.#numbers[i] ?? 0) + (tensor.dataSync()[0] as number))
  }

  /** Null before the first loss. */
  get means(): readonly number[] | null {
    return this.#count === 0 ? null : this.sums.map((sum) => sum / this.#count)
  }

  add(parts: readonly number[]): void {
    this.#numbers = parts.map((part, i) => (this.#numbers[i] ?? 0) + part)
    this.#count++
  }

  /** Adds scalars of the backend's, which stay the caller's. */
  addTensors(parts: readonly tf.Scalar[]): void {
    // Elsewhere the numbers lie in this thread's own memory: nothing is waited for.
    if (tf.getBackend() !== 'webgl') {
      this.add(parts.map((part) => part.dataSync()[0] as number))
      return
    }
    const former = this.#tensors
    this.#tensors = parts.map((part, i) => {
      const sum = former[i]
      return tf.keep(sum ? tf.add(sum, part) : tf.clone(part)) as tf.Scalar
    })
    tf.dispose(former)
    this.#count++
  }

  /** Goes on from sums of so many losses. */
  restore(sums: readonly number[], count: number): void {
    this.clear()
    this.#numbers = [...sums]
    this.#count = count
  }

  clear(): void {
    tf.dispose(this.#tensors)
    this.#tensors = []
    this.#numbers = []
    this.#count = 0
  }
}
