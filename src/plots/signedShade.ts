// The page's one scale for signed numbers: one colour for more, another for less, the ground's for 0.

import { parseColor } from './parseColor.ts'

export interface SignedColors {
  /** The colour of 0, of +peak and of -peak. */
  readonly paper: string
  readonly more: string
  readonly less: string
}

/** Most values are small: the root of their size is drawn, so that a tenth of the peak can be seen. */
const GAMMA = 0.7

/** Writes a value's red, green and blue, 0 to 255 each. Beyond the peak, which is above 0, it is the full colour. */
export function signedShade(colors: SignedColors, peak = 1): (value: number, out: Uint8ClampedArray, at: number) => void {
  const paper = parseColor(colors.paper)
  const more = parseColor(colors.more)
  const less = parseColor(colors.less)
  return (value, out, at) => {
    const color = value > 0 ? more : less
    const share = Math.min(1, Math.abs(value) / peak) ** GAMMA
    for (let channel = 0; channel < 3; channel++) {
      const from = paper[channel] as number
      out[at + channel] = from + share * ((color[channel] as number) - from)
    }
  }
}

/** The size of the largest value of all, apart from its sign; `least` where all are smaller. */
export function peakOf(pictures: readonly ArrayLike<number>[], least = 1e-6): number {
  let peak = least
  for (const picture of pictures) for (let i = 0; i < picture.length; i++) peak = Math.max(peak, Math.abs(picture[i] as number))
  return peak
}
