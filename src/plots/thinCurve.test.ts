import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { thinCurve } from './thinCurve.ts'

describe('thinCurve', () => {
  it('leaves a curve alone that has two points a pixel', () => {
    const points = Array.from({ length: 40 }, (_, i) => ({ x: i / 2, y: i % 3 }))
    expect(thinCurve(points)).toEqual(points)
  })

  it('keeps a spike between thousands of points', () => {
    const points = Array.from({ length: 10_000 }, (_, i) => ({ x: i / 100, y: i === 5_050 ? 99 : 1 }))
    const thin = thinCurve(points)
    expect(thin.some((point) => point.y === 99)).toBe(true)
    expect(thin.length).toBeLessThanOrEqual(200)
  })

  it('gives at most two points a pixel, in order, with both ends, of any curve', () => {
    const curve = fc.array(fc.record({ x: fc.double({ min: 0, max: 50, noNaN: true }), y: fc.double({ min: 0, max: 1, noNaN: true }) }))
    fc.assert(
      fc.property(curve, (points) => {
        points.sort((a, b) => a.x - b.x)
        const thin = thinCurve(points)
        const columns = new Map<number, number>()
        for (const { x } of thin) columns.set(Math.floor(x), (columns.get(Math.floor(x)) ?? 0) + 1)
        expect(Math.max(0, ...columns.values())).toBeLessThanOrEqual(2)
        expect(thin).toEqual(points.filter((point) => thin.includes(point)))
        expect([thin[0], thin.at(-1)]).toEqual([points[0], points.at(-1)])
      }),
    )
  })

  it('has nothing of nothing', () => {
    expect(thinCurve([])).toEqual([])
  })
})
