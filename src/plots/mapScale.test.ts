import { expect, it } from 'vitest'
import { placePoints, pointAt, spotOf, stripExtent, stripPoints, stripRow } from './mapScale.ts'

const EXTENT = { x: [-2, 2], y: [0, 10] } as const

it('puts the largest y at the top', () => {
  expect([...placePoints(new Float32Array([-2, 10, 2, 0, 0, 5]), EXTENT, 100, 50)]).toEqual([0, 0, 100, 50, 50, 25])
})

it('finds its way back', () => {
  const point = pointAt({ u: 0.25, v: 0.1 }, EXTENT)
  expect(point).toEqual({ x: -1, y: 9 })
  expect(spotOf(point, EXTENT)).toEqual({ u: 0.25, v: 0.1 })
})

it('keeps each class of a strip in its own row', () => {
  const labels = Array.from({ length: 500 }, (_, i) => i % 10)
  const strip = stripPoints(new Float32Array(1000), labels, 10)
  labels.forEach((label, i) => {
    expect(Math.abs((strip[2 * i + 1] as number) - stripRow(label, 10))).toBeLessThan(0.35)
  })
  expect(stripRow(0, 10)).toBeGreaterThan(stripRow(9, 10))
  const { x, y } = stripExtent([0, 1], [...'0123456789'])
  expect(x[0]).toBeLessThan(0)
  expect(y[0]).toBeLessThan(-1)
  expect(y[1]).toBeGreaterThan(9.4)
})

it('[P108] leaves more room for names that are words', () => {
  const room = (...names: string[]) => -stripExtent([0, 1], names).x[0]
  expect(room('0', '1')).toBeCloseTo(room('10', '11'), 9)
  expect(room('upper moon', 'lower moon')).toBeGreaterThan(3 * room('0', '1'))
})
