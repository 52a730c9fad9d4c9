import { describe, expect, it } from 'vitest'
import type { Metrics } from '../../engine/metrics.ts'
import { editSpec } from '../../spec/editSpec.ts'
import { planNetwork } from '../../spec/network.ts'
import { PRESETS } from '../../spec/presets.ts'
import type { RunSpec } from '../../spec/runSpec.ts'
import { traitsOf } from './networkTraits.ts'
import { type CaptionFacts, sayWhatIsSeen } from './sayWhatIsSeen.ts'

const METRICS: Metrics = {
  runId: 'run-1',
  step: 790,
  epoch: 10,
  samplesSeen: 100_000,
  trainLoss: 0.184,
  testLoss: 0.185,
  testMse: 0.0468,
  testSamples: 10_000,
  imagesPerSecond: 20_000,
  stepMs: 5,
  backend: 'wasm',
  parameters: 218_514,
  status: 'done',
  edited: false,
}
const FACTS: CaptionFacts = {
  status: 'done',
  inputs: 784,
  codeSize: 2,
  kind: 'pictures',
  noun: 'digits',
  classNames: [...'0123456789'],
  metrics: METRICS,
  pcaMse: 0.0558,
  lossLeft: 0.6,
  alike: { a: 4, b: 9, overlap: 0.8, lead: 0.02 },
  corruption: null,
  traits: traitsOf(PRESETS.multilayer.spec, planNetwork(PRESETS.multilayer.spec)),
}

/** Of a spec's network, with these figures. */
function factsOf(spec: RunSpec, metrics: Partial<Metrics>, more: Partial<CaptionFacts> = {}): CaptionFacts {
  const plan = planNetwork(spec)
  return {
    ...FACTS,
    inputs: plan.inputs,
    codeSize: plan.latent,
    corruption: spec.corruption ?? null,
    traits: traitsOf(spec, plan),
    alike: null,
    metrics: { ...METRICS, ...metrics },
    ...more,
  }
}

describe('sayWhatIsSeen', () => {
  it('compares a trained network with PCA', () => {
    expect(sayWhatIsSeen(FACTS)).toBe('2 numbers for 784 pixels: 4 and 9 look alike. PCA with 2 makes a squared error of 0.056, this 0.047.')
  })

  it('[P44] calls no classes alike while the network rebuilds worse than PCA', () => {
    const worse = { ...FACTS, metrics: { ...FACTS.metrics, testMse: 0.06 } }
    expect(sayWhatIsSeen(worse)).not.toContain('alike')
  })

  it('promises nothing for an untrained one', () => {
    expect(sayWhatIsSeen({ ...FACTS, status: 'idle', metrics: { ...METRICS, step: 0 } })).toBe('Untrained: the code means nothing yet. Press Train.')
  })

  it('does not call a network untrained that has inherited weights', () => {
    expect(sayWhatIsSeen({ ...FACTS, status: 'idle', metrics: { ...METRICS, step: 0, edited: true } })).toContain('weights that still fit were kept')
  })

  it('does not call classes alike that are half apart, nor on the map of a wide code', () => {
    expect(sayWhatIsSeen({ ...FACTS, alike: { a: 4, b: 9, overlap: 0.3, lead: 0.2 } })).not.toContain('alike')
    expect(sayWhatIsSeen({ ...FACTS, codeSize: 32 })).toBe('32 numbers for 784 pixels. PCA with 32 makes a squared error of 0.056, this 0.047.')
  })

  it('names a pair while training only where it stands out', () => {
    expect(sayWhatIsSeen({ ...FACTS, status: 'training' })).not.toContain('alike')
    expect(sayWhatIsSeen({ ...FACTS, status: 'training', alike: { a: 4, b: 9, overlap: 0.8, lead: 0.2 } })).toContain('4 and 9 look alike')
  })

  it('says "so far" while it may still get better', () => {
    expect(sayWhatIsSeen({ ...FACTS, status: 'training' })).toContain('this 0.047 so far.')
  })

  it('leaves PCA out until it is known, and the error until it is measured', () => {
    expect(sayWhatIsSeen({ ...FACTS, alike: null, pcaMse: null })).toBe('2 numbers for 784 pixels. It makes a squared error of 0.047.')
    expect(sayWhatIsSeen({ ...FACTS, alike: null, metrics: { ...METRICS, testMse: null } })).toBe('2 numbers for 784 pixels.')
  })

  it('speaks of decibels where there is noise', () => {
    const metrics = { ...METRICS, psnrNoisy: 9.41, psnrDenoised: 17.93 }
    expect(sayWhatIsSeen({ ...FACTS, codeSize: 128, corruption: { type: 'gaussian', sigma: [0, 0.6] }, metrics })).toBe(
      '128 numbers for 784 pixels. Noise of 0 to 0.6 in, 9.4 dB; cleaned, 17.9 dB.',
    )
  })

  it('says that a wide code leaves nothing out', () => {
    expect(sayWhatIsSeen({ ...FACTS, codeSize: 784 })).toContain('nothing has to be left out')
  })

  it('[P91] copy: a low loss that teaches nothing, said once it is low', () => {
    const { spec } = PRESETS.copy
    expect(sayWhatIsSeen(factsOf(spec, { testMse: 0.009 }, { pcaMse: 1e-9, lossLeft: 0.16 }))).toBe(
      '784 numbers for 784 pixels: nothing has to be left out; a low loss that teaches nothing.',
    )
    expect(sayWhatIsSeen(factsOf(spec, { testMse: 0.02 }))).not.toContain('low loss')
  })

  it('[P91] an overcomplete code is called one, and what keeps it from copying', () => {
    const wide = editSpec(PRESETS.vanilla.spec, 'model.latent.units', 1_000)
    expect(sayWhatIsSeen(factsOf(wide, { testMse: 0.02 }))).toContain(
      '1,000 numbers for 784 pixels: more than went in, so nothing has to be left out.',
    )
    const contractive = editSpec(wide, 'regularizers', [{ type: 'contractive', weight: 1e-3 }])
    expect(sayWhatIsSeen(factsOf(contractive, {}))).toContain('what keeps it from copying is the penalty')
    const noisy = editSpec(wide, 'corruption', { type: 'masking', rate: 0.5 })
    expect(sayWhatIsSeen(factsOf(noisy, {}))).toContain('nothing has to be left out, but the noise has to be.')
  })

  it('[P91] a sparse code: how many of its units are at work', () => {
    const spec = editSpec(PRESETS.sparse.spec, 'model.latent.units', 128)
    expect(sayWhatIsSeen(factsOf(spec, { activeShare: 0.1875, testMse: 0.0105 }, { pcaMse: 0.0043 }))).toBe(
      '128 numbers for 784 pixels, 24 of them at work for a digit. PCA’s squared error is 0.0043, this 0.011.',
    )
    const plain = editSpec(spec, 'regularizers', undefined)
    expect(sayWhatIsSeen(factsOf(plain, { activeShare: 0.5 }))).not.toContain('at work')
  })

  it('[P91] a linear network and PCA: the same plane where their errors are', () => {
    const { spec } = PRESETS.linear
    expect(sayWhatIsSeen(factsOf(spec, { testMse: 0.03765 }, { pcaMse: 0.03761 }))).toBe(
      '8 numbers for 784 pixels. PCA’s squared error is 0.0376, this linear network’s 0.0377: the same plane.',
    )
    expect(sayWhatIsSeen(factsOf(spec, { testMse: 0.041 }, { pcaMse: 0.0376 }))).not.toContain('same plane')
    const bent = editSpec(spec, 'model.latent.activation', 'relu')
    expect(sayWhatIsSeen(factsOf(bent, { testMse: 0.0376 }, { pcaMse: 0.0376 }))).not.toContain('same plane')
  })

  it('[P91] a variational code: nats to rebuild, nats for the code', () => {
    expect(sayWhatIsSeen(factsOf(PRESETS.variational.spec, { elbo: -156.9, kl: 6.1 }))).toBe(
      '2 numbers for 784 pixels. 157 nats a digit: 151 to rebuild it, 6.1 for its code, at beta 1.',
    )
  })

  it('[P91] a contractive code: how far a nudge moves it', () => {
    // weight x ||J||^2 = 1e-4 x 784 x 0.25
    const spec = editSpec(PRESETS.vanilla.spec, 'regularizers', [{ type: 'contractive', weight: 1e-4 }])
    expect(sayWhatIsSeen(factsOf(spec, { terms: { contractive: 1e-4 * 784 * 0.25 } }))).toBe(
      '32 numbers for 784 pixels. PCA’s squared error is 0.056, this 0.047; a nudge moves the code 0.50 times as far.',
    )
    expect(sayWhatIsSeen(factsOf(spec, { testMse: null, terms: { contractive: 1e-4 * 784 * 0.01 } }))).toContain('A nudge moves the code 0.10')
  })

  it('[P91] points and garments are called what they are', () => {
    const ring = editSpec(PRESETS.vanilla.spec, 'data.name', 'ring')
    const said = sayWhatIsSeen(factsOf(ring, { testMse: 0.012 }, { kind: 'points', noun: 'points', pcaMse: 0.2, alike: FACTS.alike }))
    expect(said).toBe('2 numbers of each point into 1. PCA with 1 makes a squared error of 0.20, this 0.012.')
    const sparse = sayWhatIsSeen(factsOf(editSpec(PRESETS.sparse.spec, 'model.latent.units', 128), { activeShare: 0.25 }, { noun: 'garments' }))
    expect(sparse).toContain('32 of them at work for a garment')
  })

  it('[P91] shuffled pixels: all the same to dense layers, not to filters', () => {
    const shuffled = (spec: RunSpec) => sayWhatIsSeen(factsOf(editSpec(spec, 'data.shufflePixels', true), {}))
    expect(shuffled(PRESETS.vanilla.spec)).toContain('to dense layers all orders are alike')
    expect(shuffled(PRESETS.convolutional.spec)).toContain('shuffled pixels have none')
  })

  it('[P91] each kind of noise by what it does', () => {
    const said = (corruption: CaptionFacts['corruption']) =>
      sayWhatIsSeen({ ...factsOf(PRESETS.denoising.spec, { psnrNoisy: 9.4, psnrDenoised: 18 }), corruption })
    expect(said({ type: 'masking', rate: 0.5 })).toContain('50 % of the pixels wiped out, 9.4 dB; cleaned, 18.0 dB.')
    expect(said({ type: 'salt-and-pepper', rate: [0, 0.3] })).toContain('0 to 30 % of the pixels at random to either end, 9.4 dB')
  })
})
