import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { placesInside } from './placesInside.ts'

const places = fc.array(fc.tuple(fc.integer({ min: -30, max: 30 }), fc.integer({ min: -30, max: 30 })), { maxLength: 40 })

describe('placesInside', () => {
  it('[P119] of a rectangle: those between its sides, whichever way round and wherever it is begun', () => {
    const half = fc.integer({ min: -30, max: 29 }).map((value) => value + 0.5)
    fc.assert(
      fc.property(places, half, half, half, half, fc.nat(3), fc.boolean(), (points, x0, y0, x1, y1, first, isBackwards) => {
        const corners = [
          [x0, y0],
          [x1, y0],
          [x1, y1],
          [x0, y1],
        ]
        const turned = [...corners.slice(first), ...corners.slice(0, first)]
        const line = (isBackwards ? turned.toReversed() : turned).flat()
        const isBetween = (value: number, a: number, b: number) => value > Math.min(a, b) && value < Math.max(a, b)
        const expected = points.flatMap(([x, y], i) => (isBetween(x, x0, x1) && isBetween(y, y0, y1) ? [i] : []))
        expect(placesInside(Float32Array.from(points.flat()), line)).toEqual(expected)
      }),
    )
  })

  it('[P119] not those in a dent, none of a line without an inside, none that is nowhere', () => {
    const dented = [0, 0, 10, 0, 10, 10, 5, 2, 0, 10]
    expect(placesInside(Float32Array.of(5, 5, 1, 5, 9, 5, Number.NaN, 5), dented)).toEqual([1, 2])
    expect(placesInside(Float32Array.of(5, 5), [])).toEqual([])
    expect(placesInside(Float32Array.of(5, 5), [0, 0, 10, 10])).toEqual([])
  })
})
