// What a ready-made question measures of a trained run, on all of its test pictures. It changes nothing of the run, nor what the run says of itself.

import type { Measure } from '../spec/question.ts'
import { testCount } from '../spec/runLength.ts'
import type { Corruption, RunSpec } from '../spec/runSpec.ts'
import { measureTest, type TestFigures } from './measure.ts'
import type { Platform } from './platform.ts'
import type { Run } from './run.ts'
import { TestInputs } from './testInputs.ts'

/** The figure; null before the first step and while no test picture has been read. Lets messages in between blocks. */
export async function measureBy(run: Run, measure: Measure, platform: Platform): Promise<number | null> {
  const { trainLoss } = run
  if (trainLoss === null) return null
  switch (measure.figure) {
    case 'mse':
      return (await measured(run, withCorruption(run.spec, measure.corruption), platform))?.mse ?? null
    case 'trainLoss':
      return trainLoss
    case 'gap': {
      const test = await measured(run, run.spec, platform)
      return test && test.loss - trainLoss
    }
  }
  return measure satisfies never
}

/** The run's network as if it had this spec's noise; the noise of a picture is the same for every run. */
async function measured(run: Run, spec: RunSpec, platform: Platform): Promise<TestFigures | null> {
  const { dataset } = run
  return await measureTest(run.model, spec, { dataset, inputs: new TestInputs(dataset.test), platform, count: testCount(spec) })
}

function withCorruption({ corruption: _, ...spec }: RunSpec, corruption: Corruption | undefined): RunSpec {
  return corruption ? { ...spec, corruption } : spec
}
