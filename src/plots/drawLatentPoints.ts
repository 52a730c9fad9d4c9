// Thousands of discs, coloured by class, written as pixels: a tenth of the time that the canvas's own arcs take.
// Discs are antialiased, and placed to a quarter of a pixel so that points drift instead of hopping while the network trains.

import { wordsOf } from './canvasPixels.ts'
import type { Rgb } from './parseColor.ts'

/** Pixels in the way ImageData lays them out: red, green, blue, opacity, row by row, not premultiplied. */
export interface Raster {
  readonly data: Uint8ClampedArray
  readonly width: number
  readonly height: number
}

/** Where each point goes, in the raster's own pixels, and its class. */
export interface PlacedPoints {
  /** x, y of each. */
  readonly positions: Float32Array
  readonly classes: ArrayLike<number>
}

export interface PointStyle {
  /** In the raster's pixels. */
  readonly radius: number
  readonly opacity: number
  /** One a class; of a class without one, nothing is drawn. */
  readonly colors: readonly (Rgb | null)[]
}

interface Target extends Raster {
  /** The same pixels, one a word. */
  readonly words: Uint32Array
}

interface Stamp {
  /** Coverage of each pixel, 0 to 1, [size * size] for each of the phases. */
  readonly coverage: readonly Float32Array[]
  /** The same as ImageData's opacity, in the highest byte of a pixel. */
  readonly opacities: readonly Uint32Array[]
  readonly size: number
}

/** Sub-pixel positions in each direction. */
const PHASES = 4
/** Samples in each direction that a pixel's coverage is counted from. */
const SUBSAMPLES = 4

const stamps = new Map<string, Stamp>()

/** Draws the points over whatever is in the raster, in their order. Writes to raster.data alone. */
export function drawLatentPoints(raster: Raster, { positions, classes }: PlacedPoints, { radius, opacity, colors }: PointStyle): void {
  const stamp = stampFor(radius, opacity)
  // Not spread: an ImageData has none of these for its own.
  const { data, width, height } = raster
  const target = { data, width, height, words: wordsOf(data) }
  for (let i = 0; i < classes.length; i++) {
    const color = colors[classes[i] as number]
    const x = positions[2 * i] as number
    const y = positions[2 * i + 1] as number
    if (color && Number.isFinite(x + y)) press(target, stamp, x, y, color)
  }
}

/** Lays one stamp with its middle at (x, y); what lies outside the raster is cut off. */
function press({ data, words, width, height }: Target, { coverage, opacities, size }: Stamp, x: number, y: number, [red, green, blue]: Rgb): void {
  const left = Math.floor(x)
  const top = Math.floor(y)
  const phase = Math.floor((y - top) * PHASES) * PHASES + Math.floor((x - left) * PHASES)
  const alphas = coverage[phase] as Float32Array
  const blank = opacities[phase] as Uint32Array
  const color = (blue << 16) | (green << 8) | red
  const reach = (size - 1) / 2
  const firstColumn = Math.max(0, reach - left)
  const lastColumn = Math.min(size, width + reach - left)
  const firstRow = Math.max(0, reach - top)
  const lastRow = Math.min(size, height + reach - top)
  for (let row = firstRow; row < lastRow; row++) {
    const start = (top - reach + row) * width + left - reach
    for (let column = firstColumn; column < lastColumn; column++) {
      const inStamp = row * size + column
      const alpha = alphas[inStamp] as number
      if (alpha === 0) continue
      const at = start + column
      if (words[at] === 0) words[at] = (blank[inStamp] as number) | color
      else blend(data, 4 * at, alpha, red, green, blue)
    }
  }
}

/** A colour of opacity alpha over the pixel at `at` (Porter, Duff 1984, "over", for colours that are not premultiplied). */
function blend(data: Uint8ClampedArray, at: number, alpha: number, red: number, green: number, blue: number): void {
  const below = ((data[at + 3] as number) / 255) * (1 - alpha)
  const total = alpha + below
  const share = alpha / total
  data[at] = red * share + (data[at] as number) * (1 - share)
  data[at + 1] = green * share + (data[at + 1] as number) * (1 - share)
  data[at + 2] = blue * share + (data[at + 2] as number) * (1 - share)
  data[at + 3] = total * 255
}

function stampFor(radius: number, opacity: number): Stamp {
  const key = `${radius} ${opacity}`
  const known = stamps.get(key)
  if (known) return known
  const stamp = makeStamp(radius, opacity)
  stamps.set(key, stamp)
  return stamp
}

function makeStamp(radius: number, opacity: number): Stamp {
  const reach = Math.ceil(radius + 1)
  const size = 2 * reach + 1
  const coverage = Array.from({ length: PHASES * PHASES }, (_, phase) => {
    const centreX = reach + ((phase % PHASES) + 0.5) / PHASES
    const centreY = reach + (Math.floor(phase / PHASES) + 0.5) / PHASES
    return Float32Array.from({ length: size * size }, (_, i) => opacity * coverageOf((i % size) - centreX, Math.floor(i / size) - centreY, radius))
  })
  const opacities = coverage.map((alphas) =>
    Uint32Array.from(
      Uint8ClampedArray.from(alphas, (alpha) => alpha * 255),
      (byte) => byte << 24,
    ),
  )
  return { coverage, opacities, size }
}

/** The share of the pixel with its corner at (x, y) that lies in a disc around the origin. */
function coverageOf(x: number, y: number, radius: number): number {
  let inside = 0
  for (let row = 0; row < SUBSAMPLES; row++) {
    for (let column = 0; column < SUBSAMPLES; column++) {
      inside += Number(Math.hypot(x + (column + 0.5) / SUBSAMPLES, y + (row + 0.5) / SUBSAMPLES) <= radius)
    }
  }
  return inside / SUBSAMPLES ** 2
}
