// One lane of a ready-made question, from fresh weights to what the question measures of it.

import { nodePlatform } from '../src/cli/nodePlatform.ts'
import { Dataset, datasetRequest } from '../src/engine/data/dataset.ts'
import { describeProblem } from '../src/engine/data/problem.ts'
import { TrainingLoop } from '../src/engine/loop.ts'
import { measureBy } from '../src/engine/measureBy.ts'
import { Run } from '../src/engine/run.ts'
import { type Measure, measureTitle } from '../src/spec/question.ts'
import type { RunSpec } from '../src/spec/runSpec.ts'

export interface LaneFigures {
  /** By the measures' titles. */
  readonly measured: Readonly<Record<string, number>>
  readonly parameters: number
  /** Of training alone: steps x the median of the last 50. */
  readonly seconds: number
}

/** Trains a spec, which checkSpec has passed, to its end on the backend that has been started. Throws where it does not get there. */
export async function trainLane(spec: RunSpec, measures: readonly Measure[]): Promise<LaneFigures> {
  const dataset = new Dataset(nodePlatform, datasetRequest(spec))
  await dataset.load()
  if (dataset.problem) throw new Error(describeProblem(dataset.problem))
  const run = new Run(spec, { platform: nodePlatform, dataset })
  try {
    const loop = new TrainingLoop(run, { platform: nodePlatform })
    await loop.train()
    if (loop.status !== 'done') throw new Error(`the run ended ${loop.status}${loop.failure ? `: ${loop.failure}` : ''}`)
    const measured: Record<string, number> = {}
    for (const measure of measures) measured[measureTitle(measure)] = (await measureBy(run, measure, nodePlatform)) as number
    return { measured, parameters: run.plan.parameters, seconds: (run.step * run.stepMs) / 1000 }
  } finally {
    run.dispose()
  }
}
