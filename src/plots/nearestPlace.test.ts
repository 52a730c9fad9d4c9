import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nearestPlace } from './nearestPlace.ts'

const coordinate = fc.integer({ min: 0, max: 40 })

describe('nearestPlace', () => {
  it('[P118] none is nearer than the one found, and where none is found all are further away', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(coordinate, coordinate)), coordinate, coordinate, fc.integer({ min: 0, max: 20 }), (places, x, y, within) => {
        const distances = places.map((place) => Math.hypot(place[0] - x, place[1] - y))
        const found = nearestPlace(Float32Array.from(places.flat()), { x, y }, { within })
        const least = Math.min(Number.POSITIVE_INFINITY, ...distances)
        if (found === null) expect(least).toBeGreaterThan(within)
        else expect(distances.indexOf(least)).toBe(found)
      }),
    )
  })

  it('[P118] passes over what is not shown, and what is nowhere', () => {
    const placed = Float32Array.of(5, 5, Number.NaN, 5, 6, 5)
    expect(nearestPlace(placed, { x: 5, y: 5 }, { within: 3, isShown: (i) => i !== 0 })).toBe(2)
  })
})
