import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type PointView, placeOn, wholeView } from '../../plots/pointView.ts'
import { FIRST_TURN } from '../../plots/turn.ts'
import { closerLook } from './closerLook.ts'

const SIDE = 100
const coordinate = fc.double({ min: -1, max: 1, noNaN: true })

describe('closerLook', () => {
  it('[P105] both places are in the picture, well apart, the middle between them in its middle', () => {
    fc.assert(
      fc.property(fc.constantFrom(2, 3), fc.array(coordinate, { minLength: 6, maxLength: 6 }), (axes, numbers) => {
        const [a, b] = [Float32Array.from(numbers.slice(0, axes)), Float32Array.from(numbers.slice(3, 3 + axes))]
        const whole = wholeView(axes, FIRST_TURN, SIDE, 1)
        const { view, times } = closerLook(whole, a, b)
        expect(Number.isInteger(Math.log2(times))).toBe(true)
        const [before, after] = [apart(whole, a, b), apart(view, a, b)]
        // float32: places of 100 pixels are known to some 1e-5, looked at 64 times nearer to 1e-3.
        expect(Math.abs(after - times * before)).toBeLessThan(0.01)
        if (times === 1) {
          expect(view).toBe(whole)
          return
        }
        const [x0 = 0, y0 = 0] = placeOn(view, a)
        const [x1 = 0, y1 = 0] = placeOn(view, b)
        expect(Math.abs((x0 + x1) / 2 - SIDE / 2)).toBeLessThan(0.01)
        expect(Math.abs((y0 + y1) / 2 - SIDE / 2)).toBeLessThan(0.01)
        expect(after).toBeLessThan(0.56 * SIDE)
        if (times < 64) expect(after).toBeGreaterThan(0.27 * SIDE)
      }),
    )
  })

  it('[P105] the same place twice, or a place that is nowhere, is looked at no nearer than there is sense in', () => {
    const whole = wholeView(2, FIRST_TURN, SIDE, 1)
    expect(closerLook(whole, Float32Array.of(0.5, 0.5), Float32Array.of(0.5, 0.5)).times).toBe(64)
    expect(closerLook(whole, Float32Array.of(0.5, 0.5), Float32Array.of(Number.NaN, 0)).times).toBe(1)
  })
})

function apart(view: PointView, a: Float32Array, b: Float32Array): number {
  const [x0 = 0, y0 = 0] = placeOn(view, a)
  const [x1 = 0, y1 = 0] = placeOn(view, b)
  return Math.hypot(x1 - x0, y1 - y0)
}
