import { describe, expect, it } from 'vitest'
import { checkSpec } from './checkSpec.ts'
import { PRESETS } from './presets.ts'
import { plannedSamples, samplesOfSteps, stepsPerEpoch } from './runLength.ts'
import type { RunSpec } from './runSpec.ts'

const { vanilla } = PRESETS

function withTraining(training: Partial<RunSpec['training']>, train: number): RunSpec {
  const { epochs: _, ...rest } = vanilla.spec.training
  return checkSpec({ ...vanilla.spec, data: { name: 'mnist', train }, training: { ...rest, ...training } })
}

describe('plannedSamples', () => {
  it('[S14] an epoch ends with a partial batch, which counts as a step', () => {
    expect(stepsPerEpoch(vanilla.spec)).toBe(79)
    expect(plannedSamples(vanilla.spec)).toBe(50_000)
    expect(stepsPerEpoch(withTraining({ epochs: 1, batchSize: 100 }, 1_000))).toBe(10)
  })

  it.each([
    [1, 128],
    [7, 896],
    [8, 1_000],
    [9, 1_128],
    [17, 2_128],
  ])('[S14] %i steps of 128 over 1,000 pictures show %i', (steps, samples) => {
    expect(plannedSamples(withTraining({ steps }, 1_000))).toBe(samples)
  })

  it.each([
    [1, 0, 128],
    [2, 900, 228],
    [1, 1_000, 128],
    [9, 2_900, 1_100],
  ])('[S14] %i steps after %i pictures show %i', (steps, seen, samples) => {
    expect(samplesOfSteps(withTraining({ steps }, 1_000), steps, seen)).toBe(samples)
  })

  it('[S14] a batch larger than the data is the whole data', () => {
    expect(plannedSamples(withTraining({ steps: 3, batchSize: 512 }, 100))).toBe(300)
  })
})
