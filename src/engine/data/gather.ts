// From bytes to the numbers that a network is fed: rows of pixels in [0, 1]. The data stays as bytes; only a batch is ever floats.

import type { Pictures } from './pictures.ts'

const WHITE = 255

/** The pictures at these positions, in this order: [positions, size]. */
export function gatherPictures(pictures: Pictures, positions: ArrayLike<number>): Float32Array {
  const { pixels, size } = pictures
  const out = new Float32Array(positions.length * size)
  for (let row = 0; row < positions.length; row++) copyPixels(pixels, (positions[row] as number) * size, out, { at: row * size, count: size })
  return out
}

/** Pictures `from` up to, not including, `to`: [to - from, size]. */
export function slicePictures(pictures: Pictures, from: number, to: number): Float32Array {
  const { pixels, size } = pictures
  const out = new Float32Array((to - from) * size)
  copyPixels(pixels, from * size, out, { at: 0, count: out.length })
  return out
}

/** A plain loop: Float32Array.from with a function is twenty times slower. */
function copyPixels(pixels: Uint8Array, from: number, out: Float32Array, { at, count }: { at: number; count: number }): void {
  for (let i = 0; i < count; i++) out[at + i] = (pixels[from + i] as number) / WHITE
}
