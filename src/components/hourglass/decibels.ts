import { pictureLoss } from './pictureLoss.ts'

/** "17.9 dB": how near a picture is to the clean one, peak 1; nothing where they are the same. */
export function decibelsText(clean: ArrayLike<number>, picture: ArrayLike<number>): string {
  const mse = pictureLoss('mse', clean, picture)
  return mse > 0 ? `${(-10 * Math.log10(mse)).toFixed(1)} dB` : ''
}
