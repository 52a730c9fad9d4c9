import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { alignPoints, applyAlignment } from './procrustes.ts'
import { steadyAlignment, type Turn } from './steadyAlignment.ts'

const UNTURNED: Turn = [1, 0, 0, 1]
const MIRRORED: Turn = [1, 0, 0, -1]

/** A flat cloud, as wide as 4 and as high as `height`: the flatter, the less it matters whether it is mirrored. */
function cloud(height: number): Float32Array {
  return Float32Array.from([-2, 0, 2, 0, -1, height / 2, 1, height / 2, 0.5, -height, 1.5, height / 3])
}

function mirrored(points: Float32Array): Float32Array {
  return points.map((value, i) => (i % 2 === 0 ? value : -value))
}

describe('steadyAlignment', () => {
  it('[P117] keeps a turn where mirroring fits hardly better, and gives way where it clearly does', () => {
    expect(steadyAlignment(cloud(0.5), mirrored(cloud(0.5)), UNTURNED).turn).toBe(UNTURNED)
    expect(steadyAlignment(mirrored(cloud(0.5)), cloud(0.5), MIRRORED).turn[3]).toBeCloseTo(-1, 6)
    const tall = steadyAlignment(cloud(3), mirrored(cloud(3)), UNTURNED)
    tall.turn.forEach((entry, i) => {
      expect(entry).toBeCloseTo(MIRRORED[i] as number, 6)
    })
  })

  it('[P117] is the best alignment without a former one, and beside one that is turned as it is', () => {
    const coordinates = fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 12, maxLength: 12 }).map((values) => Float32Array.from(values))
    fc.assert(
      fc.property(coordinates, coordinates, (points, reference) => {
        const { matrix, translation } = alignPoints(points, reference)
        const first = steadyAlignment(points, reference, null)
        expect(first.alignment).toEqual({ matrix, translation })
        expect(steadyAlignment(points, reference, first.turn)).toEqual(first)
      }),
    )
  })

  it('[P117] a kept turn lies on the reference’s middle, nearer than any other scale', () => {
    const [points, reference] = [cloud(0.5), mirrored(cloud(0.5))]
    const { alignment } = steadyAlignment(points, reference, UNTURNED)
    const distance = (scale: number) => {
      const laid = applyAlignment(points, { matrix: [scale, 0, 0, scale], translation: [0, 0] })
      const shift = [0, 1].map((axis) => reference.reduce((sum, value, i) => (i % 2 === axis ? sum + (value - (laid[i] as number)) / 6 : sum), 0))
      return laid.reduce((sum, value, i) => sum + (value + (shift[i % 2] as number) - (reference[i] as number)) ** 2, 0)
    }
    const left = applyAlignment(points, alignment).reduce((sum, value, i) => sum + (value - (reference[i] as number)) ** 2, 0)
    // Sums of squares of some 10, in float32.
    for (const scale of [0.5, 0.8, 0.9, 1, 1.1, 1.5]) expect(left).toBeLessThanOrEqual(distance(scale) + 1e-5)
  })

  it('[P117] points in one place, or nowhere, are left as they are', () => {
    const nowhere = Float32Array.from([Number.NaN, 0, 1, 1])
    expect(steadyAlignment(nowhere, Float32Array.from([0, 0, 1, 2]), MIRRORED).turn).toEqual(UNTURNED)
    expect(steadyAlignment(Float32Array.from([1, 1, 1, 1]), Float32Array.from([0, 0, 1, 2]), null).turn).toEqual(UNTURNED)
  })
})
