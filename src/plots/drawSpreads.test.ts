import { expect, it } from 'vitest'
import { fakeContext } from '../testing/fakeContext.ts'
import { drawSpreads } from './drawSpreads.ts'

const LOOK = { extent: { x: [-1, 1], y: [0, 4] }, width: 200, height: 100, lineWidth: 1 } as const

it('[P80] draws an ellipse of one standard deviation around a point, in the map’s scale', () => {
  const { context, ellipses } = fakeContext()
  const spreads = { points: new Float32Array([0.5, 1]), deviations: new Float32Array([0.1, 0.4]), labels: [0] }
  drawSpreads(context, spreads, { ...LOOK, colors: ['#ff0000'] })
  const [ellipse] = ellipses
  expect(ellipse?.x).toBeCloseTo(150)
  expect(ellipse?.y).toBeCloseTo(75)
  expect(ellipse?.radiusX).toBeCloseTo(10)
  expect(ellipse?.radiusY).toBeCloseTo(10)
})

it('[P80] of many points some, and of a class that is hidden none', () => {
  const count = 1_000
  const spreads = {
    points: new Float32Array(2 * count),
    deviations: new Float32Array(2 * count),
    labels: Array.from({ length: count }, (_, i) => i % 2),
  }
  const { context, ellipses } = fakeContext()
  drawSpreads(context, spreads, { ...LOOK, colors: ['#ff0000', null] })
  expect(ellipses.length).toBeGreaterThan(20)
  expect(ellipses.length).toBeLessThan(200)
  expect(new Set(ellipses.map(({ color }) => color)).size).toBe(1)
})
