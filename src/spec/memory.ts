// How much memory training a spec takes, by arithmetic alone, so that a spec that can't fit is refused before anything is allocated.

import { datasetFacts, inputSize } from './datasets.ts'
import { planNetwork } from './network.ts'
import { testCount, trainingCount } from './runLength.ts'
import type { RunSpec } from './runSpec.ts'

/** More than this is refused: what a phone or a browser tab can be asked for. */
export const MEMORY_LIMIT_BYTES = 1_000_000_000

const FLOAT_BYTES = 4
/** Weights, gradients, two moments, the new weights before the old are freed, the good ones kept, a copy for the page. */
const COPIES_OF_WEIGHTS = 7
/** A layer's values, before and after the activation, and their gradients. */
const COPIES_OF_ACTIVATIONS = 4
/** Pictures measured at a time; engine/measure.ts uses the same. */
export const MEASURE_BATCH = 1_000

/** Bytes that training this spec needs at its peak: weights, activations of a batch, and the data. */
export function memoryBytes(spec: RunSpec): number {
  const plan = planNetwork(spec)
  const values = plan.inputs + plan.layers.reduce((sum, layer) => sum + layer.units, 0)
  const batch = Math.max(spec.training.batchSize, MEASURE_BATCH)
  const size = inputSize(datasetFacts(spec.data.name))
  const noisyTest = spec.corruption ? testCount(spec) * size * FLOAT_BYTES : 0
  const data = (trainingCount(spec) + testCount(spec)) * size + noisyTest
  return plan.parameters * FLOAT_BYTES * COPIES_OF_WEIGHTS + values * batch * FLOAT_BYTES * COPIES_OF_ACTIVATIONS + data
}
