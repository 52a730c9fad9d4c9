import { exactLog } from '../random.ts'

/** Peak signal-to-noise ratio in dB of a mean squared error, peak 1: -10 log10(mse). Infinity for a perfect copy, NaN below 0. */
export function psnr(mse: number): number {
  if (mse === 0) return Number.POSITIVE_INFINITY
  return mse > 0 && mse < Number.POSITIVE_INFINITY ? (-10 * exactLog(mse)) / Math.LN10 + 0 : Number.NaN
}
