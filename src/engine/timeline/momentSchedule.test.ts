import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { areWeightsDue, leastMissed, MOMENTS_MAX, momentGap, nextMoment } from './momentSchedule.ts'

/** The steps at which moments are due, up to this one. */
function dueUntil(last: number): number[] {
  const steps: number[] = []
  for (let step = 0; step <= last; step = nextMoment(step + 1)) steps.push(step)
  return steps
}

describe('the schedule of moments', () => {
  it('[E99] has one at every step to 128, then 64 while the steps double', () => {
    expect(dueUntil(128)).toEqual(Array.from({ length: 129 }, (_, step) => step))
    for (const from of [128, 256, 1_024, 65_536]) {
      expect(dueUntil(2 * from).filter((step) => step > from && step <= 2 * from)).toHaveLength(64)
    }
  })

  it('[E99] the next is a multiple of its gap, from a step on, and none lies between', () => {
    fc.assert(
      fc.property(fc.nat(5_000_000), (step) => {
        const next = nextMoment(step)
        expect(next % momentGap(next)).toBe(0)
        expect(nextMoment(next)).toBe(next)
        expect(next - step).toBeLessThanOrEqual(Math.max(0, momentGap(step) - 1))
      }),
    )
  })

  it('[E99] the gap is at most a 64th of the step, and no less than a 128th', () => {
    fc.assert(
      fc.property(fc.integer({ min: 128, max: 2 ** 30 }), (step) => {
        expect(momentGap(step)).toBeLessThanOrEqual(step / 64)
        expect(momentGap(step)).toBeGreaterThan(step / 128)
      }),
    )
  })
})

describe('areWeightsDue', () => {
  it('[E101] asks for the first, for those of a run that was put back, and for none that can’t be kept', () => {
    expect(areWeightsDue(0, null, 40)).toBe(true)
    expect(areWeightsDue(10, 20, 40)).toBe(true)
    expect(areWeightsDue(0, null, 0)).toBe(false)
  })

  it('[E101] asks for as many as can be kept, had the run ended anywhere: more at the beginning, a few too many in all', () => {
    for (const most of [10, 40, 87]) {
      for (const last of [790, 20_000]) {
        let newest: number | null = null
        let asked = 0
        for (const step of dueUntil(last)) {
          if (!areWeightsDue(step, newest, most)) continue
          newest = step
          asked++
        }
        expect(asked).toBeGreaterThanOrEqual(Math.min(most, MOMENTS_MAX))
        expect(asked).toBeLessThan(10 * most)
      }
    }
  })
})

describe('leastMissed', () => {
  it('[E100] is between the closest neighbours by the square root of the steps: early steps count for more', () => {
    expect(leastMissed([0, 1, 4, 9, 10, 16])).toBe(4)
    expect(leastMissed([0, 100, 110, 200])).toBe(2)
    expect(leastMissed([0, 4, 8, 12, 16])).toBe(3)
  })
})
