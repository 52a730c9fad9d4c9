import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Alignment, alignPoints, applyAlignment, invertAlignment, type PlaneMap } from './procrustes.ts'

/** Half a unit in the last place of a Float32Array, of 1. */
const FLOAT_ROUNDING = 2 ** -24
const IDENTITY = { matrix: [1, 0, 0, 1], translation: [0, 0] }

/** Whole numbers, not all in one place: what they are turned into stays apart after rounding. */
const anyPoints = fc
  .array(fc.tuple(fc.integer({ min: -20, max: 20 }), fc.integer({ min: -20, max: 20 })), { minLength: 2, maxLength: 30 })
  .filter((points) => points.some(([x, y]) => x !== points[0]?.[0] || y !== points[0]?.[1]))
  .map((points) => Float32Array.from(points.flat()))
const anySimilarity = fc
  .record({
    angle: fc.double({ min: -Math.PI, max: Math.PI, noNaN: true }),
    scale: fc.double({ min: 0.1, max: 10, noNaN: true }),
    isMirrored: fc.boolean(),
    x: fc.double({ min: -100, max: 100, noNaN: true }),
    y: fc.double({ min: -100, max: 100, noNaN: true }),
  })
  .map(({ angle, scale, isMirrored, x, y }): PlaneMap => {
    const [cos, sin] = [scale * Math.cos(angle), scale * Math.sin(angle)]
    return { matrix: isMirrored ? [cos, sin, sin, -cos] : [cos, -sin, sin, cos], translation: [x, y] }
  })

function largest(values: Float32Array): number {
  return values.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
}

function distance(a: Float32Array, b: Float32Array): number {
  return Math.sqrt((2 * a.reduce((sum, value, i) => sum + (value - (b[i] as number)) ** 2, 0)) / a.length)
}

/** The residual of laying mean on mean and no more. */
function shiftedOnly(points: Float32Array, reference: Float32Array): number {
  const shift = [0, 1].map((axis) => {
    const of = (values: Float32Array) => values.filter((_, i) => i % 2 === axis).reduce((sum, value) => sum + value, 0)
    return (2 * (of(reference) - of(points))) / points.length
  })
  const sum = points.reduce((total, value, i) => total + (value + (shift[i % 2] as number) - (reference[i] as number)) ** 2, 0)
  return Math.sqrt((2 * sum) / points.length)
}

function determinant({ matrix: [a, b, c, d] }: Alignment): number {
  return a * d - b * c
}

describe('alignPoints', () => {
  it('[A16] finds the turn, mirroring, scale and shift that one map was made from another by', () => {
    fc.assert(
      fc.property(anyPoints, anySimilarity, (points, similarity) => {
        const reference = applyAlignment(points, similarity)
        const alignment = alignPoints(points, reference)
        // The best is no worse than the true one, of which the rounding of both coordinates is left.
        const rounding = FLOAT_ROUNDING * largest(reference)
        expect(alignment.residual).toBeLessThanOrEqual(2 * rounding)
        expect(distance(applyAlignment(points, alignment), reference)).toBeLessThanOrEqual(4 * rounding)
      }),
    )
  })

  it('[A16] recovers the very numbers', () => {
    const points = Float32Array.from([0, 0, 4, 0, 0, 3])
    const quarterTurn: PlaneMap = { matrix: [0, -2, 2, 0], translation: [5, -1] }
    const mirrored: PlaneMap = { matrix: [0.5, 0, 0, -0.5], translation: [1, 2] }
    for (const similarity of [quarterTurn, mirrored]) {
      const { matrix, translation, residual } = alignPoints(points, applyAlignment(points, similarity))
      matrix.forEach((entry, i) => {
        expect(entry).toBeCloseTo(similarity.matrix[i] as number, 12)
      })
      translation.forEach((entry, i) => {
        expect(entry).toBeCloseTo(similarity.translation[i] as number, 12)
      })
      expect(residual).toBeCloseTo(0, 12)
    }
  })

  it('[A16] a mirror image is mirrored, a turned one is turned', () => {
    const letter = Float32Array.from([0, 0, 1, 0, 2, 0, 0, 1, 0, 5])
    const mirrored = letter.map((value, i) => (i % 2 === 0 ? -value : value))
    expect(determinant(alignPoints(letter, mirrored))).toBeCloseTo(-1, 12)
    expect(alignPoints(letter, mirrored).residual).toBeCloseTo(0, 12)
    const turned = letter.map((_, i) => (i % 2 === 0 ? -(letter[i + 1] as number) : (letter[i - 1] as number)))
    expect(determinant(alignPoints(letter, turned))).toBeCloseTo(1, 12)
  })

  it('[A16] is never farther off than a shift alone, nor than any other similarity', () => {
    const anyPair = fc.integer({ min: 2, max: 20 }).chain((n) => {
      const coordinates = fc
        .array(fc.integer({ min: -50, max: 50 }), { minLength: 2 * n, maxLength: 2 * n })
        .map((values) => Float32Array.from(values))
      return fc.tuple(coordinates, coordinates)
    })
    fc.assert(
      fc.property(anyPair, anySimilarity, ([points, reference], other) => {
        fc.pre(points.some((value, i) => value !== points[i % 2]) && reference.some((value, i) => value !== reference[i % 2]))
        const { matrix, residual } = alignPoints(points, reference)
        // Sums of squares up to 1e4, in float64.
        expect(residual).toBeLessThanOrEqual(shiftedOnly(points, reference) + 1e-9)
        // Points without any relation are not made smaller, though that would bring them nearer.
        if (matrix.join() === IDENTITY.matrix.join()) return
        const laid = points.map((_, i) => {
          const [x, y] = [points[i - (i % 2)] as number, points[i - (i % 2) + 1] as number]
          const [p, q] = other.matrix.slice(2 * (i % 2))
          return (p as number) * x + (q as number) * y
        })
        expect(residual).toBeLessThanOrEqual(shiftedOnly(laid, reference) + 1e3 * FLOAT_ROUNDING)
      }),
    )
  })

  it('[A16] the best turn of points that fit badly, by searching all turns and mirrorings', () => {
    const points = Float32Array.from([0, 0, 3, 1, -1, 4, 2, 2])
    const reference = Float32Array.from([1, 0, -2, 3, 4, 1, 0, -3])
    const { residual } = alignPoints(points, reference)
    let least = Number.POSITIVE_INFINITY
    for (let degree = 0; degree < 360; degree++) {
      for (let scale = 0.01; scale < 2; scale += 0.01) {
        for (const mirror of [1, -1]) {
          const [cos, sin] = [scale * Math.cos((degree * Math.PI) / 180), scale * Math.sin((degree * Math.PI) / 180)]
          const turned = applyAlignment(points, { matrix: [cos, -mirror * sin, sin, mirror * cos], translation: [0, 0] })
          least = Math.min(least, shiftedOnly(turned, reference))
        }
      }
    }
    expect(residual).toBeLessThanOrEqual(least + 1e-6)
    expect(residual).toBeGreaterThan(least - 1e-3)
  })

  it.each([
    ['no points', [], [], 0],
    ['points in one place', [2, 1, 2, 1], [0, 0, 4, 4], Math.sqrt((4 + 1 + (4 + 9)) / 2)],
    ['a reference in one place', [0, 0, 4, 4], [2, 1, 2, 1], Math.sqrt((4 + 1 + (4 + 9)) / 2)],
    ['one point', [3, 4], [0, 0], 5],
    ['NaN', [0, 0, Number.NaN, 1], [0, 0, 1, 1], Number.NaN],
    ['infinity', [0, 0, 2, 1], [0, 0, Number.POSITIVE_INFINITY, 1], Number.POSITIVE_INFINITY],
  ])('[A16] %s: the identity', (_, points, reference, residual) => {
    expect(alignPoints(Float32Array.from(points), Float32Array.from(reference))).toEqual({ ...IDENTITY, residual })
  })

  it('[A16] points without any relation are shifted, not shrunk to one place', () => {
    const square = Float32Array.from([1, 1, -1, 1, -1, -1, 1, -1])
    const alternating = Float32Array.from([7, 5, 5, 5, 7, 5, 5, 5])
    expect(alignPoints(square, alternating)).toMatchObject({ matrix: [1, 0, 0, 1], translation: [6, 5] })
  })

  it('[A16] refuses a reference of another length', () => {
    expect(() => alignPoints(new Float32Array(4), new Float32Array(6))).toThrow('expected 2 points of reference, found 3')
  })
})

describe('invertAlignment', () => {
  it('[A17] leads back to the points’ own coordinates', () => {
    fc.assert(
      fc.property(anyPoints, anySimilarity, (points, similarity) => {
        const laid = applyAlignment(points, similarity)
        const scale = Math.hypot(similarity.matrix[0], similarity.matrix[2])
        // What was laid has been rounded; the way back divides that by the scale.
        const rounding = (FLOAT_ROUNDING * largest(laid)) / scale + FLOAT_ROUNDING * largest(points)
        expect(distance(applyAlignment(laid, invertAlignment(similarity)), points)).toBeLessThanOrEqual(4 * rounding)
      }),
    )
  })
})
