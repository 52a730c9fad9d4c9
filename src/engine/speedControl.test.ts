import { describe, expect, it } from 'vitest'
import { SpeedControl } from './speedControl.ts'

const RUN = 3_000

describe('SpeedControl', () => {
  it('[T7] counts from the moment and the step at which the speed was set', () => {
    const control = new SpeedControl()
    control.set('slow', 5_000, 40)
    expect(control.stepLimit(5_000, RUN)).toBe(41)
    expect(control.stepLimit(7_000, RUN)).toBe(61)
    control.set('full', 7_000, 61)
    expect(control.stepLimit(7_000, RUN)).toBe(Number.POSITIVE_INFINITY)
  })

  it('[T18] what was not trained in a stretch that does not count is not made up for', () => {
    const control = new SpeedControl()
    control.set('slow', 0, 0)
    control.skip(1_000, 61_000)
    expect(control.stepLimit(61_000, RUN)).toBeCloseTo(11, 9)
  })

  it('[T18] a speed that was set within such a stretch begins at its end', () => {
    const control = new SpeedControl()
    control.set('slow', 8_000, 5)
    control.skip(1_000, 9_000)
    expect(control.stepLimit(9_000, RUN)).toBe(6)
  })

  it('tells what the rest of a run takes at the least', () => {
    const control = new SpeedControl()
    expect(control.secondsFor(1_500, RUN)).toBe(0)
    control.set('normal', 0, 0)
    expect(control.secondsFor(1_500, RUN)).toBe(7.5)
  })
})
