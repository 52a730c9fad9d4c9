// From a value to a pixel, through tables: pictures are drawn in thousands of pixels, many times a second.

import { parseColor } from './parseColor.ts'

/** A value's colour as the four bytes of an opaque pixel (see wordsOf in canvasPixels.ts). */
export type Shade = (value: number) => number

/** Finer than the 256 steps that a colour has. */
const STEPS = 1_023

const ramps = new Map<string, Uint32Array>()

/** The pixels from one colour to another, from share 0 to 1 (`rampIndex`): a share's power of `gamma` is mixed in. The same for the same colours. */
export function colorRamp(from: string, to: string, gamma = 1): Uint32Array {
  const key = `${from} ${to} ${gamma}`
  const known = ramps.get(key)
  if (known) return known
  const [start, end] = [parseColor(from), parseColor(to)]
  const ramp = Uint32Array.from({ length: STEPS + 1 }, (_, i) => {
    const share = (i / STEPS) ** gamma
    const [red, green, blue] = [0, 1, 2].map((channel) => Math.round((1 - share) * (start[channel] as number) + share * (end[channel] as number)))
    return ((255 << 24) | ((blue as number) << 16) | ((green as number) << 8) | (red as number)) >>> 0
  })
  ramps.set(key, ramp)
  return ramp
}

/** Where a share stands in a ramp; below 0 and above 1 it is taken for the nearer end, what is no number for 0. */
export function rampIndex(share: number): number {
  return share >= 1 ? STEPS : share > 0 ? (share * STEPS + 0.5) | 0 : 0
}
