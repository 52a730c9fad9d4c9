// The stretch of numbers that a plot shows. It follows the data: out quickly, in slowly, never in a jump, so that the eye
// can hold on to the points while the network moves them. Pure; the caller owns the clock and asks again until it is settled.

export type Interval = readonly [low: number, high: number]

export interface Extent {
  readonly x: Interval
  readonly y: Interval
}

/** Time constants: after so long, 63 % of the way has been gone. */
export const GROW_MS = 120
export const SHRINK_MS = 1_600

/** Free space around the data, as a share of its span. */
const PADDING = 0.07
/** Of the points at either end, so many may lie far out without setting the scale. */
const OUTLIER_SHARE = 0.01
/** How far beyond all but the outliers the extent still reaches, as a share of their span. */
const OUTLIER_REACH = 0.3
/** Nearer to its goal than this share of the span, an extent stands still. */
const SETTLED_SHARE = 0.002

/** One step of the way from `previous` to `goal`, `elapsedMs` long; `previous` itself once it has arrived. The first extent is the goal. */
export function growExtent(previous: Extent | null, goal: Extent, elapsedMs: number): Extent {
  if (!previous) return goal
  const x = growInterval(previous.x, goal.x, elapsedMs)
  const y = growInterval(previous.y, goal.y, elapsedMs)
  return x === previous.x && y === previous.y ? previous : { x, y }
}

/** growExtent for one axis. */
export function growInterval(previous: Interval | null, goal: Interval, elapsedMs: number): Interval {
  if (!previous) return goal
  if (!isFarFrom(previous, goal, SETTLED_SHARE)) return previous
  // A frame's time can lie before the moment at which its first goal was set: it then stands still.
  const elapsed = Math.max(0, elapsedMs)
  const outwards = 1 - Math.exp(-elapsed / GROW_MS)
  const inwards = 1 - Math.exp(-elapsed / SHRINK_MS)
  const low = previous[0] + (goal[0] - previous[0]) * (goal[0] < previous[0] ? outwards : inwards)
  const high = previous[1] + (goal[1] - previous[1]) * (goal[1] > previous[1] ? outwards : inwards)
  return [low, high]
}

/** Does an end of one lie further from the other's than `share` of the span? */
export function isFarFrom(interval: Interval, other: Interval, share: number): boolean {
  const tolerance = share * (other[1] - other[0])
  return Math.abs(interval[0] - other[0]) > tolerance || Math.abs(interval[1] - other[1]) > tolerance
}

/** The extent that shows these points (x, y of each), padded. Null where no point is finite. */
export function extentOfPoints(points: ArrayLike<number>): Extent | null {
  const x = intervalOf(points, 0, 2)
  const y = intervalOf(points, 1, 2)
  return x && y && { x, y }
}

/** The padded interval of every `stride`th value from `offset` on; single values far out are left outside. Null where none is finite. */
export function intervalOf(values: ArrayLike<number>, offset: number, stride: number): Interval | null {
  const sorted = finiteValues(values, offset, stride).sort()
  if (sorted.length === 0) return null
  const outliers = Math.floor(sorted.length * OUTLIER_SHARE)
  const coreLow = sorted[outliers] as number
  const coreHigh = sorted[sorted.length - 1 - outliers] as number
  const reach = (coreHigh - coreLow) * OUTLIER_REACH
  return pad(Math.max(sorted[0] as number, coreLow - reach), Math.min(sorted.at(-1) as number, coreHigh + reach))
}

function finiteValues(values: ArrayLike<number>, offset: number, stride: number): Float64Array {
  const finite = new Float64Array(Math.ceil(values.length / stride))
  let count = 0
  for (let i = offset; i < values.length; i += stride) {
    const value = values[i] as number
    if (Number.isFinite(value)) finite[count++] = value
  }
  return finite.subarray(0, count)
}

function pad(low: number, high: number): Interval {
  // All points in one place (a dead unit): some room around them, in proportion to where they are.
  const room = high > low ? (high - low) * PADDING : Math.max(Math.abs(low) * PADDING, 0.5)
  return [low - room, high + room]
}
