import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ACTIVATIONS } from '../../spec/runSpec.ts'
import { activityThreshold, codeActivity, RARE_SHARE } from './codeActivity.ts'

const UNITS = 3
/** Unit 0 is active in every second picture with 4, unit 1 in one of 200, unit 2 never. */
const CODES = Float32Array.from({ length: 200 * UNITS }, (_, at) => {
  const [picture, unit] = [Math.floor(at / UNITS), at % UNITS]
  if (unit === 0) return picture % 2 === 0 ? 4 : 0
  return unit === 1 && picture === 77 ? 2 : 0
})

describe('codeActivity', () => {
  it('[E76] tells dead units from rare ones, and says how often and how strongly each is active', () => {
    const found = codeActivity(CODES, UNITS, 0)
    expect([...found.shares]).toEqual([0.5, Math.fround(1 / 200), 0])
    expect([...found.typical]).toEqual([4, 2, 0])
    expect(found).toMatchObject({ dead: 1, rare: 1, activeShare: (100 + 1) / 600 })
  })

  it('[E76] a unit that is active in just one in a hundred is not rare', () => {
    const codes = Float32Array.from({ length: 100 }, (_, picture) => (picture === 5 ? 1 : 0))
    expect(RARE_SHARE).toBe(0.01)
    expect(codeActivity(codes, 1, 0)).toMatchObject({ rare: 0, dead: 0 })
  })

  it('[E76] the histogram spans the values in 20 bins, each value in one of them', () => {
    const { histogram } = codeActivity(CODES, UNITS, 0)
    expect(histogram).toMatchObject({ low: 0, high: 4 })
    expect(histogram.counts.length).toBe(20)
    expect([histogram.counts[0], histogram.counts[10], histogram.counts[19]]).toEqual([600 - 101, 1, 100])
  })

  it('[E76] any numbers: every finite one is counted, none twice', () => {
    fc.assert(
      fc.property(fc.array(fc.float(), { minLength: 1, maxLength: 60 }), (values) => {
        const { histogram, activeShare } = codeActivity(values, 1, 0)
        expect(histogram.counts.reduce((sum, count) => sum + count)).toBe(values.filter(Number.isFinite).length)
        expect(activeShare).toBe(values.filter((value) => value > 0).length / values.length)
      }),
    )
  })

  it('[E76] equal values stand in the first bin', () => {
    expect(codeActivity(new Float32Array(4).fill(2), 2, 0).histogram).toEqual({ low: 2, high: 2, counts: [4, ...Array(19).fill(0)] })
  })

  it('[E76] no code, and half of one, are refused', () => {
    for (const codes of [[], [1, 2]]) expect(() => codeActivity(codes, UNITS, 0)).toThrow(/codes of 3 numbers each, found \d numbers/)
  })

  it.each([
    ['relu', 0],
    ['leaky-relu', 0],
    ['elu', 0],
    ['sigmoid', 0.1],
    ['linear', null],
    ['tanh', null],
  ] as const)('[E75] a unit of a %s code is active above %s', (activation, threshold) => {
    expect(activityThreshold({ activation })).toBe(threshold)
  })

  it('[E75] a unit of a top-k code is active above 0, whatever its activation', () => {
    for (const activation of ACTIVATIONS) expect(activityThreshold({ activation, topK: 3 })).toBe(0)
  })
})
