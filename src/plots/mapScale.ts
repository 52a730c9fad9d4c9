// From a code's place on the map to a place on the screen and back. A code of one number has no second coordinate:
// there each class gets a row of its own, and the points are strewn a little within it.

import type { Extent, Interval } from './growExtent.ts'

/** A place on screen, as shares of the map's width and height, from its upper left corner. */
export interface Spot {
  readonly u: number
  readonly v: number
}

/** How far apart in y two neighbouring classes of a strip lie is 1; so much of it their points are strewn over. */
const STRIP_SPREAD = 0.62
const STRIP_MARGIN = 0.75
/** Under the classes' rows: the row of what the codes decode to. */
const STRIP_PICTURES = 1.5
/** Left of the points: room for the rows' names, as a share of the span; names of more than a figure need more. */
const STRIP_NAMES = 0.07
const STRIP_NAMES_PER_CHARACTER = 0.027
const FIGURE_LENGTH = 2
/** The golden ratio's fraction: each next point lies far from the last few. */
const STREW = 0.618034

/** x, y of each point, to be laid out for `width` x `height` pixels: x, y in pixels. */
export function placePoints(points: Float32Array, extent: Extent, width: number, height: number): Float32Array {
  const placed = new Float32Array(points.length)
  const xScale = width / (extent.x[1] - extent.x[0])
  const yScale = height / (extent.y[1] - extent.y[0])
  for (let i = 0; i < points.length; i += 2) {
    placed[i] = ((points[i] as number) - extent.x[0]) * xScale
    placed[i + 1] = (extent.y[1] - (points[i + 1] as number)) * yScale
  }
  return placed
}

/** What stands at a spot of the map. */
export function pointAt({ u, v }: Spot, { x, y }: Extent): { readonly x: number; readonly y: number } {
  return { x: x[0] + u * (x[1] - x[0]), y: y[1] - v * (y[1] - y[0]) }
}

/** Where a point of the map stands. */
export function spotOf(point: { readonly x: number; readonly y: number }, { x, y }: Extent): Spot {
  return { u: (point.x - x[0]) / (x[1] - x[0]), v: (y[1] - point.y) / (y[1] - y[0]) }
}

/** The points of a one-number code with a row for each class: 0 at the top, x as it is. */
export function stripPoints(points: Float32Array, labels: ArrayLike<number>, classes: number): Float32Array {
  const strip = Float32Array.from(points)
  for (let i = 0; i < labels.length; i++) {
    strip[2 * i + 1] = stripRow(labels[i] as number, classes) + (((i * STREW) % 1) - 0.5) * STRIP_SPREAD
  }
  return strip
}

/** The y of a class's row. */
export function stripRow(label: number, classes: number): number {
  return classes - 1 - label
}

/** What a strip of these classes shows, the codes lying within `x`. */
export function stripExtent(x: Interval, classes: readonly string[]): Extent {
  const longest = Math.max(...classes.map((name) => name.length))
  const names = longest > FIGURE_LENGTH ? STRIP_NAMES_PER_CHARACTER * longest : STRIP_NAMES
  return { x: [x[0] - names * (x[1] - x[0]), x[1]], y: [-STRIP_MARGIN - STRIP_PICTURES, classes.length - 1 + STRIP_MARGIN] }
}

/** The y of the row under the classes. */
export const STRIP_PICTURE_ROW: Interval = [-STRIP_MARGIN - STRIP_PICTURES + 0.1, -STRIP_MARGIN + 0.1]
