// data.shufflePixels: one fixed permutation of the pixels, the same in every run, for training and test pictures alike. Nothing is lost by it:
// a dense network learns as well as before, a convolution, which looks at neighbours, does not.

import { RandomStream, shuffleInto } from '../random.ts'
import type { PixelValues } from './pictures.ts'

/** The same in every run, whatever its seed, so that runs compare. */
const ORDER_SEED = 0

/** Pixel i of a shuffled picture is pixel order[i] of the picture: [size], the same for the same size. */
export function pixelOrder(size: number): Uint32Array {
  const order = new Uint32Array(size)
  shuffleInto(order, 0, size, 0, new RandomStream(ORDER_SEED, 'pixel-order', 0))
  return order
}

/** Puts the pixels of pictures [count, size] into this order, in place. */
export function shufflePixels(pictures: PixelValues, order: Uint32Array): void {
  const size = order.length
  const picture = pictures.slice(0, size)
  for (let at = 0; at < pictures.length; at += size) {
    picture.set(pictures.subarray(at, at + size))
    for (let i = 0; i < size; i++) pictures[at + i] = picture[order[i] as number] as number
  }
}
