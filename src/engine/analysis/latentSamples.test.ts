import { describe, expect, it } from 'vitest'
import { secondMoments } from './covariance.ts'
import { samplePrior } from './latentSamples.ts'

const COUNT = 20_000
/** Standard errors: seeds are fixed, so what passes once passes always. */
const SURE = 5

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
})
