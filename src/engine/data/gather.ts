// From what is kept to the numbers that a network is fed: rows of pixels in the data's range. Bytes stay bytes; only a batch is ever floats.

import type { Pictures, PixelValues } from './pictures.ts'

const WHITE = 255
/** What each byte is worth. Looking it up takes half the time of dividing, and 10,000 pictures are 8 million pixels. */
const WORTH = Float32Array.from({ length: WHITE + 1 }, (_, byte) => byte / WHITE)

/** The pictures at these positions, in this order: [positions, size]. */
export function gatherPictures(pictures: Pictures, positions: ArrayLike<number>): Float32Array {
  const out = new Float32Array(positions.length * pictures.size)
  gatherInto(out, pictures, positions)
  return out
}

/** Writes the pictures at these positions, in this order, into `out`: [positions, size]. */
export function gatherInto(out: Float32Array, { pixels, size }: Pictures, positions: ArrayLike<number>): void {
  for (let row = 0; row < positions.length; row++) copyPixels(pixels, (positions[row] as number) * size, out, { at: row * size, count: size })
}

/** Pictures `from` up to, not including, `to`: [to - from, size]. */
export function slicePictures(pictures: Pictures, from: number, to: number): Float32Array {
  const { pixels, size } = pictures
  const out = new Float32Array((to - from) * size)
  copyPixels(pixels, from * size, out, { at: 0, count: out.length })
  return out
}

/** Plain loops: Float32Array.from with a function is twenty times slower, and subarray costs more than the two or three numbers of a point. */
function copyPixels(pixels: PixelValues, from: number, out: Float32Array, { at, count }: { at: number; count: number }): void {
  if (pixels instanceof Float32Array) for (let i = 0; i < count; i++) out[at + i] = pixels[from + i] as number
  else for (let i = 0; i < count; i++) out[at + i] = WORTH[pixels[from + i] as number] as number
}
