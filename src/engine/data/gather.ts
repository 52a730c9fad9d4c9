// From bytes to the numbers that a network is fed: rows of pixels in [0, 1]. The data stays as bytes; only a batch is ever floats.

import type { Pictures } from './pictures.ts'

const WHITE = 255

/** The pictures at these positions, in this order: [positions, size]. */
export function gatherPictures(pictures: Pictures, positions: ArrayLike<number>): Float32Array {
  const { pixels, size } = pictures
  const out = new Float32Array(positions.length * size)
  for (let row = 0; row < positions.length; row++) {
    const from = (positions[row] as number) * size
    const to = row * size
    for (let i = 0; i < size; i++) out[to + i] = (pixels[from + i] as number) / WHITE
  }
  return out
}

/** Pictures `from` up to, not including, `to`: [to - from, size]. */
export function slicePictures(pictures: Pictures, from: number, to: number): Float32Array {
  return Float32Array.from(pictures.pixels.subarray(from * pictures.size, to * pictures.size), (byte) => byte / WHITE)
}
