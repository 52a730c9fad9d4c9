// The optimizers, by the name a spec uses: from gradients to new weights. Each step writes new tensors rather than changing old ones
// in place, since tfjs's wasm matmul keeps packed copies of a weight by its tensor.

import * as tf from '@tensorflow/tfjs-core'
import type { RunSpec } from '../../spec/runSpec.ts'
import type { OptimizerState } from '../checkpoint.ts'
import { hasKernel, type KernelName, runKernel } from '../kernels/kernelNames.ts'
import { adam } from './adam.ts'
import { momentum } from './momentum.ts'
import { rmsprop } from './rmsprop.ts'
import { sgd } from './sgd.ts'

/** How one weight moves; one file an optimizer. */
export interface UpdateRule {
  readonly kernel: KernelName
  /** What is remembered of each weight, in the weight's shape, 0 at first: the names under which the kernel takes it. */
  readonly slots: readonly string[]
  /** The numbers that change from step to step; the first step is 1. */
  scalars(step: number, learningRate: number): number[]
  /** In plain tfjs operations: the new weight, then its new slots. Called within a tidy. */
  update(weight: tf.Tensor, slots: readonly tf.Tensor[], gradient: tf.Tensor, scalars: readonly number[]): tf.Tensor[]
}

/** One line an optimizer. */
const UPDATE_RULES: Record<RunSpec['training']['optimizer'], UpdateRule> = { adam, sgd, momentum, rmsprop }

export class Optimizer {
  /** What is remembered: for each weight, in their order, its slots. Empty before the first step. */
  readonly slots: tf.Variable[] = []
  readonly #rule: UpdateRule
  readonly #weights: readonly tf.Variable[]
  #step = 0

  /** Moves these weights, which stay the caller's. */
  constructor(name: RunSpec['training']['optimizer'], weights: readonly tf.Variable[]) {
    this.#rule = UPDATE_RULES[name]
    this.#weights = weights
  }

  /** Begins a step: the numbers that it needs, as apply() or a replayed step takes them. */
  beginStep(learningRate: number): number[] {
    this.#makeSlots()
    this.#step++
    return this.#rule.scalars(this.#step, learningRate)
  }

  /** Moves weights[i] by what gradients[i] says; `scalars` are those of beginStep, as numbers and as a tensor. Disposes nothing that it was given. */
  apply(gradients: readonly tf.Tensor[], scalars: readonly number[], scalarsTensor: tf.Tensor1D): void {
    const count = this.#rule.slots.length
    tf.tidy(() => {
      this.#weights.forEach((weight, i) => {
        const slots = this.slots.slice(i * count, (i + 1) * count)
        const gradient = gradients[i] as tf.Tensor
        const moved = hasKernel(this.#rule.kernel)
          ? runKernel(this.#rule.kernel, this.#kernelInputs(weight, slots, gradient, scalarsTensor))
          : this.#rule.update(weight, slots, gradient, scalars)
        for (const [k, variable] of [weight, ...slots].entries()) variable.assign(moved[k] as tf.Tensor)
      })
    })
  }

  /** A copy of what it remembers, read back from the backend. */
  readState(): OptimizerState {
    return { step: this.#step, slots: this.slots.map((slot) => slot.dataSync().slice() as Float32Array) }
  }

  /** Goes on from what another has remembered. */
  writeState({ step, slots }: OptimizerState): void {
    this.#step = step
    if (slots.length === 0) return
    this.#makeSlots()
    tf.tidy(() => {
      this.slots.forEach((slot, i) => {
        slot.assign(tf.tensor(slots[i] as Float32Array, slot.shape))
      })
    })
  }

  dispose(): void {
    tf.dispose(this.slots)
    this.slots.length = 0
  }

  #makeSlots(): void {
    if (this.slots.length > 0) return
    for (const weight of this.#weights) for (const _ of this.#rule.slots) this.slots.push(zeros(weight))
  }

  #kernelInputs(weight: tf.Tensor, slots: readonly tf.Tensor[], gradient: tf.Tensor, scalars: tf.Tensor): Record<string, tf.Tensor> {
    const named = Object.fromEntries(this.#rule.slots.map((name, k) => [name, slots[k] as tf.Tensor]))
    return { weight, ...named, gradient, scalars }
  }
}

function zeros(weight: tf.Variable): tf.Variable {
  return tf.tidy(() => tf.variable(tf.zerosLike(weight), false))
}
