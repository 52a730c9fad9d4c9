import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { lossTicks, TICK_GAP_PX } from './lossTicks.ts'

describe('lossTicks', () => {
  it('marks a whole run in round numbers', () => {
    expect(lossTicks([0.16, 0.75], 210)).toEqual([0.2, 0.3, 0.4, 0.5, 0.7])
  })

  it('leaves out what has no room', () => {
    expect(lossTicks([0.05, 0.75], 130)).toEqual([0.05, 0.1, 0.2, 0.5])
  })

  it('marks whole decades of a run that goes astray', () => {
    expect(lossTicks([0.1, 1e6], 220)).toEqual([0.1, 1, 10, 100, 1e3, 1e4, 1e5, 1e6])
    expect(lossTicks([0.1, 1e6], 140)).toEqual([1, 100, 1e4, 1e6])
  })

  it('still marks a stretch without a round leading digit', () => {
    expect(lossTicks([0.091, 0.099], 200).length).toBeGreaterThanOrEqual(3)
  })

  it('never sets two marks closer than the gap', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1e-5, max: 10, noNaN: true }),
        fc.double({ min: 1.01, max: 1e4, noNaN: true }),
        fc.integer({ min: 60, max: 400 }),
        (low, factor, height) => {
          const marks = lossTicks([low, low * factor], height)
          const at = marks.map((mark) => (Math.log(mark / low) / Math.log(factor)) * height)
          return at.every((y, i) => y >= -1e-6 && y <= height + 1e-6 && (i === 0 || y - (at[i - 1] as number) >= TICK_GAP_PX - 1e-6))
        },
      ),
    )
  })
})
