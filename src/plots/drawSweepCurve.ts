// A loss against a setting's values: the mean over seeds as a line, its spread as a band, each run a dot, PCA dashed beside it.

import { scaleLog } from 'd3-scale'
import { area, curveLinear, line } from 'd3-shape'
import { formatTick } from './formatLoss.ts'
import type { Interval } from './growExtent.ts'
import { type ChartSize, strokeLine, TICK_SIZE, writeIn } from './lossAxes.ts'
import { lossTicks } from './lossTicks.ts'
import type { Palette } from './palette.ts'
import { withAlpha } from './parseColor.ts'
import { type Box, boxesAlong, placeLabel } from './placeLabel.ts'
import { placeValues, type ValueScale } from './placeValues.ts'
import { type TextLook, textWidth, writeText } from './writeText.ts'

export interface SweepChartPoint {
  readonly value: number
  /** As it is written under the axis. */
  readonly label: string
  /** One a run, above 0. */
  readonly losses: readonly number[]
  /** Null before the first run. */
  readonly mean: number | null
  /** Runs that have no loss to show. */
  readonly troubles: number
  /** PCA's; null where there is none. */
  readonly level: number | null
}

export interface SweepChart {
  /** Rising in value. */
  readonly points: readonly SweepChartPoint[]
  readonly scale: Exclude<ValueScale, 'ordinal'>
  /** What is varied. */
  readonly axis: string
  readonly levelLabel: string
  readonly losses: Interval
  /** The value that is pointed at, by its place in `points`; null: none. */
  readonly marked: number | null
}

export interface SweepScales {
  /** One a point. */
  readonly places: readonly number[]
  readonly y: (loss: number) => number
  readonly plot: Box
}

const MARGIN = { top: 16, right: 22, bottom: 48, left: 50 }
/** Between the plot's edges and the outermost values. */
const INSET = 22
const LABEL_HEIGHT = 16
const LABEL_GAP = 6
const DOT = 3.2
const MEAN_DOT = 4.6
const CROSS = 4

/** The places of a chart of this size, for drawing and for the pointer. */
export function sweepScales({ points, scale, losses }: SweepChart, { width, height }: Pick<ChartSize, 'width' | 'height'>): SweepScales {
  const { left, top, right, bottom } = MARGIN
  const plot = { left, top, width: width - left - right, height: height - top - bottom }
  const ends = [left + INSET, left + plot.width - INSET] as const
  const { places } = placeValues(
    points.map(({ value }) => value),
    scale,
    ends,
  )
  return { places, y: scaleLog([...losses], [top + plot.height, top]), plot }
}

/** Clears the canvas and draws the chart. */
export function drawSweepCurve(context: CanvasRenderingContext2D, chart: SweepChart, size: ChartSize, palette: Palette): void {
  const scales = sweepScales(chart, size)
  context.clearRect(0, 0, size.width, size.height)
  context.lineJoin = 'round'
  drawAxes(context, chart, { scales, font: size.font }, palette)
  drawMark(context, chart, scales, palette)
  drawLevel(context, chart, { scales, font: size.font }, palette)
  drawSpread(context, chart, scales, palette)
  drawMeans(context, chart, scales, palette)
  drawRuns(context, chart, scales, palette)
}

interface Drawn {
  readonly scales: SweepScales
  readonly font: string
}

function drawAxes(context: CanvasRenderingContext2D, chart: SweepChart, { scales: { places, y, plot }, font }: Drawn, palette: Palette): void {
  const look: TextLook = { font: `${TICK_SIZE}px ${font}`, color: palette.muted, align: 'right', baseline: 'middle' }
  const bottom = plot.top + plot.height
  const hasLosses = chart.points.some(({ losses, level }) => losses.length > 0 || level !== null)
  context.strokeStyle = palette.line
  context.lineWidth = 1
  for (const tick of hasLosses ? lossTicks(chart.losses, plot.height) : []) {
    const at = Math.round(y(tick)) + 0.5
    strokeLine(context, plot.left, at, plot.left + plot.width, at)
    writeText(context, formatTick(tick), plot.left - 8, at, look)
  }
  strokeLine(context, plot.left, Math.round(bottom) + 0.5, plot.left + plot.width, Math.round(bottom) + 0.5)
  let free = Number.NEGATIVE_INFINITY
  chart.points.forEach(({ label }, i) => {
    const x = places[i] as number
    strokeLine(context, Math.round(x) + 0.5, bottom, Math.round(x) + 0.5, bottom + 5)
    const half = textWidth(context, label, look.font) / 2
    if (x - half < free) return
    free = x + half + LABEL_GAP
    const color = i === chart.marked ? palette.ink : palette.muted
    writeText(context, label, x, bottom + 20, { ...look, color, align: 'center', baseline: 'alphabetic' })
  })
  writeText(context, chart.axis, plot.left + plot.width / 2, bottom + 40, { ...look, align: 'center', baseline: 'alphabetic' })
}

function drawMark(context: CanvasRenderingContext2D, { marked }: SweepChart, { places, plot }: SweepScales, palette: Palette): void {
  const x = marked === null ? undefined : places[marked]
  if (x === undefined) return
  context.strokeStyle = palette.faint
  context.lineWidth = 1
  strokeLine(context, Math.round(x) + 0.5, plot.top, Math.round(x) + 0.5, plot.top + plot.height)
}

/** PCA from value to value, its name where the curve leaves room. */
function drawLevel(context: CanvasRenderingContext2D, chart: SweepChart, { scales, font }: Drawn, palette: Palette): void {
  const { places, y, plot } = scales
  const stretches = chart.points.flatMap(({ level }, i) => (level === null ? [] : [{ x: places[i] as number, y: y(level) }]))
  if (stretches.length === 0) return
  const [only] = stretches
  const path =
    stretches.length > 1 || !only
      ? stretches
      : [
          { ...only, x: only.x - INSET },
          { ...only, x: only.x + INSET },
        ]
  context.strokeStyle = palette.muted
  context.lineWidth = 1.25
  context.setLineDash([5, 4])
  strokePath(context, path)
  context.setLineDash([])
  const look = { font: `${TICK_SIZE}px ${font}`, color: palette.muted, ground: palette.paper }
  const width = textWidth(context, chart.levelLabel, look.font)
  const spots = path.flatMap((spot) =>
    [-LABEL_HEIGHT - 5, 6].flatMap((dy) =>
      [spot.x + 8, spot.x - width / 2, spot.x - width - 8].map((left) => ({ left, top: spot.y + dy, width, height: LABEL_HEIGHT })),
    ),
  )
  const dots = chart.points.flatMap(({ losses }, i) => losses.map((loss) => boxAround(places[i] as number, y(loss))))
  const taken = [...dots, ...boxesAlong(meansOf(chart, scales)), ...boxesAlong(path)]
  writeIn(context, chart.levelLabel, placeLabel(spots as [Box, ...Box[]], taken, plot), look)
}

/** From the lowest run to the highest. */
function drawSpread(context: CanvasRenderingContext2D, { points }: SweepChart, { places, y }: SweepScales, palette: Palette): void {
  const spreads = points.flatMap(({ losses }, i) =>
    losses.length === 0 ? [] : [{ x: places[i] as number, low: y(Math.min(...losses)), high: y(Math.max(...losses)) }],
  )
  context.fillStyle = withAlpha(palette.loss, 0.15)
  context.beginPath()
  area<(typeof spreads)[number]>(
    ({ x }) => x,
    ({ low }) => low,
    ({ high }) => high,
  )
    .curve(curveLinear)
    .context(context)(spreads)
  context.fill()
}

function drawMeans(context: CanvasRenderingContext2D, chart: SweepChart, scales: SweepScales, palette: Palette): void {
  const means = meansOf(chart, scales)
  context.strokeStyle = palette.loss
  context.lineWidth = 2
  strokePath(context, means)
  for (const { x, y } of means) drawDot(context, x, y, { radius: MEAN_DOT, fill: palette.paper, stroke: palette.loss })
}

/** A cross at the top edge for those whose loss ran away, or that failed. */
function drawRuns(context: CanvasRenderingContext2D, { points }: SweepChart, { places, y, plot }: SweepScales, palette: Palette): void {
  points.forEach(({ losses, troubles }, i) => {
    const x = places[i] as number
    for (const loss of losses) drawDot(context, x, y(loss), { radius: DOT, fill: withAlpha(palette.loss, 0.75) })
    if (troubles === 0) return
    context.strokeStyle = palette.loss
    context.lineWidth = 1.75
    strokeLine(context, x - CROSS, plot.top - CROSS, x + CROSS, plot.top + CROSS)
    strokeLine(context, x - CROSS, plot.top + CROSS, x + CROSS, plot.top - CROSS)
  })
}

interface Spot {
  readonly x: number
  readonly y: number
}

function meansOf({ points }: SweepChart, { places, y }: SweepScales): Spot[] {
  return points.flatMap(({ mean }, i) => (mean === null ? [] : [{ x: places[i] as number, y: y(mean) }]))
}

function strokePath(context: CanvasRenderingContext2D, spots: readonly Spot[]): void {
  context.beginPath()
  line<Spot>(
    ({ x }) => x,
    ({ y }) => y,
  ).context(context)([...spots])
  context.stroke()
}

function boxAround(x: number, y: number): Box {
  return { left: x - MEAN_DOT, top: y - MEAN_DOT, width: 2 * MEAN_DOT, height: 2 * MEAN_DOT }
}

function drawDot(
  context: CanvasRenderingContext2D,
  x: number,
  y: number,
  { radius, fill, stroke }: { readonly radius: number; readonly fill: string; readonly stroke?: string },
): void {
  context.beginPath()
  context.arc(x, y, radius, 0, 2 * Math.PI)
  context.fillStyle = fill
  context.fill()
  if (stroke === undefined) return
  context.strokeStyle = stroke
  context.lineWidth = 2
  context.stroke()
}
