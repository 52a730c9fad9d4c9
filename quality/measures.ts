// One run of a recipe, from fresh weights to its figures.

import { nodePlatform } from '../src/cli/nodePlatform.ts'
import { measureRunBaseline } from '../src/engine/analysis/analyst.ts'
import { Dataset, datasetRequest } from '../src/engine/data/dataset.ts'
import { describeProblem } from '../src/engine/data/problem.ts'
import { knnAccuracy } from '../src/engine/knnAccuracy.ts'
import { TrainingLoop } from '../src/engine/loop.ts'
import { Run } from '../src/engine/run.ts'
import type { RunSpec } from '../src/spec/runSpec.ts'
import { ridgePsnr } from './ridge.ts'

/** What is measured of a run; what does not apply to it is absent. All on the test pictures. */
export interface Figures {
  readonly bce?: number
  readonly mse: number
  readonly pcaMse: number
  readonly psnrNoisy?: number
  readonly psnrDenoised?: number
  /** The same pictures cleaned by ridge regression. */
  readonly psnrRidge?: number
  readonly activeShare?: number
  readonly deadUnits?: number
  readonly kl?: number
  readonly elbo?: number
  readonly knnAccuracy: number
  readonly parameters: number
  /** Of training alone: steps x the median of the last 50. */
  readonly seconds: number
}

/** The names of the figures, as a run's JSON has them. */
export type FigureName = keyof Figures

/** Trains a spec to its end on the wasm backend, which must have been started, and measures it. */
export async function measureRun(spec: RunSpec): Promise<Figures> {
  const dataset = new Dataset(nodePlatform, datasetRequest(spec))
  await dataset.load()
  if (dataset.problem) throw new Error(describeProblem(dataset.problem))
  const run = new Run(spec, { platform: nodePlatform, dataset })
  try {
    const loop = new TrainingLoop(run, { platform: nodePlatform })
    await loop.train()
    const metrics = loop.metrics('quality')
    if (metrics.status !== 'done') throw new Error(`the run ended ${metrics.status}${loop.failure ? `: ${loop.failure}` : ''}`)
    const { psnrNoisy, psnrDenoised, activeShare, deadUnits, kl, elbo } = metrics
    const accuracy = await knnAccuracy(run, nodePlatform.wait)
    const applying = { psnrNoisy, psnrDenoised, activeShare, deadUnits, kl, elbo }
    return {
      ...(spec.loss === 'bce' && { bce: metrics.testLoss as number }),
      mse: metrics.testMse as number,
      pcaMse: measureRunBaseline(spec, dataset).pcaMse,
      ...(Object.fromEntries(Object.entries(applying).filter(([, value]) => value !== undefined)) as Partial<Figures>),
      ...(spec.corruption && { psnrRidge: ridgePsnr(spec, dataset) }),
      knnAccuracy: accuracy as number,
      parameters: metrics.parameters,
      seconds: (metrics.step * metrics.stepMs) / 1000,
    }
  } finally {
    run.dispose()
  }
}
