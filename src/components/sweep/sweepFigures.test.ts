import { describe, expect, it } from 'vitest'
import type { Metrics } from '../../engine/metrics.ts'
import { PRESETS } from '../../spec/presets.ts'
import type { RunSpec } from '../../spec/runSpec.ts'
import { planSweep } from '../../store/sweepPlan.ts'
import type { SweepOutcome, SweepState } from '../../store/sweepState.ts'
import { csvOf } from './saveSweepCsv.ts'
import { figuresOf, measuresOf, measureWords } from './sweepFigures.ts'

/** A sweep of two values and two seeds, whose runs ended like this. */
function sweepOf(base: RunSpec, path: string, values: readonly number[], ends: readonly Partial<SweepOutcome & Metrics>[]): SweepState {
  const plan = planSweep(base, { path, values, seeds: 2 })
  const outcomes = ends.map(({ status = 'done', error, ...metrics }, i) => ({
    ...{ run: plan.runs[i] as SweepOutcome['run'], seconds: 1.5, took: 2, status: status as SweepOutcome['status'] },
    metrics: status === 'failed' ? null : (metrics as unknown as Metrics),
    ...(error !== undefined && { error }),
  }))
  const baselines = values.map((value) => ({ value, pcaLoss: value, pcaMse: value / 10 }))
  return { ...plan, workers: 1, status: 'running', training: [], outcomes, secondsLeft: null, baselines }
}

const two = sweepOf(
  PRESETS.vanilla.spec,
  'model.latent.units',
  [2, 4],
  [
    { testLoss: 0.25, testMse: 0.05 },
    { testLoss: 0.2, testMse: 0.04 },
    { testLoss: 0.27, testMse: 0.06 },
    { testLoss: 0.9, status: 'diverged' },
  ],
)

describe('[P137] the figures of a sweep', () => {
  it('are means over its sound runs, in the measure that is shown', () => {
    const [first, second] = figuresOf(two, 'loss')
    expect(first).toMatchObject({ value: 2, mean: 0.26, lowest: 0.25, highest: 0.27, diverged: 0, pca: 2 })
    expect(first?.runs.map(({ seed, loss }) => [seed, loss])).toEqual([
      [0, 0.25],
      [1, 0.27],
    ])
    expect(second).toMatchObject({ value: 4, mean: 0.2, deviation: null, diverged: 1, failed: 0 })
    expect(figuresOf(two, 'mse').map(({ mean, pca }) => [mean, pca])).toEqual([
      [0.055, 0.2],
      [0.04, 0.4],
    ])
  })

  it('name the run that stands for a value: of the base’s own seed', () => {
    expect(figuresOf(two, 'loss').map(({ spec }) => [spec.seed, 'units' in spec.model.latent && spec.model.latent.units])).toEqual([
      [0, 2],
      [0, 4],
    ])
  })

  it('are on clean pictures where the noise is varied, the test loss itself without noise', () => {
    const noisy = sweepOf(PRESETS.vanilla.spec, 'corruption.sigma', [0, 0.4], [{ testLoss: 0.2 }, { testLoss: 0.5, testLossClean: 0.3 }])
    expect(figuresOf(noisy, 'loss').map(({ mean }) => mean)).toEqual([0.2, 0.3])
    expect([measuresOf(noisy), measureWords(noisy, 'loss')]).toEqual([['loss'], 'loss on clean test inputs'])
    expect([measuresOf(two), measureWords(two, 'mse')]).toEqual([['loss', 'mse'], 'squared error'])
  })
})

describe('[P140] the file of a sweep', () => {
  it('has a row a run, with PCA’s figure, quoted where need be', () => {
    const failed = sweepOf(
      PRESETS.vanilla.spec,
      'model.latent.units',
      [2, 4],
      [
        { testLoss: 0.25, testMse: 0.05, parameters: 3922 },
        { status: 'failed', error: 'train-01.bin.gz is missing (404), "gone"' },
      ],
    )
    expect(csvOf(failed).split('\r\n')).toEqual([
      'model.latent.units,seed,status,testLoss,testMse,testLossClean,pcaMse,knnAccuracy,trainLoss,parameters,step,samplesSeen,testSamples,imagesPerSecond,seconds,error',
      '2,0,done,0.25,0.05,,0.2,,,3922,,,,,1.5,',
      '4,0,failed,,,,,,,,,,,,1.5,"train-01.bin.gz is missing (404), ""gone"""',
      '',
    ])
  })
})
