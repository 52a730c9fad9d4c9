import { describe, expect, it } from 'vitest'
import { flatSpan } from './flatSpan.ts'
import { createRebuild, fitPca } from './pca.ts'

describe('flatSpan', () => {
  it('[P102] two ends of a line: the points that lie furthest out on it', () => {
    const ends = flatSpan(Float32Array.of(0, 0, 1, 2, -1, -2, 0.5, 1), 2, 1)
    expect([...(ends ?? [])].map((value) => Number(value.toFixed(5))).sort((a, b) => a - b)).toEqual([-2, -1, 1, 2])
  })

  it('[P102] four corners around all that PCA makes of points in space, in its own plane', () => {
    const points = Float32Array.from({ length: 900 }, (_, i) => Math.sin(i * i * 0.7 + (i % 3)) * (1 + (i % 3)))
    const pca = fitPca(points, 300, 3)
    const rebuild = createRebuild(pca, 2)
    const flat = new Float32Array(900)
    const rebuilt = new Float64Array(3)
    for (let at = 0; at < 900; at += 3) {
      rebuild(points.subarray(at, at + 3), rebuilt)
      flat.set(rebuilt, at)
    }
    const corners = flatSpan(flat, 3, 2) as Float32Array
    expect(corners).toHaveLength(12)
    const corner = (i: number) => [0, 1, 2].map((axis) => corners[3 * i + axis] as number)
    const minus = (a: readonly number[], b: readonly number[]) => a.map((value, axis) => value - (b[axis] as number))
    const dot = (a: readonly number[], b: readonly number[]) => a.reduce((sum, value, axis) => sum + value * (b[axis] as number), 0)
    const normal = [...pca.components.subarray(6, 9)]
    const [along, across] = [minus(corner(1), corner(0)), minus(corner(3), corner(0))]
    // Coordinates up to 3 in float32.
    expect(Math.abs(dot(along, across))).toBeLessThan(1e-4)
    expect(Math.abs(dot(along, normal))).toBeLessThan(1e-5)
    expect(Math.abs(dot(across, normal))).toBeLessThan(1e-5)
    for (let i = 0; i < 300; i++) {
      const place = minus([...flat.subarray(3 * i, 3 * i + 3)], corner(0))
      for (const side of [along, across]) {
        const share = dot(place, side) / dot(side, side)
        expect(share).toBeGreaterThan(-1e-5)
        expect(share).toBeLessThan(1 + 1e-5)
      }
    }
  })

  it('[P102] nothing where PCA leaves nothing out, has more than a plane, or has no points', () => {
    const points = Float32Array.of(0, 0, 1, 1)
    expect(flatSpan(points, 2, 2)).toBeNull()
    expect(flatSpan(new Float32Array(12), 4, 3)).toBeNull()
    expect(flatSpan(new Float32Array(0), 2, 1)).toBeNull()
    expect([...(flatSpan(Float32Array.of(0.5, 0.25), 2, 1) ?? [])]).toEqual([0.5, 0.25, 0.5, 0.25])
  })
})
