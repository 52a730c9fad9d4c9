// What every command that trains does alike before and after: reads the data, and measures what came out.

import { Dataset, datasetRequest } from '../engine/data/dataset.ts'
import { DataError } from '../engine/data/problem.ts'
import { openSource } from '../engine/data/registry.ts'
import { knnAccuracy } from '../engine/knnAccuracy.ts'
import type { TrainingLoop } from '../engine/loop.ts'
import type { Metrics } from '../engine/metrics.ts'
import type { RunSpec } from '../spec/runSpec.ts'
import { nodePlatform } from './nodePlatform.ts'

export const RUN_ID = 'terminal'

/** All of it before the first step: nobody is waiting for a picture, and the reports then depend on the spec alone. Rejects with DataError. */
export async function readData(spec: RunSpec): Promise<Dataset> {
  const dataset = new Dataset(nodePlatform, datasetRequest(spec))
  await dataset.load()
  if (dataset.problem) throw new DataError(dataset.problem)
  return dataset
}

/** Looks at the beginning of a spec's data, so that what is not built here is refused before anything is trained. Rejects with DataError. */
export async function requireData(spec: RunSpec): Promise<void> {
  const { name, ...wanted } = datasetRequest(spec)
  const source = openSource(nodePlatform, name)
  for (const split of ['train', 'test'] as const) await source.readChunk({ split, read: 0, wanted: wanted[split], fresh: false })
}

/** The figures of a loop that has come to its end, with what is worked out only then. Throws Error where training failed. */
export async function finalMetrics(loop: TrainingLoop, baseline: () => { pcaMse: number } | Promise<{ pcaMse: number }>): Promise<Metrics> {
  if (loop.failure !== null) throw new Error(loop.failure)
  const { pcaMse } = await baseline()
  const accuracy = await knnAccuracy(loop.run, nodePlatform.wait)
  return { ...loop.metrics(RUN_ID), pcaMse, ...(accuracy !== null && { knnAccuracy: accuracy }) }
}
