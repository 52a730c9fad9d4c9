import { expect, it } from 'vitest'
import { peakOf, signedShade } from './signedShade.ts'

const COLORS = { paper: '#ffffff', more: '#ff0000', less: '#0000ff' }

function shaded(value: number, peak?: number): number[] {
  const word = signedShade(COLORS, peak)(value)
  expect(word >>> 24).toBe(255)
  return [0, 8, 16].map((shift) => (word >>> shift) & 255)
}

it('is the ground’s colour at 0 and the full one from the peak on, another for each sign', () => {
  expect(shaded(0)).toEqual([255, 255, 255])
  expect(shaded(1)).toEqual([255, 0, 0])
  expect(shaded(-7)).toEqual([0, 0, 255])
  expect(shaded(0.2, 0.2)).toEqual([255, 0, 0])
})

it('shows a tenth of the peak as more than a tenth of the colour', () => {
  const [, green] = shaded(0.1) as [number, number, number]
  expect(255 - green).toBeGreaterThan(40)
  expect(shaded(0.1, 0.5)).toEqual(shaded(0.2))
})

it('finds the peak over all pictures, apart from its sign', () => {
  expect(peakOf([[0.5, -2], [1]])).toBe(2)
  expect(peakOf([[0]], 0.1)).toBe(0.1)
})
