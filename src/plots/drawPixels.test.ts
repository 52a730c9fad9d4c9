import { expect, it } from 'vitest'
import { drawPixels } from './drawPixels.ts'

/** A context that keeps what was put on it: red and opacity of each pixel. */
function fakeContext() {
  const put: { image: ImageData | null } = { image: null }
  const context = {
    createImageData: (width: number, height: number) => ({ width, height, data: new Uint8ClampedArray(width * height * 4) }),
    putImageData: (image: ImageData) => {
      put.image = image
    },
  } as unknown as CanvasRenderingContext2D
  const channel = (offset: number) => Array.from({ length: (put.image?.data.length ?? 0) / 4 }, (_, i) => put.image?.data[4 * i + offset])
  return { context, reds: () => channel(0), opacities: () => channel(3) }
}

function asRed(value: number): number {
  return ((255 << 24) | value) >>> 0
}

it('makes each pixel a square at a whole multiple', () => {
  const { context, reds } = fakeContext()
  drawPixels(context, [0, 200, 100, 50], { width: 4, height: 4 }, asRed)
  expect(reds()).toEqual([0, 0, 200, 200, 0, 0, 200, 200, 100, 100, 50, 50, 100, 100, 50, 50])
})

it('gives an edge its share of both neighbours in between', () => {
  const { context, reds } = fakeContext()
  drawPixels(context, [0, 200, 0, 200], { width: 3, height: 2 }, asRed)
  expect(reds()).toEqual([0, 100, 200, 0, 100, 200])
})

it('leaves the corners out where they are to be round, alike at all four, and nothing else', () => {
  const { context, opacities } = fakeContext()
  const look = { width: 8, height: 8, radius: 3 }
  drawPixels(context, [1, 1, 1, 1], look, asRed)
  // The middles of the first row's pixels are 3.54, 2.92 and 2.55 from the circle's: half a pixel beyond its radius nothing is left of one.
  expect([0, 1, 2, 9].map((at) => opacities()[at])).toEqual([0, 149, 242, 255])
  const rows = Array.from({ length: 8 }, (_, row) => opacities().slice(8 * row, 8 * row + 8))
  expect(rows).toEqual([...rows].reverse())
  expect(rows).toEqual(rows.map((row) => [...row].reverse()))
  expect(rows.flat().filter((opacity) => opacity === 255).length).toBe(64 - 4 * 5)
  drawPixels(context, [1, 1, 1, 1], { ...look, radius: 0 }, asRed)
  expect(new Set(opacities())).toEqual(new Set([255]))
})
