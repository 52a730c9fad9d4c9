import { describe, expect, it } from 'vitest'
import { checkSpec } from './checkSpec.ts'
import { planNetwork, plannedSamples, samplesOfSteps, stepsPerEpoch } from './network.ts'
import { PRESETS } from './presets.ts'
import type { RunSpec } from './runSpec.ts'

const { vanilla, multilayer, denoising } = PRESETS

function withTraining(training: Partial<RunSpec['training']>, train: number): RunSpec {
  const { epochs: _, ...rest } = vanilla.spec.training
  return checkSpec({ ...vanilla.spec, data: { name: 'mnist', train }, training: { ...rest, ...training } })
}

describe('planNetwork', () => {
  it('[S11] multilayer is 784-128-64-2-64-128-784 with 218,514 parameters', () => {
    const plan = planNetwork(multilayer.spec)
    expect([plan.inputs, ...plan.layers.map(({ units }) => units)]).toEqual([784, 128, 64, 2, 64, 128, 784])
    expect(plan.layers.map(({ role }) => role)).toEqual(['encoder', 'encoder', 'latent', 'decoder', 'decoder', 'output'])
    expect(plan.layers.map(({ activation }) => activation)).toEqual(['relu', 'relu', 'linear', 'relu', 'relu', 'sigmoid'])
    expect([plan.parameters, plan.latent, plan.inputShape]).toEqual([218_514, 2, [28, 28, 1]])
  })

  it('[S11] vanilla is 784-32-784 with 50,992 parameters, denoising 784-128-784', () => {
    expect(planNetwork(vanilla.spec)).toMatchObject({ parameters: 50_992, latent: 32, inputs: 784 })
    expect(planNetwork(denoising.spec).layers.map(({ inputs, units }) => [inputs, units])).toEqual([
      [784, 128],
      [128, 784],
    ])
  })

  it('[S12] both sides of a mirror lead to the same field, the output to none', () => {
    expect(planNetwork(multilayer.spec).layers.map(({ path }) => path)).toEqual([
      'model.encoder.0.units',
      'model.encoder.1.units',
      'model.latent.units',
      'model.encoder.1.units',
      'model.encoder.0.units',
      undefined,
    ])
  })

  it('[S12] a written decoder stands as it is written, its fields its own', () => {
    const decoder = [{ type: 'dense', units: 50, activation: 'tanh' }] as const
    const plan = planNetwork(checkSpec({ ...multilayer.spec, model: { ...multilayer.spec.model, decoder } }))
    expect(plan.layers.map(({ units }) => units)).toEqual([128, 64, 2, 50, 784])
    expect(plan.layers[3]).toMatchObject({ role: 'decoder', activation: 'tanh', path: 'model.decoder.0.units' })
  })

  it('[S12] an empty decoder goes straight from the bottleneck to the output', () => {
    const plan = planNetwork(checkSpec({ ...multilayer.spec, model: { ...multilayer.spec.model, decoder: [] } }))
    expect(plan.layers.map(({ units }) => units)).toEqual([128, 64, 2, 784])
  })

  it('[S13] pictures in [0, 1] get a sigmoid output unless the spec says linear', () => {
    const linear = checkSpec({ ...vanilla.spec, loss: 'mse', model: { ...vanilla.spec.model, output: 'linear' } })
    expect(planNetwork(vanilla.spec).layers.at(-1)?.activation).toBe('sigmoid')
    expect(planNetwork(linear).layers.at(-1)?.activation).toBe('linear')
  })
})

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
