import { describe, expect, it } from 'vitest'
import type { Metrics } from '../engine/metrics.ts'
import { PRESETS } from '../spec/presets.ts'
import type { SweepOutcome } from './sweepPool.ts'
import { summarizeOutcomes, sweepTable } from './sweepTable.ts'

const METRICS = { testMse: 0.05, pcaMse: 0.055, parameters: 218_514, status: 'done' } as Metrics

function outcome(value: unknown, testLoss: number, status: SweepOutcome['status'] = 'done'): SweepOutcome {
  const run = { value, seed: 0, spec: PRESETS.multilayer.spec }
  if (status === 'failed') return { run, status, metrics: null, seconds: null, error: 'no memory' }
  return { run, status, metrics: { ...METRICS, testLoss }, seconds: 2 }
}

const OUTCOMES = [
  outcome(2, 0.2),
  outcome(1, 0.5),
  outcome(2, 0.4),
  outcome(2, 0.9),
  outcome(4, 7, 'diverged'),
  outcome(4, 0.1),
  outcome(4, 0, 'failed'),
]

describe('summarizeOutcomes', () => {
  it('[C10] runs that diverged or failed are counted, and their figures are not', () => {
    const [one, two, four, eight] = summarizeOutcomes([1, 2, 4, 8], OUTCOMES)
    expect(one).toMatchObject({ value: 1, seeds: 1, diverged: 0, failed: 0, measures: { testLoss: { mean: 0.5, deviation: null } } })
    expect(two?.measures.testLoss).toMatchObject({ mean: 0.5, lowest: 0.2, highest: 0.9 })
    expect(four).toMatchObject({ seeds: 1, diverged: 1, failed: 1, measures: { testLoss: { mean: 0.1 }, seconds: { mean: 2 } } })
    expect(eight).toEqual({ value: 8, seeds: 0, diverged: 0, failed: 0, measures: {} })
  })
})

describe('sweepTable', () => {
  it('[C11] has a row a value, means with their spread, and only the measures that there are', () => {
    expect(
      sweepTable('model.latent.units', summarizeOutcomes([1, 2, 4, 8], OUTCOMES), 3)
        .split('\n')
        .map((line) => line.trim().split(/ {2,}/)),
    ).toEqual([
      ['model.latent.units', 'seeds', 'test loss', 'MSE', "PCA's MSE", 'parameters', 'seconds'],
      ['1', '1 of 3', '0.5000', '0.05000', '0.05500', '218,514', '2.0'],
      ['2', '3', '0.5000 ± 0.3606', '0.05000 ± 0.00000', '0.05500', '218,514', '2.0'],
      ['4', '1 of 3 (1 diverged, 1 failed)', '0.1000', '0.05000', '0.05500', '218,514', '2.0'],
      ['8', '0 of 3', '–', '–', '–', '–', '–'],
    ])
  })

  it('[C11] its columns are as wide in every row', () => {
    const lines = sweepTable('loss', summarizeOutcomes(['bce', 'mse'], [outcome('bce', 0.1), outcome('mse', 10)]), 1).split('\n')
    expect(new Set(lines.map((line) => line.length)).size).toBe(1)
    expect(lines[1]).toMatch(/^ bce +1 +0\.1000 /)
  })
})
