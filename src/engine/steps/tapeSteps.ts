// Training steps through tfjs's tape: on any backend, for any model. What can't be replayed goes this way, and what is replayed is
// tested against it.

import * as tf from '@tensorflow/tfjs-core'
import { type BatchSource, openBatches, UploadedBatches } from '../data/batches.ts'
import { gatherPictures } from '../data/gather.ts'
import { hasKernel, runKernel } from '../kernels/kernelNames.ts'
import type { Feed } from '../objectives/feeds.ts'
import { addNoise, type Batch, feedNumbers, rowsOf } from './batch.ts'
import { noiseKernel } from './noiseKernel.ts'
import type { LossSink, Stepper, Trainable } from './trainable.ts'

/** The tensors that come into a step from outside. */
export interface StepTensors {
  /** [rows, size], clean. */
  readonly target: tf.Tensor2D
  /** The same tensor where there is no noise. */
  readonly input: tf.Tensor2D
  /** What the objective needs of this step. */
  readonly fed: readonly tf.Tensor[]
  /** What the optimizer needs of this step. */
  readonly scalars: tf.Tensor1D
}

/** One step, its tensors freed; the loss and the objective's terms, each [], are given to `use` before that. `began` is told of what comes in from outside. */
export function takeTapeStep(
  { pictures, model, optimizer, objective }: Trainable,
  { batch, learningRate, batches = new UploadedBatches(pictures) }: { batch: Batch; learningRate: number; batches?: BatchSource },
  use: (parts: readonly tf.Scalar[]) => void,
  began: (tensors: StepTensors) => void = () => {},
): void {
  tf.tidy(() => {
    const { target, input } = batchTensors(pictures, batches, batch)
    const numbers = optimizer.beginStep(learningRate)
    const scalars = tf.tensor1d(numbers)
    const fed = objective.feeds.map((feed) => feedTensor(feed, batch))
    began({ target, input, fed, scalars })
    const variables = model.variables as tf.Variable[]
    let parts: readonly tf.Scalar[] = []
    const evaluate = () => {
      const evaluated = objective.evaluate({ target, input, fed })
      parts = evaluated.parts.map((part) => tf.keep(part))
      return evaluated.total
    }
    const { grads } = tf.variableGrads(evaluate, variables)
    const gradients = variables.map(({ name }) => grads[name] as tf.Tensor)
    optimizer.apply(gradients, numbers, scalars)
    use(parts)
    tf.dispose([...parts])
  })
}

export class TapeSteps implements Stepper {
  readonly #trained: Trainable
  readonly #batches: BatchSource
  /** Clones: they share the variables' memory where the backend can, until those are replaced. */
  #kept: tf.Tensor[] = []

  constructor(trained: Trainable) {
    this.#trained = trained
    this.#batches = openBatches(trained.pictures)
  }

  take(batch: Batch, learningRate: number, losses: LossSink): void {
    takeTapeStep(this.#trained, { batch, learningRate, batches: this.#batches }, (parts) => losses.addTensors(parts))
  }

  settleWeights(): void {}

  settleOptimizer(): void {}

  keepWeights(): void {
    tf.dispose(this.#kept)
    this.#kept = this.#trained.model.variables.map((variable) => tf.keep(tf.clone(variable)))
  }

  restoreWeights(): void {
    tf.tidy(() => {
      this.#trained.model.variables.forEach((variable, i) => {
        variable.assign((this.#kept[i] as tf.Tensor).clone())
      })
    })
  }

  dispose(): void {
    tf.dispose(this.#kept)
    this.#kept = []
    this.#batches.dispose()
  }
}

/** Within a tidy. Drawn by the backend where it can; else made here and handed over. */
function feedTensor(feed: Feed, batch: Batch): tf.Tensor {
  if (feed.drawn && hasKernel(feed.drawn.kernel)) {
    const { seed, step } = batch.moment
    return runKernel(feed.drawn.kernel, {}, { seed, step, purpose: feed.drawn.purpose, shape: feed.shape(rowsOf(batch)) })[0] as tf.Tensor
  }
  const { numbers, shape } = feedNumbers(feed, batch)
  return tf.tensor(numbers, shape)
}

/** Within a tidy. Noise is drawn by the backend where it can; else made here, of the same floats everywhere, and handed over. */
function batchTensors(pictures: Trainable['pictures'], batches: BatchSource, batch: Batch): { target: tf.Tensor2D; input: tf.Tensor2D } {
  const target = batches.gather(batch.order, batch.from, batch.to)
  if (!batch.noise) return { target, input: target }
  const { kernel, attributes } = noiseKernel(batch.noise)
  if (hasKernel(kernel)) return { target, input: runKernel(kernel, { clean: target }, { ...attributes })[0] as tf.Tensor2D }
  const noisy = gatherPictures(pictures, batch.order.subarray(batch.from, batch.to))
  addNoise(noisy, pictures.size, batch.noise)
  return { target, input: tf.tensor2d(noisy, [rowsOf(batch), pictures.size]) }
}
