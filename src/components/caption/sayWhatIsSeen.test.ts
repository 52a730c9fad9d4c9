import { describe, expect, it } from 'vitest'
import type { Metrics } from '../../engine/metrics.ts'
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
  noun: 'digits',
  classNames: [...'0123456789'],
  metrics: METRICS,
  pcaMse: 0.0558,
  alike: { a: 4, b: 9, overlap: 0.8, lead: 0.02 },
  sigma: null,
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
    expect(sayWhatIsSeen({ ...FACTS, codeSize: 128, sigma: [0, 0.6], metrics })).toBe(
      '128 numbers for 784 pixels. Noise of 0 to 0.6 in, 9.4 dB; cleaned, 17.9 dB.',
    )
  })

  it('says that a wide code leaves nothing out', () => {
    expect(sayWhatIsSeen({ ...FACTS, codeSize: 784 })).toContain('nothing has to be left out')
  })
})
