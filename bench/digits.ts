// The digits a spec asks for, all read, from the built datasets.

import { Dataset, datasetRequest } from '../src/engine/data/dataset.ts'
import { describeProblem } from '../src/engine/data/problem.ts'
import type { Platform } from '../src/engine/platform.ts'
import type { RunSpec } from '../src/spec/runSpec.ts'

/** `former` is given back where it holds just what is asked for. Rejects where a file can't be read. */
export async function readDigits(platform: Platform, spec: RunSpec, former: Dataset | null = null): Promise<Dataset> {
  const request = datasetRequest(spec)
  if (former && former.train.wanted === request.train && former.test.wanted === request.test) return former
  const dataset = new Dataset(platform, request)
  dataset.onChange(() => {
    if (dataset.problem) dataset.cancel()
  })
  await dataset.load()
  if (dataset.problem) throw new Error(describeProblem(dataset.problem))
  return dataset
}
