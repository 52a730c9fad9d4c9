// The axes of a chart of losses: epochs (or pictures) to the right, the loss upwards on a logarithmic scale; and what every curve in it needs.

import { ticks } from 'd3-array'
import { scaleLinear, scaleLog } from 'd3-scale'
import { curveMonotoneX, line } from 'd3-shape'
import { formatTick } from './formatLoss.ts'
import type { Interval } from './growExtent.ts'
import { lossTicks } from './lossTicks.ts'
import type { Palette } from './palette.ts'
import type { Box } from './placeLabel.ts'
import type { CurvePoint } from './thinCurve.ts'
import { type TextLook, writeText } from './writeText.ts'

export interface LossPoint {
  /** In the axis' unit. */
  readonly at: number
  readonly loss: number
}

/** What the axes show. */
export interface LossAxes {
  /** What the horizontal axis counts; absent: epochs. */
  readonly unit?: 'epoch' | 'pictures'
  /** From 0 to here, in that unit. */
  readonly extent: number
  readonly losses: Interval
  /** Room right of the plot for curves' names, in CSS pixels; absent: none. */
  readonly gutter?: number
}

export interface ChartSize {
  /** In CSS pixels; the context is scaled to device pixels. */
  readonly width: number
  readonly height: number
  readonly font: string
}

export interface LossScales {
  readonly x: (at: number) => number
  readonly y: (loss: number) => number
  readonly placeAt: (x: number) => number
  readonly plot: Box
}

const MARGIN = { top: 10, right: 14, bottom: 26, left: 44 }
/** The ticks of losses below this are as long as "0.0005". */
const SMALL_LOSS = 1e-3
const MARGIN_OF_SMALL_LOSSES = 49
/** As long as that word. */
const MARGIN_OF_PICTURES = 60
/** Half of "100K". */
const MARGIN_OF_COUNTS = 20
export const TICK_SIZE = 12
const TICK_GAP_PX = 45
/** "50K". */
const SHORT_COUNT = new Intl.NumberFormat('en-US', { notation: 'compact' })

/** The axes of a chart of this size, for drawing and for the pointer. */
export function lossScales({ unit, extent, losses, gutter = 0 }: LossAxes, { width, height }: Pick<ChartSize, 'width' | 'height'>): LossScales {
  const right = unit === 'pictures' ? MARGIN_OF_COUNTS : MARGIN.right
  const left = unit === 'pictures' ? MARGIN_OF_PICTURES : losses[0] < SMALL_LOSS ? MARGIN_OF_SMALL_LOSSES : MARGIN.left
  const plot = { left, top: MARGIN.top, width: width - left - Math.max(right, gutter), height: height - MARGIN.top - MARGIN.bottom }
  const x = scaleLinear([0, extent], [plot.left, plot.left + plot.width])
  const y = scaleLog([...losses], [plot.top + plot.height, plot.top])
  return { x, y, placeAt: (px) => x.invert(px), plot }
}

/** Level lines with their losses, epochs or pictures below. */
export function drawLossAxes(
  context: CanvasRenderingContext2D,
  chart: LossAxes,
  { scales: { x, y, plot }, font }: { readonly scales: LossScales; readonly font: string },
  palette: Palette,
): void {
  const look: TextLook = { font: `${TICK_SIZE}px ${font}`, color: palette.muted, align: 'right', baseline: 'alphabetic' }
  context.strokeStyle = palette.line
  context.lineWidth = 1
  for (const tick of lossTicks(chart.losses, plot.height)) {
    const at = Math.round(y(tick)) + 0.5
    strokeLine(context, plot.left, at, plot.left + plot.width, at)
    writeText(context, formatTick(tick), plot.left - 8, at, { ...look, baseline: 'middle' })
  }
  const bottom = plot.top + plot.height
  const { extent, unit = 'epoch' } = chart
  for (const tick of unit === 'epoch' ? epochTicks(extent, plot.width) : ticks(0, extent, tickCount(plot.width))) {
    writeText(context, unit === 'epoch' ? formatTick(tick) : SHORT_COUNT.format(tick), x(tick), bottom + 19, { ...look, align: 'center' })
  }
  writeText(context, unit, plot.left - 8, bottom + 19, look)
}

/** Round numbers of epochs with room between them; whole ones, but for a run of less than two. */
function epochTicks(epochs: number, width: number): number[] {
  const marks = ticks(0, epochs, tickCount(width))
  return epochs < 2 ? marks : marks.filter(Number.isInteger)
}

function tickCount(width: number): number {
  return Math.max(2, Math.floor(width / TICK_GAP_PX))
}

export function strokeCurve(context: CanvasRenderingContext2D, points: readonly CurvePoint[]): void {
  context.beginPath()
  line<CurvePoint>(
    ({ x }) => x,
    ({ y }) => y,
  )
    .curve(curveMonotoneX)
    .context(context)([...points])
  context.stroke()
}

export interface LabelLook {
  readonly font: string
  readonly color: string
  readonly ground: string
}

/** Text in the middle of a box, with a thin halo of the ground that keeps grid lines off it. */
export function writeIn(context: CanvasRenderingContext2D, text: string, box: Box, { font, color, ground }: LabelLook): void {
  const look: TextLook = { font, color, halo: { color: ground, width: 4 }, align: 'center', baseline: 'middle' }
  writeText(context, text, box.left + box.width / 2, box.top + box.height / 2 + 0.5, look)
}

export function toPixels(points: readonly LossPoint[], { x, y }: LossScales): CurvePoint[] {
  return points.map((point) => ({ x: x(point.at), y: y(point.loss) }))
}

/** Draws within the plot, and a little beyond it where a dot at the edge needs it. */
export function clipped(context: CanvasRenderingContext2D, { left, top, width, height }: Box, draw: () => void): void {
  context.save()
  context.beginPath()
  context.rect(left, top - 4, width + 4, height + 4)
  context.clip()
  draw()
  context.restore()
}

export function strokeLine(context: CanvasRenderingContext2D, x0: number, y0: number, x1: number, y1: number): void {
  context.beginPath()
  context.moveTo(x0, y0)
  context.lineTo(x1, y1)
  context.stroke()
}
