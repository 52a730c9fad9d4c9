// What the map makes of the worker's frame before anything is drawn: where the points lie, what stretch shows them,
// where the sample in the hourglass stands.

import { type Extent, extentOfPoints } from '../../plots/growExtent.ts'
import { stripExtent, stripPoints, stripRow } from '../../plots/mapScale.ts'
import type { LatentMapFrame, MapProjection } from '../../workers/protocol.ts'

export interface MapData {
  /** x, y of each point, in the map's coordinates. */
  readonly points: Float32Array
  readonly labels: Uint8Array
  /** Of a variational code of two numbers: the standard deviations along x and y around each point. */
  readonly deviations?: Float32Array
  /** The stretch that shows them all. */
  readonly goal: Extent
  readonly projection: MapProjection
  /** A one-number code: x is the code, y only spreads the classes out. */
  readonly isStrip: boolean
  readonly classes: number
}

/** Null where there is nothing to show yet. */
export function mapData(frame: LatentMapFrame | null, classes: readonly string[]): MapData | null {
  if (!frame) return null
  const isStrip = frame.projection.axes.length === 1
  const points = isStrip ? stripPoints(frame.points, frame.labels, classes.length) : frame.points
  const around = extentOfPoints(points)
  if (!around) return null
  const goal = isStrip ? stripExtent(around.x, classes) : around
  const { deviations } = frame
  return { points, labels: frame.labels, ...(deviations && { deviations }), goal, projection: frame.projection, isStrip, classes: classes.length }
}

/** Where a code stands on the map: its shadow on the map's axes. `label` places it in a strip. */
export function projectCode(code: Float32Array, { projection, isStrip, classes }: MapData, label: number | null): { x: number; y: number } | null {
  const [first, second] = projection.axes
  if (!first || code.length !== first.length) return null
  const x = shadow(code, projection.mean, first)
  if (!isStrip) return second ? { x, y: shadow(code, projection.mean, second) } : null
  return label === null ? null : { x, y: stripRow(label, classes) }
}

/** For codes of one and two the axes are the identity and the mean is zero. */
function shadow(code: Float32Array, mean: Float32Array, axis: Float32Array): number {
  return axis.reduce((sum, weight, i) => sum + weight * ((code[i] as number) - (mean[i] ?? 0)), 0)
}
