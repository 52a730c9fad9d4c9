import { describe, expect, it } from 'vitest'
import { RandomStream } from '../random.ts'
import { secondMoments } from './covariance.ts'
import { fitGaussian, sampleGaussian, samplePrior } from './latentSamples.ts'

const COUNT = 20_000
/** Standard errors: seeds are fixed, so what passes once passes always. */
const SURE = 5

/** Codes with a mean and covariance of their own: the third unit is the sum of the others, the fourth never moves. */
function someCodes(count: number): Float32Array {
  const codes = new Float32Array(count * 4)
  for (let i = 0; i < count; i++) {
    const stream = new RandomStream(3, 'view', i)
    const [a, b] = [2 + 3 * stream.gaussian(), -1 + 0.5 * stream.gaussian()]
    codes.set([a, b + 0.1 * a, a + b + 0.1 * a, 7], i * 4)
  }
  return codes
}

describe('latent samples', () => {
  it('[E88] of the prior have mean 0 and covariance 1', () => {
    const { mean, covariance } = secondMoments(samplePrior(COUNT, 3, 1), COUNT, 3)
    for (const value of mean) expect(Math.abs(value)).toBeLessThan(SURE / Math.sqrt(COUNT))
    covariance.forEach((value, at) => {
      const [expected, error] = at % 4 === 0 ? [1, Math.SQRT2] : [0, 1]
      expect(Math.abs(value - expected)).toBeLessThan((SURE * error) / Math.sqrt(COUNT))
    })
  })

  it('[E88] are the same for the same seed, the first ones however many are asked for, others for another', () => {
    const ten = samplePrior(10, 2, 5)
    expect(samplePrior(4, 2, 5)).toEqual(ten.slice(0, 8))
    expect(samplePrior(10, 2, 6)).not.toEqual(ten)
  })

  it('[E88] of a fitted Gaussian have the mean and covariance of the codes, units that never move or follow from others included', () => {
    const codes = someCodes(2_000)
    const fit = fitGaussian(codes, 4)
    const asked = secondMoments(codes, 2_000, 4)
    const { mean, covariance } = secondMoments(sampleGaussian(fit, COUNT, 2), COUNT, 4)
    const variance = (unit: number) => asked.covariance[unit * 5] as number
    mean.forEach((value, unit) => {
      expect(Math.abs(value - (asked.mean[unit] as number))).toBeLessThanOrEqual(SURE * Math.sqrt(variance(unit) / COUNT) + 1e-6)
    })
    covariance.forEach((value, at) => {
      // The error of a product's mean is at most that of both squares.
      const scale = Math.sqrt(2 * variance(Math.floor(at / 4)) * variance(at % 4))
      expect(Math.abs(value - (asked.covariance[at] as number))).toBeLessThanOrEqual((SURE * scale) / Math.sqrt(COUNT) + 1e-6)
    })
    for (let at = 0; at < 40; at += 4) expect(sampleGaussian(fit, 10, 2)[at + 3]).toBe(7)
  })

  it('[E88] the factor times its transpose is the covariance', () => {
    const codes = someCodes(50)
    const { factor } = fitGaussian(codes, 4)
    const { covariance } = secondMoments(codes, 50, 4)
    covariance.forEach((value, at) => {
      const [i, j] = [Math.floor(at / 4), at % 4]
      const product = [0, 1, 2, 3].reduce((sum, k) => sum + (factor[i * 4 + k] as number) * (factor[j * 4 + k] as number), 0)
      expect(product).toBeCloseTo(value, 6)
    })
  })

  it('[E88] a unit that is dead stays at 0', () => {
    const codes = someCodes(50).map((value, at) => (at % 4 === 1 ? 0 : value))
    const samples = sampleGaussian(fitGaussian(codes, 4), 20, 2)
    expect(samples.every(Number.isFinite)).toBe(true)
    for (let at = 1; at < samples.length; at += 4) expect(samples[at]).toBe(0)
  })

  it('[E88] of no codes are refused', () => {
    expect(() => fitGaussian(new Float32Array(), 2)).toThrow(RangeError)
  })
})
