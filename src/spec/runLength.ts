// How many pictures and steps a spec stands for.

import { datasetFacts } from './datasets.ts'
import type { RunSpec } from './runSpec.ts'

/** Pictures trained on: data.train, or all there are. */
export function trainingCount(spec: RunSpec): number {
  return spec.data.train ?? datasetFacts(spec.data.name).train
}

/** Test pictures: data.test, or all there are. */
export function testCount(spec: RunSpec): number {
  return spec.data.test ?? datasetFacts(spec.data.name).test
}

/** Steps in one epoch: the last, partial batch counts. */
export function stepsPerEpoch(spec: RunSpec): number {
  return Math.ceil(trainingCount(spec) / spec.training.batchSize)
}

/** How many pictures the whole run shows the network: the length of its one cycle. */
export function plannedSamples(spec: RunSpec, seen = 0): number {
  const { epochs, steps } = spec.training
  return steps === undefined ? (epochs ?? 1) * trainingCount(spec) : samplesOfSteps(spec, steps, seen)
}

/** How many pictures so many steps show, after `seen` of them: at the end of an epoch a batch is what is left of it. */
export function samplesOfSteps(spec: RunSpec, steps: number, seen = 0): number {
  const { batchSize } = spec.training
  const count = trainingCount(spec)
  const toEpochEnd = count - (seen % count)
  const stepsToEpochEnd = Math.ceil(toEpochEnd / batchSize)
  if (steps < stepsToEpochEnd) return steps * batchSize
  const perEpoch = stepsPerEpoch(spec)
  const further = steps - stepsToEpochEnd
  return toEpochEnd + Math.floor(further / perEpoch) * count + (further % perEpoch) * batchSize
}
