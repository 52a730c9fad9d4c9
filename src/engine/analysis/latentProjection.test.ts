import { describe, expect, it } from 'vitest'
import { symmetricEigen } from './eigen.ts'
import { type LatentCodes, type MapProjection, projectCodes } from './latentProjection.ts'
import { scatter } from './scatter.ts'

const COUNT = 400

describe('projectCodes', () => {
  it('[A8] a code of two is drawn as it is', () => {
    const codes = cloud([3, 1])
    const { points, projection } = projectCodes(codes)
    expect(points).toEqual(codes.codes)
    expect(projection).toEqual({ mean: new Float32Array(2), axes: [Float32Array.of(1, 0), Float32Array.of(0, 1)] })
  })

  it('[A8] a code of one is a strip for each class: x is the code, strips do not touch, the same place every time', () => {
    const codes = cloud([2])
    const { points, projection } = projectCodes(codes)
    expect(points).toEqual(projectCodes(codes, projection).points)
    const [lows, highs] = [new Array<number>(10).fill(Number.POSITIVE_INFINITY), new Array<number>(10).fill(Number.NEGATIVE_INFINITY)]
    codes.codes.forEach((code, i) => {
      const label = codes.labels[i] as number
      const y = points[2 * i + 1] as number
      expect(points[2 * i]).toBe(code)
      lows[label] = Math.min(lows[label] as number, y)
      highs[label] = Math.max(highs[label] as number, y)
    })
    for (let label = 1; label < 10; label++) expect(highs[label]).toBeLessThan(lows[label - 1] as number)
    expect(projection).toEqual({ mean: new Float32Array(1), axes: [Float32Array.of(1)] })
  })

  it('[A8] a wider code lies in the plane of its first two principal components, as an exact decomposition finds them', () => {
    for (const spreads of [[1, 4, 2], [1, 2, 3, 2.7, 0.5, 0.1], Array.from({ length: 64 }, (_, i) => 3 / (1 + 0.3 * i))]) {
      const codes = turned(cloud(spreads))
      expect(spanGap(projectCodes(codes).projection, exactPlane(codes))).toBeLessThan(1e-3)
    }
  })

  it('[A8] a point and the projection give back the code, up to what the plane leaves out', () => {
    const codes = turned(cloud([5, 3, 0, 0]))
    const { points, projection } = projectCodes(codes)
    const [axisX, axisY] = projection.axes as [Float32Array, Float32Array]
    for (let i = 0; i < 4 * COUNT; i++) {
      const [row, j] = [i >> 2, i & 3]
      const back =
        (projection.mean[j] as number) + (points[2 * row] as number) * (axisX[j] as number) + (points[2 * row + 1] as number) * (axisY[j] as number)
      expect(back).toBeCloseTo(codes.codes[i] as number, 4)
    }
  })

  it('[A9] the map never flips: mirrored or slowly turning codes keep their place from frame to frame', () => {
    // Two equal spreads: the principal axes themselves are left to chance.
    let codes = turned(cloud([3, 3, 1, 0.5, 0.2]))
    let { points, projection } = projectCodes(codes)
    for (let frame = 0; frame < 30; frame++) {
      codes = { ...codes, codes: codes.codes.map((value, i) => value + 0.02 * scatter(9_999 + frame * 10_000 + i)) }
      const next = projectCodes(codes, projection)
      expect(largestGap(next.points, points)).toBeLessThan(0.5)
      points = next.points
      projection = next.projection
    }
    const { mean, axes } = projection
    for (const mirrored of [axes.map((axis) => axis.map((value) => -value)), [axes[1], axes[0]] as Float32Array[]]) {
      expect(largestGap(projectCodes(codes, { mean, axes: mirrored }).projection.axes[0] as Float32Array, mirrored[0] as Float32Array)).toBeLessThan(
        0.05,
      )
    }
  })

  it('[A9] follows when the plane itself moves, within a few frames', () => {
    const quiet = new Array<number>(20).fill(0.3)
    const before = cloud([4, 3, 0.1, ...quiet])
    const after = cloud([0.1, 3, 4, ...quiet])
    let { projection } = projectCodes(before)
    for (let frame = 0; frame < 3; frame++) ({ projection } = projectCodes(after, projection))
    expect(spanGap(projection, exactPlane(after))).toBeLessThan(1e-3)
    expect(Math.abs(projection.axes[1]?.[1] ?? 0)).toBeGreaterThan(0.99) // what was y stays y
  })

  it('[A9] dead codes, codes that are not finite and a projection of another width do no harm', () => {
    const dead = { ...cloud([1, 1, 1]), codes: new Float32Array(3 * COUNT) }
    const lost = { ...dead, codes: dead.codes.map(() => Number.NaN) }
    expect(projectCodes(dead).points.every((value) => value === 0)).toBe(true)
    const { projection } = projectCodes(lost)
    const codes = cloud([3, 2, 1])
    expect(projectCodes(codes, projection).points.every(Number.isFinite)).toBe(true)
    expect(projectCodes(codes, projectCodes(cloud([1, 1, 1, 1])).projection)).toEqual(projectCodes(codes))
  })
})

/** Codes that scatter by so much along each axis. */
function cloud(spreads: readonly number[]): LatentCodes {
  const size = spreads.length
  const codes = Float32Array.from({ length: COUNT * size }, (_, i) => 0.7 + (spreads[i % size] as number) * (scatter(i) + scatter(500_000 + i)))
  return { codes, size, count: COUNT, labels: Uint8Array.from({ length: COUNT }, (_, i) => i % 10) }
}

/** The same cloud after a Householder reflection, so that no axis is special. */
function turned(latents: LatentCodes): LatentCodes {
  const { size } = latents
  const v = Float64Array.from({ length: size }, (_, i) => 1 + scatter(77 + i))
  const squared = v.reduce((sum, value) => sum + value * value, 0)
  const codes = latents.codes.slice()
  for (let at = 0; at < codes.length; at += size) {
    let along = 0
    for (let j = 0; j < size; j++) along += (codes[at + j] as number) * (v[j] as number)
    for (let j = 0; j < size; j++) codes[at + j] = (codes[at + j] as number) - ((2 * along) / squared) * (v[j] as number)
  }
  return { ...latents, codes }
}

/** [2, size]: the first two eigenvectors of the codes' covariance. */
function exactPlane({ codes, size }: LatentCodes): Float64Array {
  const means = Array.from({ length: size }, (_, j) => codes.filter((_, i) => i % size === j).reduce((sum, value) => sum + value, 0) / COUNT)
  const covariance = new Float64Array(size * size)
  for (let at = 0; at < codes.length; at += size) {
    for (let ij = 0; ij < size * size; ij++) {
      const [i, j] = [Math.floor(ij / size), ij % size]
      covariance[ij] =
        (covariance[ij] as number) + ((codes[at + i] as number) - (means[i] as number)) * ((codes[at + j] as number) - (means[j] as number))
    }
  }
  return symmetricEigen(covariance, size).vectors.subarray(0, 2 * size)
}

/** 0 where both axes lie in the plane: how much of the two unit vectors is missing there. */
function spanGap({ axes }: MapProjection, plane: Float64Array): number {
  const size = plane.length / 2
  const inside = axes.reduce(
    (sum, axis) =>
      sum + [0, 1].reduce((part, row) => part + axis.reduce((dot, value, j) => dot + value * (plane[row * size + j] as number), 0) ** 2, 0),
    0,
  )
  return Math.abs(2 - inside)
}

function largestGap(a: Float32Array, b: Float32Array): number {
  return a.reduce((most, value, i) => Math.max(most, Math.abs(value - (b[i] as number))), 0)
}
