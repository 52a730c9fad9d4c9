import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FIRST_TURN, seenFrom, turnedBy } from './turn.ts'

const angle = fc.double({ min: -10, max: 10, noNaN: true })
const turn = fc.record({ azimuth: angle, elevation: angle })
const place = fc.tuple(...Array.from({ length: 3 }, () => fc.double({ min: -2, max: 2, noNaN: true })))

describe('seenFrom', () => {
  it('[P103] turns and does not bend: distances and angles between any two points stay, from wherever they are looked at', () => {
    fc.assert(
      fc.property(turn, place, place, (from, a, b) => {
        const seen = seenFrom(from, [...a, ...b], 3)
        const dot = (u: ArrayLike<number>, v: ArrayLike<number>) => [0, 1, 2].reduce((sum, i) => sum + (u[i] as number) * (v[i] as number), 0)
        const [seenA, seenB] = [seen.subarray(0, 3), seen.subarray(3)]
        // Lengths up to 3.5 in float32: a product of two is known to some 1e-6.
        expect(Math.abs(dot(seenA, seenB) - dot(a, b))).toBeLessThan(1e-5)
        expect(Math.abs(dot(seenA, seenA) - dot(a, a))).toBeLessThan(1e-5)
      }),
    )
  })

  it('[P103] right-handed and upright: straight ahead the first axis goes right, the third up, the second away', () => {
    const ahead = { azimuth: 0, elevation: 0 }
    expect([...seenFrom(ahead, [1, 0, 0, 0, 1, 0, 0, 0, 1], 3)].map(Math.abs)).toEqual([1, 0, 0, 0, 0, 1, 0, 1, 0])
    expect([...seenFrom(ahead, [1, 2, 3], 3)]).toEqual([1, 3, 2])
    // From above, what lies further away is seen higher up; from the right, what was ahead lies to the left of it.
    expect(seenFrom({ azimuth: 0, elevation: 0.5 }, [0, 1, 0], 3)[1]).toBeGreaterThan(0)
    expect(seenFrom({ azimuth: 0.5, elevation: 0 }, [0, 1, 0], 3)[0]).toBeGreaterThan(0)
  })

  it('[P103] points of two axes lie flat, whatever the turn', () => {
    expect([...seenFrom(FIRST_TURN, [0.5, -0.25, 1, 0], 2)]).toEqual([0.5, -0.25, 0, 1, 0, 0])
  })
})

describe('turnedBy', () => {
  it('[P107] goes round and round, and never over the top', () => {
    fc.assert(
      fc.property(turn, angle, angle, (from, around, upwards) => {
        const { azimuth, elevation } = turnedBy(from, around, upwards)
        expect(Math.abs(azimuth)).toBeLessThanOrEqual(Math.PI)
        expect(Math.abs(elevation)).toBeLessThanOrEqual(Math.PI / 2)
        expect(Math.cos(azimuth)).toBeCloseTo(Math.cos(from.azimuth + around), 9)
        expect(Math.sin(azimuth)).toBeCloseTo(Math.sin(from.azimuth + around), 9)
      }),
    )
  })
})
