import type { RandomStream } from '../random.ts'

/** What a pixel is that is not there. */
export const MASKED = 0

/** Masking noise: each pixel becomes 0 with probability `rate`. (Vincent et al. 2010, "Stacked Denoising Autoencoders", section 3.2.) Changes `picture` in place. */
export function maskPixels(picture: Float32Array, rate: number, _range: readonly [number, number], stream: RandomStream): void {
  for (let i = 0; i < picture.length; i++) if (stream.uniform() < rate) picture[i] = MASKED
}
