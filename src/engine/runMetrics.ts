// The figures of a run as it stands, under their documented names.

import { psnr } from './analysis/psnr.ts'
import type { Metrics, RunStatus } from './metrics.ts'
import type { Run } from './run.ts'

export interface RunMoment {
  readonly runId: string
  readonly status: RunStatus
  /** Training losses are then those recorded last; at rest one number is read back for them. */
  readonly isDriving: boolean
  readonly imagesPerSecond: number
}

export function metricsOf(run: Run, { runId, status, isDriving, imagesPerSecond }: RunMoment): Metrics {
  const test = run.test
  const { lossClean, mseNoisy, activeShare, deadUnits, kl, elbo } = test ?? {}
  const terms = (isDriving && run.recordedTerms) || run.terms
  return {
    runId,
    step: run.step,
    epoch: run.epoch,
    samplesSeen: run.samplesSeen,
    trainLoss: (isDriving && run.history.last?.trainLoss) || run.trainLoss,
    testLoss: test?.loss ?? null,
    testMse: test?.mse ?? null,
    testSamples: test?.samples ?? 0,
    imagesPerSecond,
    stepMs: run.stepMs,
    backend: run.backend,
    parameters: run.plan.parameters,
    status,
    edited: run.isEdited,
    ...(lossClean !== undefined && { testLossClean: lossClean }),
    ...(test && mseNoisy !== undefined && { psnrNoisy: psnr(mseNoisy), psnrDenoised: psnr(test.mse) }),
    ...(terms && { terms }),
    ...(activeShare !== undefined && { activeShare }),
    ...(deadUnits !== undefined && { deadUnits }),
    ...(kl !== undefined && { kl }),
    ...(elbo !== undefined && { elbo }),
  }
}
