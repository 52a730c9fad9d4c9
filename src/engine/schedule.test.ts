import { describe, expect, it } from 'vitest'
import { learningRateAt } from './schedule.ts'

describe('learningRateAt', () => {
  it('[E8] one-cycle starts at a twenty-fifth of the rate, has it at 15 % and ends at a 250,000th', () => {
    expect(learningRateAt(0, 0.05, 'one-cycle')).toBeCloseTo(0.002, 12)
    expect(learningRateAt(0.15, 0.05, 'one-cycle')).toBeCloseTo(0.05, 12)
    expect(learningRateAt(1, 0.05, 'one-cycle')).toBeCloseTo(2e-7, 15)
  })

  it('[E8] it is half way, by the cosine, half way up and half way down', () => {
    expect(learningRateAt(0.075, 1, 'one-cycle')).toBeCloseTo((1 + 1 / 25) / 2, 12)
    expect(learningRateAt(0.575, 1, 'one-cycle')).toBeCloseTo((1 + 1 / 250_000) / 2, 12)
    expect(learningRateAt(0.0375, 1, 'one-cycle')).toBeCloseTo(1 - (24 / 25) * Math.cos(Math.PI / 8) ** 2, 12)
  })

  it('[E8] it rises, then falls, without a jump, and stays at its end', () => {
    const rates = Array.from({ length: 1_001 }, (_, i) => learningRateAt(i / 1_000, 1, 'one-cycle'))
    const steps = rates.slice(1).map((rate, i) => rate - (rates[i] as number))
    expect(steps.slice(0, 150).every((step) => step > 0)).toBe(true)
    expect(steps.slice(150).every((step) => step < 0)).toBe(true)
    expect(Math.max(...steps.map(Math.abs))).toBeLessThan(0.011)
    expect(learningRateAt(1.2, 1, 'one-cycle')).toBe(learningRateAt(1, 1, 'one-cycle'))
  })

  it('[E8] constant leaves the rate alone', () => {
    for (const place of [0, 0.15, 1]) expect(learningRateAt(place, 0.3, 'constant')).toBe(0.3)
  })
})
