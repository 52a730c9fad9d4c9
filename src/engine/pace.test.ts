import { describe, expect, it } from 'vitest'
import { SPEEDS, stepsAllowed, wholeRunSeconds } from './pace.ts'

const LONG_RUN = 3_000

describe('stepsAllowed', () => {
  it('[T7] full speed knows no limit', () => {
    expect(stepsAllowed('full', 0, LONG_RUN)).toBe(Number.POSITIVE_INFINITY)
  })

  it('[T7] slow is ten steps a second, the first at once', () => {
    expect(stepsAllowed('slow', 0, LONG_RUN)).toBe(1)
    expect(stepsAllowed('slow', 3, LONG_RUN)).toBe(31)
  })

  it('[T7] normal begins as slow and reaches a run in 15 s after two seconds', () => {
    const rate = (t: number) => (stepsAllowed('normal', t + 1e-4, LONG_RUN) - stepsAllowed('normal', t - 1e-4, LONG_RUN)) / 2e-4
    expect(stepsAllowed('normal', 0, LONG_RUN)).toBe(1)
    expect(rate(0.001)).toBeCloseTo(10, 0)
    expect(rate(1)).toBeCloseTo((10 + 200) / 2, 3)
    expect(rate(5)).toBeCloseTo(200, 3)
    expect(stepsAllowed('normal', 2 + 1e-9, LONG_RUN)).toBeCloseTo(stepsAllowed('normal', 2, LONG_RUN), 5)
  })

  it('[T7] a short run is not made slower at normal than at slow', () => {
    expect(stepsAllowed('normal', 4, 40)).toBe(stepsAllowed('slow', 4, 40))
  })

  it('[T7] never allows fewer steps later than before', () => {
    for (const speed of SPEEDS.filter((s) => s !== 'full')) {
      const allowed = Array.from({ length: 200 }, (_, i) => stepsAllowed(speed, i / 10, LONG_RUN))
      expect(allowed.every((steps, i) => i === 0 || steps > (allowed[i - 1] as number))).toBe(true)
    }
  })
})

describe('wholeRunSeconds', () => {
  it('[T7] 15 s at normal, as many tenths as steps at slow, unknown at full', () => {
    expect([wholeRunSeconds('normal', LONG_RUN), wholeRunSeconds('slow', LONG_RUN), wholeRunSeconds('full', LONG_RUN)]).toEqual([15, 300, 0])
    expect(wholeRunSeconds('normal', 40)).toBe(4)
  })
})
