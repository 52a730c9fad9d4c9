// What a training step works on, and what takes one.

import type * as tf from '@tensorflow/tfjs-core'
import type { Pictures } from '../data/pictures.ts'
import type { Autoencoder } from '../models/autoencoder.ts'
import type { Loss } from '../objectives/losses.ts'
import type { Optimizer } from '../optimizers/optimizer.ts'
import type { Batch } from './batch.ts'

export interface Trainable {
  readonly pictures: Pictures
  readonly model: Autoencoder
  readonly optimizer: Optimizer
  readonly loss: Loss
}

/** Takes training steps. What it has trained is in the model's variables only after settleWeights(). */
export interface Stepper {
  /** One step; gives its loss to `addLoss`, as a number or as a tensor of the backend's that is disposed afterwards. */
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
  add(loss: number): void
  addTensor(loss: tf.Scalar): void
}
