import type { RandomStream } from '../random.ts'

/**
 * Salt-and-pepper noise: each pixel becomes the data's lowest value with probability rate / 2, its highest with the same, by one uniform number a
 * pixel. (Vincent et al. 2010, "Stacked Denoising Autoencoders", section 3.2.) Changes `picture` in place.
 */
export function addSaltAndPepper(picture: Float32Array, rate: number, [low, high]: readonly [number, number], stream: RandomStream): void {
  for (let i = 0; i < picture.length; i++) {
    const u = stream.uniform()
    if (u < rate / 2) picture[i] = low
    else if (u < rate) picture[i] = high
  }
}
