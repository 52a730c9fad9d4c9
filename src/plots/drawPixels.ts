// Square pictures at any size: each source pixel stays a crisp square, and where the size is no whole multiple of the picture's,
// a target pixel on an edge takes its share of both neighbours. So no row of a digit comes out twice as thick as the next.

import { pixelsFor, wordsOf } from './canvasPixels.ts'
import type { Shade } from './shade.ts'

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
      shadeRow({ pixels, side, columns, tap, shade }, words, row * width)
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

/** Of the source's rows, mixed to the target's: as long as the longest so far. */
let mixed = new Float32Array(0)

/** Writes one target row from pixel `start` on: the source's two rows are mixed first, then its columns. */
function shadeRow({ pixels, side, columns, tap, shade }: SourceRow, words: Uint32Array, start: number): void {
  const { from, share } = columns
  const top = tap.from * side
  const bottom = Math.min(side - 1, tap.from + 1) * side
  if (mixed.length < side + 1) mixed = new Float32Array(side + 1)
  const row = mixed
  for (let i = 0; i < side; i++) row[i] = (pixels[top + i] as number) * (1 - tap.share) + (pixels[bottom + i] as number) * tap.share
  // Right of the last there is nothing else.
  row[side] = row[side - 1] as number
  for (let column = 0; column < from.length; column++) {
    const at = from[column] as number
    const across = share[column] as number
    words[start + column] = shade((row[at] as number) * (1 - across) + (row[at + 1] as number) * across)
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
