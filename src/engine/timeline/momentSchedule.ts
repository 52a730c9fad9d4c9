// When a run is looked at for its timeline, and which of these moments go when there are too many. Both follow from steps alone, so that the
// same run is remembered at the same steps. A digit comes into being within the first steps: they stand close together, later ones further apart.

/** A timeline holds no more than this, however long the run. */
export const MOMENTS_MAX = 200
/** A moment is due at least so many times while the steps double. */
const MOMENTS_PER_DOUBLING = 64

/** Steps between moments at this one: 1 until twice 64, then a power of two, between a 64th and a 128th of the step. */
export function momentGap(step: number): number {
  return step < 2 * MOMENTS_PER_DOUBLING ? 1 : 2 ** (31 - Math.clz32(Math.floor(step / MOMENTS_PER_DOUBLING)))
}

/** The first step from this one on, itself included, at which a moment is due. */
export function nextMoment(step: number): number {
  const gap = momentGap(step)
  return Math.ceil(step / gap) * gap
}

/**
 * Should a moment at `step` bring weights along, when those of `last` (null: none yet) are the newest there are and `most` can be kept? As often as
 * these would lie apart if the run ended here, evenly by the square root.
 */
export function areWeightsDue(step: number, last: number | null, most: number): boolean {
  if (most < 1) return false
  return last === null || step < last || Math.sqrt(step) - Math.sqrt(last) >= Math.sqrt(step) / most
}

/**
 * The place of the one that is missed least: not the first, not the last, and between neighbours that lie closest by the square root of their steps.
 * What is left when it is taken out, time after time, lies about evenly by the square root: no further apart than 2 / (count - 1) of the whole.
 * Steps rise; there must be three.
 */
export function leastMissed(steps: readonly number[]): number {
  let least = 1
  let smallest = Number.POSITIVE_INFINITY
  for (let i = 1; i < steps.length - 1; i++) {
    const between = Math.sqrt(steps[i + 1] as number) - Math.sqrt(steps[i - 1] as number)
    if (between < smallest) {
      smallest = between
      least = i
    }
  }
  return least
}
