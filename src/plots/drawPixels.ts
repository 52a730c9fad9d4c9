// Square pictures at any size: each source pixel stays a crisp square, and where the size is no whole multiple of the picture's,
// a target pixel on an edge takes its share of both neighbours. So no row of a digit comes out twice as thick as the next.

import { pixelsFor, wordsOf } from './canvasPixels.ts'

export interface PixelTarget {
  /** Size in device pixels. */
  readonly width: number
  readonly height: number
  /** Upper left corner in device pixels; 0 by default. */
  readonly x?: number
  readonly y?: number
  /** Of the corners, in device pixels; 0 by default. */
  readonly radius?: number
}

/** Which source pixel a target pixel begins in, and how much of it lies in the next one. */
interface Taps {
  readonly from: Uint16Array
  readonly share: Float32Array
}

/** Writes one value's red, green and blue, 0 to 255 each, into `out` from `at` on. */
type Shade = (value: number, out: Uint8ClampedArray, at: number) => void

/** Less than this is rounding. */
const SHARE_MIN = 1e-3

const tapsBySize = new Map<string, Taps>()

/**
 * Fills a rectangle of the canvas with a square picture.
 * Values are row by row; the picture's side is the root of their number.
 */
export function drawPixels(context: CanvasRenderingContext2D, pixels: ArrayLike<number>, target: PixelTarget, shade: Shade): void {
  const { width, height, x = 0, y = 0, radius = 0 } = target
  const side = Math.round(Math.sqrt(pixels.length))
  const image = pixelsFor(context, width, height)
  const columns = tapsFor(side, width)
  const rows = tapsFor(side, height)
  const stride = 4 * width
  const words = wordsOf(image.data)
  for (let row = 0; row < height; row++) {
    if (isSame(rows, row)) {
      image.data.copyWithin(row * stride, (row - 1) * stride, row * stride)
    } else {
      const tap = { from: rows.from[row] as number, share: rows.share[row] as number }
      shadeRow({ pixels, side, columns, tap, shade }, image.data, words, row * width)
    }
  }
  if (radius > 0) roundCorners(image, radius)
  context.putImageData(image, x, y)
}

/** Makes what lies outside of a quarter of a circle at each corner transparent; a pixel on its edge in part. */
function roundCorners({ data, width, height }: ImageData, radius: number): void {
  const reach = Math.min(Math.ceil(radius), Math.floor(Math.min(width, height) / 2))
  for (let row = 0; row < reach; row++) {
    for (let column = 0; column < reach; column++) {
      const covered = radius + 0.5 - Math.hypot(radius - column - 0.5, radius - row - 0.5)
      if (covered >= 1) continue
      const opacity = 255 * Math.max(0, covered)
      for (const y of [row, height - 1 - row]) {
        for (const x of [column, width - 1 - column]) data[4 * (y * width + x) + 3] = opacity
      }
    }
  }
}

/** Most rows and columns lie in one of the source's, like the one before. */
function isSame({ from, share }: Taps, at: number): boolean {
  return at > 0 && from[at] === from[at - 1] && share[at] === 0 && share[at - 1] === 0
}

interface SourceRow {
  readonly pixels: ArrayLike<number>
  readonly side: number
  readonly columns: Taps
  /** The source row above, and the share of the one below. */
  readonly tap: { readonly from: number; readonly share: number }
  readonly shade: Shade
}

/** Writes one target row into `out` from pixel `start` on; `words` are the same bytes, a pixel each. */
function shadeRow({ pixels, side, columns, tap, shade }: SourceRow, out: Uint8ClampedArray, words: Uint32Array, start: number): void {
  const top = tap.from * side
  const bottom = Math.min(side - 1, tap.from + 1) * side
  for (let column = 0; column < columns.from.length; column++) {
    if (isSame(columns, column)) {
      words[start + column] = words[start + column - 1] as number
      continue
    }
    const at = 4 * (start + column)
    const left = columns.from[column] as number
    const right = Math.min(side - 1, left + 1)
    const across = columns.share[column] as number
    const above = (pixels[top + left] as number) * (1 - across) + (pixels[top + right] as number) * across
    const below = (pixels[bottom + left] as number) * (1 - across) + (pixels[bottom + right] as number) * across
    shade(above * (1 - tap.share) + below * tap.share, out, at)
    out[at + 3] = 255
  }
}

function tapsFor(side: number, size: number): Taps {
  const key = `${side}/${size}`
  const known = tapsBySize.get(key)
  if (known) return known
  const taps = { from: new Uint16Array(size), share: new Float32Array(size) }
  const step = side / size
  for (let i = 0; i < size; i++) {
    const begin = i * step
    const from = Math.min(side - 1, Math.floor(begin + 1e-6))
    taps.from[i] = from
    const share = (begin + step - (from + 1)) / step
    taps.share[i] = share < SHARE_MIN ? 0 : Math.min(1, share)
  }
  tapsBySize.set(key, taps)
  return taps
}
