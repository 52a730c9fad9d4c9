// The page's one scale for signed numbers: one colour for more, another for less, the ground's for 0.

import { colorRamp, rampIndex, type Shade } from './shade.ts'

export interface SignedColors {
  /** The colour of 0, of +peak and of -peak. */
  readonly paper: string
  readonly more: string
  readonly less: string
}

/** Most values are small: the root of their size is drawn, so that a tenth of the peak can be seen. */
const GAMMA = 0.7

/** Beyond the peak, which is above 0, it is the full colour. */
export function signedShade({ paper, more, less }: SignedColors, peak = 1): Shade {
  const above = colorRamp(paper, more, GAMMA)
  const below = colorRamp(paper, less, GAMMA)
  return (value) => (value > 0 ? above[rampIndex(value / peak)] : below[rampIndex(-value / peak)]) as number
}

/** The size of the largest value of all, apart from its sign; `least` where all are smaller. */
export function peakOf(pictures: readonly ArrayLike<number>[], least = 1e-6): number {
  let peak = least
  for (const picture of pictures) for (let i = 0; i < picture.length; i++) peak = Math.max(peak, Math.abs(picture[i] as number))
  return peak
}
