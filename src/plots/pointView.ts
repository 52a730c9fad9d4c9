// From places in the data's plane (or space) to a square of the page.

import { seenFrom, type Turn } from './turn.ts'

export interface PointView {
  /** Of a point's coordinates. */
  readonly axes: number
  readonly turn: Turn
  /** Of the square, in CSS pixels. */
  readonly side: number
  /** Device pixels to a CSS pixel. */
  readonly ratio: number
  /** What lies in the middle, to the right and up, as it is seen. */
  readonly centre: readonly [number, number]
  /** From the middle to an edge, in the data's own units. */
  readonly reach: number
}

/** Data from -1 to 1, with some room around; a turned cube needs more. */
export const REACH_FLAT = 1.06
export const REACH_TURNED = 1.36

/** The view that shows all of the data. */
export function wholeView(axes: number, turn: Turn, side: number, ratio: number): PointView {
  return { axes, turn, side, ratio, centre: [0, 0], reach: axes === 3 ? REACH_TURNED : REACH_FLAT }
}

/** Points [n, axes] on the square: [n, 3], x and y in CSS pixels from its upper left corner, and how far away, -1 at the front to 1 at the back. */
export function placeOn({ axes, turn, side, centre, reach }: PointView, points: ArrayLike<number>): Float32Array {
  const placed = seenFrom(turn, points, axes)
  const scale = side / (2 * reach)
  for (let i = 0; i < placed.length; i += 3) {
    placed[i] = side / 2 + ((placed[i] as number) - centre[0]) * scale
    placed[i + 1] = side / 2 - ((placed[i + 1] as number) - centre[1]) * scale
  }
  return placed
}

/** How strongly something that far away is drawn: 1 at the front, `least` at the back. Flat data is all at the front. */
export function depthOpacity({ axes }: PointView, depth: number, least: number): number {
  if (axes !== 3) return 1
  const nearness = (1 - Math.max(-1, Math.min(1, depth))) / 2
  return least + (1 - least) * nearness
}

/** The index of the point nearest to a place on the square, within so many CSS pixels; of two as near, the one in front. Null where none is. */
export function nearestPoint(
  view: PointView,
  points: ArrayLike<number>,
  { x, y }: { readonly x: number; readonly y: number },
  within: number,
): number | null {
  const placed = placeOn(view, points)
  let nearest: number | null = null
  let least = within ** 2
  for (let i = 0; i < placed.length; i += 3) {
    // Half a pixel's worth of depth: what lies in front is what was meant.
    const distance = ((placed[i] as number) - x) ** 2 + ((placed[i + 1] as number) - y) ** 2 + (1 + (placed[i + 2] as number)) / 4
    if (distance < least) {
      least = distance
      nearest = i / 3
    }
  }
  return nearest
}
