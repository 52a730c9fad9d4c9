import { describe, expect, it } from 'vitest'
import { deviationsOf, divergenceOf, divergencesOfPictures, divergencesOfUnits, drawTestCodes, LOG_VARIANCE_BOUND } from './codeSpread.ts'

/** KL(q || p) = integral of q ln(q / p), q = N(mean, variance), p = N(0, 1), by the trapezium rule: exact to rounding for such smooth tails. */
function integratedDivergence(mean: number, variance: number): number {
  const deviation = Math.sqrt(variance)
  const steps = 4_000
  let sum = 0
  for (let i = 0; i <= steps; i++) {
    const u = -10 + (20 * i) / steps
    const x = mean + deviation * u
    const logRatio = -Math.log(deviation) - u ** 2 / 2 + x ** 2 / 2
    sum += (Math.exp(-(u ** 2) / 2) / Math.sqrt(2 * Math.PI)) * logRatio * (20 / steps)
  }
  return sum
}

describe('the spread of a code', () => {
  it.each([
    [0, 0],
    [1.5, -0.7],
    [-3, 2],
    [0.2, -9],
    [2, LOG_VARIANCE_BOUND],
  ])('[E80] at a mean of %d and a log-variance of %d the divergence is the integral that defines it', (mean, logVariance) => {
    const expected = integratedDivergence(mean, Math.exp(logVariance))
    expect(Math.abs(divergenceOf(mean, logVariance) - expected)).toBeLessThan(1e-9 * (1 + expected))
  })

  it('[E80] above the bound the variance goes on along its tangent, and the divergence is that of this variance', () => {
    for (const above of [0.001, 1, 90, 1e4]) {
      const variance = Math.exp(LOG_VARIANCE_BOUND) * (1 + above)
      const expected = integratedDivergence(0.5, variance)
      expect(divergenceOf(0.5, LOG_VARIANCE_BOUND + above) / expected).toBeCloseTo(1, 9)
      const [deviation] = deviationsOf({ values: [0.5, LOG_VARIANCE_BOUND + above], units: 1 })
      expect((deviation as number) / Math.sqrt(variance)).toBeCloseTo(1, 6)
    }
  })

  it('[E80] next to the prior no digit is lost', () => {
    // 1 + l - e^l = -l^2 / 2 - l^3 / 6 - ...
    expect(divergenceOf(0, 1e-7) / (1e-14 / 4)).toBeCloseTo(1, 6)
  })

  // Two pictures, two units: means, then log-variances.
  const spread = { values: [1, 2, 0, -1, 3, 4, 0.5, 0], units: 2 }

  it('[E80] is summed over the units of a picture, and averaged over the pictures of a unit', () => {
    const of = (picture: number, unit: number) => {
      const at = 4 * picture + unit
      return divergenceOf(spread.values[at] as number, spread.values[at + 2] as number)
    }
    expect([...divergencesOfPictures(spread)]).toEqual([of(0, 0) + of(0, 1), of(1, 0) + of(1, 1)])
    const means = [(of(0, 0) + of(1, 0)) / 2, (of(0, 1) + of(1, 1)) / 2]
    divergencesOfUnits(spread).forEach((value, unit) => {
      expect(value).toBeCloseTo(means[unit] as number, 12)
    })
    expect([...deviationsOf(spread)]).toEqual([1, Math.fround(Math.exp(-0.5)), Math.fround(Math.exp(0.25)), 1])
  })

  it('[E84] a test picture has the same draw in whatever block it stands, and each unit one of its own', () => {
    const flat = (count: number) => ({ values: new Float32Array(count * 8), units: 4 })
    const all = drawTestCodes(flat(50), 0)
    expect(drawTestCodes(flat(20), 30)).toEqual(all.slice(30 * 4))
    expect(new Set(all).size).toBe(200)
  })

  it('[E84] a draw lies about the mean as its deviation says', () => {
    const count = 5_000
    const values = Array.from({ length: count }, () => [3, Math.log(0.25)]).flat()
    const drawn = drawTestCodes({ values, units: 1 }, 0)
    const mean = drawn.reduce((sum, value) => sum + value / count, 0)
    const variance = drawn.reduce((sum, value) => sum + (value - mean) ** 2 / count, 0)
    expect(Math.abs(mean - 3)).toBeLessThan((5 * 0.5) / Math.sqrt(count))
    expect(Math.abs(variance - 0.25)).toBeLessThan((5 * 0.25 * Math.SQRT2) / Math.sqrt(count))
  })
})
