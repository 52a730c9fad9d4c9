// Where moments stand on the timeline: by the square root of their step, since most of what is to be seen happens early.

import { stepsPerEpoch, trainingCount } from '../../spec/runLength.ts'
import type { RunSpec } from '../../spec/runSpec.ts'

interface Stepped {
  readonly step: number
}

/** Steps from the run's beginning to its planned end, or to where it is if that is further. */
export function stepsOfRun(spec: RunSpec, samplesPlanned: number, step: number): number {
  const count = trainingCount(spec)
  const epochs = Math.floor(samplesPlanned / count)
  const planned = epochs * stepsPerEpoch(spec) + Math.ceil((samplesPlanned - epochs * count) / spec.training.batchSize)
  return Math.max(1, planned, step)
}

/** From 0, the beginning, to 1, the end. */
export function placeOf(step: number, steps: number): number {
  return Math.sqrt(Math.min(1, step / steps))
}

/** The other way round; places outside are taken as the nearer end. */
export function stepAt(place: number, steps: number): number {
  return Math.min(1, Math.max(0, place)) ** 2 * steps
}

/** The index of the moment nearest to a step; -1 where there is none. Steps rise. */
export function nearestIndex(moments: readonly Stepped[], step: number): number {
  let nearest = -1
  let least = Number.POSITIVE_INFINITY
  for (const [i, moment] of moments.entries()) {
    const distance = Math.abs(moment.step - step)
    if (distance < least) [nearest, least] = [i, distance]
  }
  return nearest
}

/**
 * The moment to look at for a place: null is now, which is what lies beyond the last moment.
 */
export function momentAt(moments: readonly Stepped[], place: number, steps: number): number | null {
  const step = stepAt(place, steps)
  const last = moments.at(-1)
  if (!last || step > last.step || place >= 1) return null
  return moments[nearestIndex(moments, step)]?.step ?? null
}

/** So many moments further on, or back, from the one that is looked at (null: now); null is now, beyond the last. */
export function momentFrom(moments: readonly Stepped[], step: number | null, by: number): number | null {
  const from = step === null ? moments.length : nearestIndex(moments, step)
  return moments[Math.max(0, from + by)]?.step ?? null
}
