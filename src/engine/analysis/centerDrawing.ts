// A drawing made ready for a network that learnt from MNIST: what its makers did to their scans is done to the strokes.
// "Size normalized to fit in a 20x20 pixel box while preserving their aspect ratio", grey levels by anti-aliasing, then
// "centered in a 28x28 image by computing the center of mass" (LeCun, Cortes, Burges, "The MNIST database of handwritten digits").

/** Width and height of a digit. */
export const DIGIT_SIZE = 28
const BOX_SIZE = 20
/** Column and row, from 0, that the centre of mass comes nearest to: so it is in every one of the 10,000 test digits. */
const MIDDLE_PIXEL = 14
/** A dot is not blown up to a blot: against the whole raster, a drawing is enlarged so many times at most. */
const ENLARGED_MAX = 3

interface Box {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

/**
 * `raster`: [size, size] ink values of any scale, 0 for nothing (0-1, or the 0-255 of a canvas's alpha).
 * Gives 28 x 28 in [0, 1], the darkest ink 1; null for an empty drawing.
 */
export function centerDrawing(raster: ArrayLike<number>, size: number): Float32Array | null {
  const box = boundingBox(raster, size)
  if (!box) return null
  const scale = Math.min(BOX_SIZE / Math.max(box.width, box.height), (ENLARGED_MAX * DIGIT_SIZE) / size)
  const width = Math.max(1, Math.round(box.width * scale))
  const height = Math.max(1, Math.round(box.height * scale))
  const small = shrink(raster, size, box, { width, height })
  normalise(small)
  return placeByMass(small, { width, height })
}

function boundingBox(raster: ArrayLike<number>, size: number): Box | null {
  let [left, top, right, bottom] = [size, size, -1, -1]
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      if (!((raster[y * size + x] as number) > 0)) continue
      left = Math.min(left, x)
      right = Math.max(right, x)
      top = Math.min(top, y)
      bottom = y
    }
  }
  return right < 0 ? null : { left, top, width: right - left + 1, height: bottom - top + 1 }
}

/** Area averaging: each new pixel is the mean of what it covers, cut pixels counting by their part. */
function shrink(raster: ArrayLike<number>, size: number, box: Box, to: { width: number; height: number }): Float32Array {
  const out = new Float32Array(to.width * to.height)
  const columns = coverage(box.width, to.width)
  coverage(box.height, to.height).forEach((row, y) => {
    columns.forEach((column, x) => {
      let sum = 0
      for (const [fromY, partY] of row) {
        for (const [fromX, partX] of column) sum += (raster[(box.top + fromY) * size + box.left + fromX] as number) * partX * partY
      }
      out[y * to.width + x] = sum
    })
  })
  return out
}

/** For each of `to` pixels in a row, which of `from` pixels it covers and by what share; the shares add up to 1. */
function coverage(from: number, to: number): [number, number][][] {
  const step = from / to
  return Array.from({ length: to }, (_, i) => {
    const [start, end] = [i * step, Math.min(from, (i + 1) * step)]
    const covered: [number, number][] = []
    for (let at = Math.floor(start); at < end; at++) covered.push([at, (Math.min(at + 1, end) - Math.max(at, start)) / step])
    return covered
  })
}

/** The strongest pixel becomes 1: thin strokes and any scale of ink come out alike. */
function normalise(picture: Float32Array): void {
  let strongest = 0
  for (const value of picture) strongest = Math.max(strongest, value)
  for (let i = 0; i < picture.length; i++) picture[i] = (picture[i] as number) / strongest
}

/** Into 28 x 28, shifted by whole pixels until the centre of mass is in the middle, but never over the edge. */
function placeByMass(picture: Float32Array, { width, height }: { width: number; height: number }): Float32Array {
  let [mass, massX, massY] = [0, 0, 0]
  picture.forEach((value, i) => {
    mass += value
    massX += value * (i % width)
    massY += value * Math.floor(i / width)
  })
  const left = offset(massX / mass, width)
  const top = offset(massY / mass, height)
  const out = new Float32Array(DIGIT_SIZE * DIGIT_SIZE)
  for (let y = 0; y < height; y++) out.set(picture.subarray(y * width, (y + 1) * width), (top + y) * DIGIT_SIZE + left)
  return out
}

function offset(centre: number, extent: number): number {
  return Math.min(DIGIT_SIZE - extent, Math.max(0, Math.round(MIDDLE_PIXEL - centre)))
}
