import { describe, expect, it } from 'vitest'
import { findAlikeClasses } from './alikeClasses.ts'
import { scatter } from './scatter.ts'

describe('findAlikeClasses', () => {
  it('[A10] names the two classes that lie on top of each other, and sees that the others do not', () => {
    const found = findAlikeClasses(...clusters([0, 0], [10, 0], [0, 10], [10.3, 0]), 4)
    expect([found?.a, found?.b]).toEqual([1, 3])
    expect(found?.overlap).toBeGreaterThan(0.6)
    expect(found?.lead).toBeGreaterThan(0.5)
  })

  it('[A10] classes apart: overlap 0, none leads', () => {
    expect(findAlikeClasses(...clusters([0, 0], [10, 0], [0, 10]), 3)).toMatchObject({ overlap: 0, lead: 0 })
  })

  it('[A10] a ring and the class within it have one centre and are not alike', () => {
    const [points, labels] = clusters([0, 0], [0, 0])
    labels.forEach((label, i) => {
      if (label === 0) return
      points[2 * i] = 20 * Math.cos(i)
      points[2 * i + 1] = 20 * Math.sin(i)
    })
    expect(findAlikeClasses(points, labels, 2)?.overlap).toBe(0)
  })

  it('[A10] fully mixed is 1 whatever the sizes of the classes', () => {
    const points = Float32Array.from({ length: 1000 }, (_, i) => scatter(i))
    const labels = Uint8Array.from({ length: 500 }, (_, i) => (i % 5 === 0 ? 1 : 0))
    expect(findAlikeClasses(points, labels, 2)?.overlap).toBeGreaterThan(0.9)
  })

  it('[A10] all of the ten nearest count, not the nearest alone: twins of one class among twins of the other are mixed', () => {
    const points = Float32Array.from({ length: 400 }, (_, i) => (i % 2 === 0 ? (i >> 2) + 0.1 * ((i >> 1) % 2) : 0))
    const labels = Uint8Array.from({ length: 200 }, (_, i) => (i >> 1) % 2)
    expect(findAlikeClasses(points, labels, 2)?.overlap).toBeGreaterThan(0.8)
  })

  it('[A10] nothing to compare: null', () => {
    expect(findAlikeClasses(new Float32Array(0), new Uint8Array(0), 10)).toBeNull()
    expect(findAlikeClasses(Float32Array.of(1, 2, 3, 4), Uint8Array.of(3, 3), 10)).toBeNull()
    expect(findAlikeClasses(new Float32Array(4).fill(Number.NaN), Uint8Array.of(0, 1), 2)?.overlap).toBe(0)
  })
})

/** A class of 150 points, two wide, around each centre; the classes in turn. */
function clusters(...centres: [number, number][]): [Float32Array, Uint8Array] {
  const labels = Uint8Array.from({ length: 150 * centres.length }, (_, i) => i % centres.length)
  const points = Float32Array.from({ length: 2 * labels.length }, (_, i) => (centres[(i >> 1) % centres.length]?.[i % 2] ?? 0) + scatter(i))
  return [points, labels]
}
