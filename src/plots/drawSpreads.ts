// How surely a variational network places pictures: an ellipse of one standard deviation around each point, of a few of many.

import type { Extent } from './growExtent.ts'
import { withAlpha } from './parseColor.ts'

export interface Spreads {
  /** x, y of each point, and the standard deviations along x and y around it, in the map's coordinates. */
  readonly points: Float32Array
  readonly deviations: Float32Array
  readonly labels: ArrayLike<number>
}

export interface SpreadsLook {
  readonly extent: Extent
  /** Of the map, in the context's own units. */
  readonly width: number
  readonly height: number
  /** One a class; of a class without one, nothing is drawn. */
  readonly colors: readonly (string | null)[]
  readonly lineWidth: number
}

/** More would cover the map. */
const SPREADS_MAX = 70
const LINE_ALPHA = 0.85
const FILL_ALPHA = 0.14

/** Draws over what is on the canvas: the ellipses of the first points that are shown. */
export function drawSpreads(context: CanvasRenderingContext2D, { points, deviations, labels }: Spreads, { colors, ...look }: SpreadsLook): void {
  let drawn = 0
  for (let i = 0; i < labels.length && drawn < SPREADS_MAX; i++) {
    const color = colors[labels[i] as number]
    if (!color) continue
    const at = { x: points[2 * i] as number, y: points[2 * i + 1] as number }
    drawSpread(context, { at, deviations: [deviations[2 * i] as number, deviations[2 * i + 1] as number] }, { ...look, color })
    drawn++
  }
}

/** One ellipse. */
export function drawSpread(
  context: CanvasRenderingContext2D,
  { at, deviations: [dx, dy] }: { readonly at: { readonly x: number; readonly y: number }; readonly deviations: readonly [number, number] },
  { extent: { x, y }, width, height, color, lineWidth }: Omit<SpreadsLook, 'colors'> & { readonly color: string },
): void {
  const [across, down] = [width / (x[1] - x[0]), height / (y[1] - y[0])]
  context.beginPath()
  context.ellipse((at.x - x[0]) * across, (y[1] - at.y) * down, dx * across, dy * down, 0, 0, 2 * Math.PI)
  context.fillStyle = withAlpha(color, FILL_ALPHA)
  context.fill()
  context.strokeStyle = withAlpha(color, LINE_ALPHA)
  context.lineWidth = lineWidth
  context.stroke()
}
