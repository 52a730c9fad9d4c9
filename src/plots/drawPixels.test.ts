import { expect, it } from 'vitest'
import { drawPixels } from './drawPixels.ts'

/** A context that keeps what was put on it: red of each pixel. */
function fakeContext() {
  const put: { image: ImageData | null } = { image: null }
  const context = {
    createImageData: (width: number, height: number) => ({ width, height, data: new Uint8ClampedArray(width * height * 4) }),
    putImageData: (image: ImageData) => {
      put.image = image
    },
  } as unknown as CanvasRenderingContext2D
  const reds = () => Array.from({ length: (put.image?.data.length ?? 0) / 4 }, (_, i) => put.image?.data[4 * i])
  return { context, reds }
}

function asRed(value: number, out: Uint8ClampedArray, at: number) {
  out[at] = value
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
