// How much memory training a spec takes, by arithmetic alone, so that a spec that can't fit is refused before anything is allocated.

import { datasetFacts, inputSize } from './datasets.ts'
import { type NetworkPlan, planNetwork } from './network.ts'
import { testCount, trainingCount } from './runLength.ts'
import type { RunSpec } from './runSpec.ts'

/** More than this is refused: what a phone or a browser tab can be asked for. */
export const MEMORY_LIMIT_BYTES = 1_000_000_000

const FLOAT_BYTES = 4
/** Weights, gradients, two moments, the new weights before the old are freed, the good ones kept, a copy for the page. */
const COPIES_OF_WEIGHTS = 7
/** A layer's values, before and after the activation, and their gradients. */
const COPIES_OF_ACTIVATIONS = 4
/** Pictures measured at a time, and how many values of a network's layers that may be: 64 MB. */
const MEASURED_AT_ONCE = 1_000
const MEASURED_VALUES = 16_000_000

/** Bytes that training this spec needs at its peak: weights, activations of a batch, and the data. */
export function memoryBytes(spec: RunSpec): number {
  const plan = planNetwork(spec)
  const batch = Math.max(spec.training.batchSize, measureBatch(plan))
  const size = inputSize(datasetFacts(spec.data.name))
  const noisyTest = spec.corruption ? testCount(spec) * size * FLOAT_BYTES : 0
  const data = (trainingCount(spec) + testCount(spec)) * size + noisyTest
  return plan.parameters * FLOAT_BYTES * COPIES_OF_WEIGHTS + valuesOf(plan) * batch * FLOAT_BYTES * COPIES_OF_ACTIVATIONS + data
}

/** How many pictures are measured or looked at in one go. What comes out does not depend on it. */
export function measureBatch(plan: NetworkPlan): number {
  return Math.max(1, Math.min(MEASURED_AT_ONCE, Math.floor(MEASURED_VALUES / valuesOf(plan))))
}

/** Numbers that all layers hold for one picture. */
function valuesOf(plan: NetworkPlan): number {
  return plan.inputs + plan.layers.reduce((sum, layer) => sum + layer.units, 0)
}
