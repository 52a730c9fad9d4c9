// What a training step works on, and what takes one.

import type * as tf from '@tensorflow/tfjs-core'
import type { Pictures } from '../data/pictures.ts'
import type { Autoencoder } from '../models/autoencoder.ts'
import type { Objective } from '../objectives/objective.ts'
import type { Optimizer } from '../optimizers/optimizer.ts'
import type { Batch } from './batch.ts'

export interface Trainable {
  readonly pictures: Pictures
  readonly model: Autoencoder
  readonly optimizer: Optimizer
  readonly objective: Objective
}

/** Takes training steps. What it has trained is in the model's variables only after settleWeights(). */
export interface Stepper {
  /** One step; gives its loss and the objective's terms to `losses`, as numbers or as tensors of the backend's that are disposed afterwards. */
  take(batch: Batch, learningRate: number, losses: LossSink): void
  /** Puts what has been trained into the model's variables. */
  settleWeights(): void
  /** The same for what the optimizer remembers. */
  settleOptimizer(): void
  /** Marks the weights as sound, to be gone back to. */
  keepWeights(): void
  /** Puts the weights that were kept last into the model's variables. Nothing else may be called afterwards but dispose(). */
  restoreWeights(): void
  /** Frees what is its own. The variables stay. */
  dispose(): void
}

export interface LossSink {
  /** The reconstruction loss, then each term. */
  add(parts: readonly number[]): void
  addTensors(parts: readonly tf.Scalar[]): void
}
