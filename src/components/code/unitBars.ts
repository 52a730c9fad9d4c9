import type { UnitBar } from '../../plots/drawUnitBars.ts'
import type { Palette } from '../../plots/palette.ts'
import type { CodesFrame } from '../../workers/protocol.ts'
import { UNUSED_NATS } from './codeWords.ts'

/**
 * A bar a unit: of a variational code what it costs, in the code's order, so that the unused ones are gaps; else how often it is at work, the busiest
 * first, so that the dead ones are the end. As high as the highest.
 */
export function unitBars(codes: CodesFrame, { bottleneck, faint }: Pick<Palette, 'bottleneck' | 'faint'>): UnitBar[] {
  const { activity, divergences } = codes
  const highest = highestShare(codes)
  const barOf = (value: number, color: string) => ({ share: highest > 0 ? value / highest : 0, color })
  if (divergences) return Array.from(divergences, (nats) => barOf(nats, nats < UNUSED_NATS ? faint : bottleneck))
  const sorted = Float32Array.from(activity.shares).sort().reverse()
  return Array.from(sorted, (share) => barOf(share, share === 0 ? faint : bottleneck))
}

/** Of the unit that is most at work, or costs most. */
export function highestShare({ activity, divergences }: CodesFrame): number {
  let highest = 0
  for (const value of divergences ?? activity.shares) highest = Math.max(highest, value)
  return highest
}
