// The optimizers, by the name a spec uses: from gradients to new weights. Each step writes new tensors rather than changing old ones
// in place, since tfjs's wasm matmul keeps packed copies of a weight by its tensor.

import type { Tensor, Variable } from '@tensorflow/tfjs-core'
import type { RunSpec } from '../../spec/runSpec.ts'
import { Adam } from './adam.ts'
import { Sgd } from './sgd.ts'

export interface Optimizer {
  /** One step: weights[i] moves by what gradients[i] says. Disposes nothing that it was given. */
  apply(weights: readonly Variable[], gradients: readonly Tensor[], learningRate: number): void
  dispose(): void
}

/** One line an optimizer. */
const OPTIMIZERS: Partial<Record<RunSpec['training']['optimizer'], () => Optimizer>> = {
  adam: () => new Adam(),
  sgd: () => new Sgd(),
}

export function createOptimizer(name: RunSpec['training']['optimizer']): Optimizer {
  const create = OPTIMIZERS[name]
  if (!create) throw new RangeError(`optimizer '${name}' is not built yet`)
  return create()
}
