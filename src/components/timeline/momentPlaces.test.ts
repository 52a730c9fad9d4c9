import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { PRESETS } from '../../spec/presets.ts'
import { momentAt, momentFrom, nearestIndex, placeOf, stepAt, stepsOfRun } from './momentPlaces.ts'

const MOMENTS = [0, 1, 2, 4, 10, 50, 100].map((step) => ({ step }))

describe('places on the timeline', () => {
  it('[P110] a run is as long as planned, an epoch’s last batch counted, or as it has become', () => {
    const { spec } = PRESETS.multilayer
    expect(stepsOfRun(spec, 100_000, 12)).toBe(790)
    expect(stepsOfRun(spec, 10_128, 12)).toBe(80)
    expect(stepsOfRun(spec, 100_000, 900)).toBe(900)
  })

  it('[P110] a step comes back from its place, the ends are the ends', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), fc.double({ min: 0, max: 1, noNaN: true }), (steps, share) => {
        expect(stepAt(placeOf(share * steps, steps), steps)).toBeCloseTo(share * steps, 5)
      }),
    )
    expect([placeOf(0, 790), placeOf(790, 790), stepAt(-1, 790), stepAt(2, 790)]).toEqual([0, 1, 0, 790])
  })

  it('[P110] a place is that of the nearest moment; beyond the last it is now', () => {
    expect(momentAt(MOMENTS, placeOf(45, 200), 200)).toBe(50)
    expect(momentAt(MOMENTS, 0, 200)).toBe(0)
    expect(momentAt(MOMENTS, placeOf(101, 200), 200)).toBeNull()
    expect(momentAt(MOMENTS, 1, 100)).toBeNull()
    expect(momentAt([], 0.5, 100)).toBeNull()
  })

  it('[P111] a key moves by one moment, from now to the last one and from there to now', () => {
    expect(momentFrom(MOMENTS, null, -1)).toBe(100)
    expect(momentFrom(MOMENTS, 100, 1)).toBeNull()
    expect(momentFrom(MOMENTS, 10, -1)).toBe(4)
    expect(momentFrom(MOMENTS, 0, -1)).toBe(0)
    expect(momentFrom(MOMENTS, 10, -10)).toBe(0)
    expect(momentFrom(MOMENTS, null, 1)).toBeNull()
  })

  it('[P110] of two as near the earlier is nearest', () => {
    expect([nearestIndex(MOMENTS, 3), nearestIndex(MOMENTS, 1e9), nearestIndex([], 3)]).toEqual([2, 6, -1])
  })
})
