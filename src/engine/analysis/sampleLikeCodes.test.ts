import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sampleLikeCodes } from './sampleLikeCodes.ts'

const COUNT = 4_000
/** So many standard errors a mean over many draws may be off: about one run in ten million. */
const ERRORS_MAX = 5.5

/** Two numbers that go together, and one that never moves. */
const CODES = Float32Array.from(
  [
    [0, 1],
    [1, 3],
    [2, 2],
    [5, 10],
    [-3, -4],
  ].flatMap(([a, b]) => [a as number, b as number, 7]),
)

describe('sampleLikeCodes', () => {
  it('[P79] has the mean and the covariance of the codes', () => {
    fc.assert(
      fc.property(fc.nat(0xffff_ffff), (seed) => {
        const samples = sampleLikeCodes(CODES, 3, { count: COUNT, seed })
        const wanted = momentsOf(CODES, 3)
        const found = momentsOf(samples, 3)
        for (let i = 0; i < 3; i++) {
          const variance = wanted.covariance[i]?.[i] as number
          expect(Math.abs((found.mean[i] as number) - (wanted.mean[i] as number))).toBeLessThanOrEqual(
            ERRORS_MAX * Math.sqrt(variance / COUNT) + 1e-5,
          )
          for (let j = 0; j < 3; j++) {
            const of = wanted.covariance[i]?.[j] as number
            // The variance of a product of two Gaussians: v_i v_j + c_ij^2.
            const error = Math.sqrt((variance * (wanted.covariance[j]?.[j] as number) + of ** 2) / COUNT)
            expect(Math.abs((found.covariance[i]?.[j] as number) - of)).toBeLessThanOrEqual(1.2 * ERRORS_MAX * error + 1e-4)
          }
        }
      }),
      { numRuns: 5 },
    )
  })

  it('[P79] is the same for a seed, another for another, and begins the same however many are asked for', () => {
    const draw = (count: number, seed: number) => [...sampleLikeCodes(CODES, 3, { count, seed })]
    expect(draw(4, 1)).toEqual(draw(4, 1))
    expect(draw(4, 1)).not.toEqual(draw(4, 2))
    expect(draw(9, 1).slice(0, 12)).toEqual(draw(4, 1))
  })

  it('refuses no codes and half of one', () => {
    expect(() => sampleLikeCodes([], 3, { count: 1, seed: 0 })).toThrow(RangeError)
    expect(() => sampleLikeCodes([1, 2, 3, 4], 3, { count: 1, seed: 0 })).toThrow('expected codes of 3 numbers each, found 4 numbers')
  })
})

function momentsOf(codes: Float32Array, units: number) {
  const rows = Array.from({ length: codes.length / units }, (_, row) => codes.subarray(row * units, (row + 1) * units))
  const meanOf = (value: (row: Float32Array) => number) => rows.reduce((sum, row) => sum + value(row), 0) / rows.length
  const mean = Array.from({ length: units }, (_, i) => meanOf((row) => row[i] as number))
  const off = (row: Float32Array, i: number) => (row[i] as number) - (mean[i] as number)
  const covariance = mean.map((_, i) => mean.map((_, j) => meanOf((row) => off(row, i) * off(row, j))))
  return { mean, covariance }
}
