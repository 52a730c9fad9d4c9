import type { RandomStream } from '../random.ts'

/**
 * Additive Gaussian noise, clipped to the data's range: x' = clip(x + sigma n, low, high), n ~ N(0, 1) for each pixel.
 * (Vincent et al. 2010, "Stacked Denoising Autoencoders", section 3.2.) Changes `picture` in place.
 */
export function addGaussianNoise(picture: Float32Array, sigma: number, range: readonly [number, number], stream: RandomStream): void {
  const [low, high] = range
  for (let i = 0; i < picture.length; i++) {
    const noisy = (picture[i] as number) + sigma * stream.gaussian()
    picture[i] = Math.min(high, Math.max(low, noisy))
  }
}
