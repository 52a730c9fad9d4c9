// Where every contender starts: the engine's own first weights and its first order of pictures, for this spec.

import { epochOrder } from '../src/engine/data/order.ts'
import type { LayerWeights } from '../src/engine/forward.ts'
import { glorotUniform } from '../src/engine/models/glorotUniform.ts'
import { parameterShapes, product } from '../src/spec/layerShapes.ts'
import { planNetwork } from '../src/spec/network.ts'
import { trainingCount } from '../src/spec/runLength.ts'
import type { RunSpec } from '../src/spec/runSpec.ts'

/** Glorot-uniform kernels, zero biases. The output layer's activation is the spec's: a sigmoid for digits. */
export function startWeights(spec: RunSpec): LayerWeights[] {
  return planNetwork(spec).layers.map(({ role: _, path: __, ...shape }, i) => {
    const { kernel, bias } = parameterShapes(shape) ?? { kernel: [0], bias: [0] }
    return { ...shape, kernel: glorotUniform(kernel, spec.seed, i), bias: new Float32Array(product(bias)) }
  })
}

/** The batches of the first epoch, gone through again and again by the peers (the engine shuffles each epoch anew). */
export class Batches {
  readonly #order: Uint32Array
  readonly #size: number
  #at = 0

  constructor(spec: RunSpec) {
    this.#order = epochOrder(spec.seed, 0, trainingCount(spec))
    this.#size = spec.training.batchSize
  }

  /** Positions of the next batch's pictures. */
  next(): Uint32Array {
    const batch = this.#order.subarray(this.#at, this.#at + this.#size)
    this.#at = (this.#at + this.#size) % this.#order.length
    return batch
  }

  /** All positions, in the order they are shown. */
  get order(): Uint32Array {
    return this.#order
  }
}
