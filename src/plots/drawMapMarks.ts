// What stands above the points of the map: where the shown picture's code lies, and the place that is being decoded.

import type { Palette } from './palette.ts'
import { textWidth, writeText } from './writeText.ts'

/** In CSS pixels. */
export interface MarkPlace {
  readonly x: number
  readonly y: number
}

const SAMPLE_RADIUS = 6.5
const PROBE_RADIUS = 6
const HAIR_LENGTH = 5

/** A ring around the shown picture's place, with its name beside it where there is room. `width` is the map's. */
export function drawSampleMark(
  context: CanvasRenderingContext2D,
  { x, y }: MarkPlace,
  { name, width, font, palette }: { readonly name: string; readonly width: number; readonly font: string; readonly palette: Palette },
): void {
  ring(context, x, y, SAMPLE_RADIUS, palette.surface, 5)
  ring(context, x, y, SAMPLE_RADIUS, palette.ink, 2)
  const nameFont = `600 12px ${font}`
  const isLeft = x + SAMPLE_RADIUS + 8 + textWidth(context, name, nameFont) > width - 6
  writeText(context, name, x + (isLeft ? -1 : 1) * (SAMPLE_RADIUS + 6), y + 0.5, {
    font: nameFont,
    color: palette.ink,
    halo: { color: palette.surface, width: 4 },
    align: isLeft ? 'right' : 'left',
    baseline: 'middle',
  })
}

/** A ring with four hairs where the pointer is. */
export function drawProbe(context: CanvasRenderingContext2D, { x, y }: MarkPlace, palette: Palette): void {
  for (const [color, width] of [
    [palette.surface, 4.5],
    [palette.ink, 1.75],
  ] as const) {
    ring(context, x, y, PROBE_RADIUS, color, width)
    context.beginPath()
    for (const [dx, dy] of [
      [1, 0],
      [-1, 0],
      [0, 1],
      [0, -1],
    ] as const) {
      context.moveTo(x + dx * PROBE_RADIUS, y + dy * PROBE_RADIUS)
      context.lineTo(x + dx * (PROBE_RADIUS + HAIR_LENGTH), y + dy * (PROBE_RADIUS + HAIR_LENGTH))
    }
    context.stroke()
  }
}

function ring(context: CanvasRenderingContext2D, x: number, y: number, radius: number, color: string, width: number): void {
  context.beginPath()
  context.arc(x, y, radius, 0, 2 * Math.PI)
  context.strokeStyle = color
  context.lineWidth = width
  context.stroke()
}
