// What is drawn on the pad: strokes as lists of points, and a soft round brush that paints them. No React, no store.

import { withAlpha } from '../../plots/parseColor.ts'

/** In the pad's own pixels, 0 to PAD_SIDE. */
export interface Point {
  readonly x: number
  readonly y: number
}
export type Stroke = Point[]

/** Ten pad pixels make one of a digit's. */
export const PAD_SIDE = 280

/** A stroke is about 2.4 pixels wide on a digit of full height, as MNIST's are. */
const BRUSH_RADIUS = 15
/** So much of the brush is full; from there it fades. */
const BRUSH_CORE = 0.6
/** Dabs lie so close that no edge shows. */
const DAB_SPACING = 2

/** A dab of the brush in one colour. */
export function makeBrush(color: string): HTMLCanvasElement {
  const brush = document.createElement('canvas')
  brush.width = 2 * BRUSH_RADIUS
  brush.height = 2 * BRUSH_RADIUS
  const context = brush.getContext('2d') as CanvasRenderingContext2D
  const fade = context.createRadialGradient(BRUSH_RADIUS, BRUSH_RADIUS, BRUSH_RADIUS * BRUSH_CORE, BRUSH_RADIUS, BRUSH_RADIUS, BRUSH_RADIUS)
  fade.addColorStop(0, color)
  fade.addColorStop(1, withAlpha(color, 0))
  context.fillStyle = fade
  context.fillRect(0, 0, brush.width, brush.height)
  return brush
}

/** Paints from the last point of a stroke but one to its last; a single point is a dot. */
export function paintEnd(context: CanvasRenderingContext2D, brush: HTMLCanvasElement, stroke: Stroke): void {
  const to = stroke.at(-1)
  if (to) paintLine(context, brush, stroke.at(-2) ?? to, to)
}

/** Paints all strokes on an empty pad. */
export function paintAll(context: CanvasRenderingContext2D, brush: HTMLCanvasElement, strokes: readonly Stroke[]): void {
  context.clearRect(0, 0, PAD_SIDE, PAD_SIDE)
  for (const stroke of strokes) {
    stroke.forEach((to, i) => {
      paintLine(context, brush, stroke[i - 1] ?? to, to)
    })
  }
}

/** How much ink lies where: 280 x 280 values row by row, 0 to 1. */
export function readRaster(context: CanvasRenderingContext2D): Float32Array {
  const { data } = context.getImageData(0, 0, PAD_SIDE, PAD_SIDE)
  const raster = new Float32Array(PAD_SIDE * PAD_SIDE)
  for (let i = 0; i < raster.length; i++) raster[i] = (data[4 * i + 3] as number) / 255
  return raster
}

function paintLine(context: CanvasRenderingContext2D, brush: HTMLCanvasElement, from: Point, to: Point): void {
  const distance = Math.hypot(to.x - from.x, to.y - from.y)
  const dabs = Math.max(1, Math.round(distance / DAB_SPACING))
  for (let i = 1; i <= dabs; i++) {
    const x = from.x + ((to.x - from.x) * i) / dabs
    const y = from.y + ((to.y - from.y) * i) / dabs
    context.drawImage(brush, x - BRUSH_RADIUS, y - BRUSH_RADIUS)
  }
}
