import type { Palette } from './palette.ts'
import { parseColor } from './parseColor.ts'

/** How much of the bottleneck's colour is left at the ramp's two ends. */
const LOW_SHARE = 0.55
const HIGH_SHARE = 0.4

/** The colour of a place along the code, 0 to 1: the bottleneck's own in the middle, nearer to the ground below, to ink above. */
export function codeColor({ bottleneck, surface, ink }: Pick<Palette, 'bottleneck' | 'surface' | 'ink'>, along: number): string {
  const share = Math.min(1, Math.max(0, along))
  if (share < 0.5) return mixed(surface, bottleneck, LOW_SHARE + (1 - LOW_SHARE) * 2 * share)
  return mixed(ink, bottleneck, 1 - (1 - HIGH_SHARE) * (2 * share - 1))
}

/** So much of `to`, the rest `from`. */
function mixed(from: string, to: string, share: number): string {
  const [a, b] = [parseColor(from), parseColor(to)]
  const parts = a.map((part, i) => Math.round(part + (b[i as 0 | 1 | 2] - part) * share))
  return `#${parts.map((part) => part.toString(16).padStart(2, '0')).join('')}`
}
