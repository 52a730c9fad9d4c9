import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { median, pairedRatio, percentile, spreadOf } from './statistics.ts'

const times = fc.array(fc.double({ min: 1e-3, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 50 })

describe('statistics', () => {
  it('the median is the middle one, or the mean of the middle two, whatever the order', () => {
    expect(median([3, 1, 2])).toBe(2)
    expect(median([10, 1, 2, 4])).toBe(3)
    expect(() => median([])).toThrow(RangeError)
  })

  it('as many values lie above the median as below it', () => {
    fc.assert(
      fc.property(times, (values) => {
        const middle = median(values)
        const [below, above] = [values.filter((value) => value < middle).length, values.filter((value) => value > middle).length]
        expect(Math.abs(below - above)).toBeLessThanOrEqual(values.filter((value) => value === middle).length)
      }),
    )
  })

  it('a percentile is one of the values, and so large a share of them does not exceed it', () => {
    expect(percentile([4, 1, 3, 2], 0.5)).toBe(2)
    expect(percentile([4, 1, 3, 2], 0.95)).toBe(4)
    fc.assert(
      fc.property(times, fc.double({ min: 0.01, max: 1, noNaN: true }), (values, share) => {
        const value = percentile(values, share)
        expect(values).toContain(value)
        expect(values.filter((other) => other <= value).length).toBeGreaterThanOrEqual(Math.floor(share * values.length))
      }),
    )
  })

  it('ratios are taken within a round: a machine that is twice as slow in one round changes none of them', () => {
    expect(pairedRatio([10, 20, 10], [1, 2, 1])).toEqual({ median: 10, min: 10, max: 10 })
    // The medians' own ratio would be 10 / 2.
    expect(pairedRatio([10, 60, 4], [1, 6, 2]).median).toBe(10)
    expect(() => pairedRatio([1, 2], [1])).toThrow(RangeError)
  })

  it('a spread holds its median', () => {
    fc.assert(
      fc.property(times, (values) => {
        const { median, min, max } = spreadOf(values)
        expect(min).toBeLessThanOrEqual(median)
        expect(median).toBeLessThanOrEqual(max)
      }),
    )
  })
})
