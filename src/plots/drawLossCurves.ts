// Reconstruction loss against epochs, on a logarithmic axis: train thin, test strong, and level lines to compare with.
// Labels look for a free place, so that none covers a curve or another label.

import { formatTick } from './formatLoss.ts'
import {
  type ChartSize,
  clipped,
  drawLossAxes,
  type LabelLook,
  type LossAxes,
  type LossPoint,
  type LossScales,
  lossScales,
  strokeCurve,
  strokeLine,
  TICK_SIZE,
  toPixels,
  writeIn,
} from './lossAxes.ts'
import type { Palette } from './palette.ts'
import { withAlpha } from './parseColor.ts'
import { type Box, boxesAlong, placeLabel } from './placeLabel.ts'
import { type CurvePoint, thinCurve } from './thinCurve.ts'
import { textWidth } from './writeText.ts'

const LABEL_HEIGHT = 16

/** A level to compare with: PCA, a perfect copy. */
export interface LossLevel {
  /** 0 is below every logarithmic axis: its words stand at the bottom, without a line. */
  readonly loss: number
  readonly label: string
  readonly dash: readonly [number, number]
}

export interface LossChart extends LossAxes {
  /** Rising in place, both; losses above 0. */
  readonly train: readonly LossPoint[]
  readonly test: readonly LossPoint[]
  /** A former network's test loss, to compare with: faint. */
  readonly ghost: readonly LossPoint[]
  readonly levels: readonly LossLevel[]
}

/** As many measurements of the test loss as there is room for, or fewer, are marked by a dot each. */
const DOT_GAP_PX = 14
const GHOST_OPACITY = 0.24

/** Clears the canvas and draws the chart. */
export function drawLossCurves(context: CanvasRenderingContext2D, chart: LossChart, size: ChartSize, palette: Palette): void {
  const scales = lossScales(chart, size)
  context.clearRect(0, 0, size.width, size.height)
  context.lineJoin = 'round'
  drawLossAxes(context, chart, { scales, font: size.font }, palette)
  const train = thinCurve(toPixels(chart.train, scales))
  const test = thinCurve(toPixels(chart.test, scales))
  const ghost = thinCurve(toPixels(chart.ghost, scales))
  clipped(context, scales.plot, () => {
    for (const level of chart.levels) drawLevel(context, level, scales, palette)
    drawGhost(context, ghost, palette)
    drawTrain(context, train, palette)
    drawTest(context, test, scales.plot.width, palette)
  })
  drawLabels(context, chart, { scales, train, test, ghost, font: size.font }, palette)
}

function drawLevel(context: CanvasRenderingContext2D, level: LossLevel, { y, plot }: LossScales, palette: Palette): void {
  if (level.loss <= 0) return
  const at = Math.round(y(level.loss)) + 0.5
  context.strokeStyle = palette.muted
  context.lineWidth = 1.25
  context.setLineDash([...level.dash])
  strokeLine(context, plot.left, at, plot.left + plot.width, at)
  context.setLineDash([])
}

function drawTrain(context: CanvasRenderingContext2D, points: readonly CurvePoint[], palette: Palette): void {
  context.strokeStyle = withAlpha(palette.loss, 0.5)
  context.lineWidth = 1
  context.beginPath()
  points.forEach(({ x, y }) => {
    context.lineTo(x, y)
  })
  context.stroke()
}

function drawTest(context: CanvasRenderingContext2D, points: readonly CurvePoint[], width: number, palette: Palette): void {
  context.strokeStyle = palette.loss
  context.lineWidth = 2
  strokeCurve(context, points)
  if (points.length * DOT_GAP_PX <= width) for (const point of points) drawDot(context, point, 2.5, palette.loss)
}

function drawGhost(context: CanvasRenderingContext2D, points: readonly CurvePoint[], palette: Palette): void {
  context.strokeStyle = withAlpha(palette.loss, GHOST_OPACITY)
  context.lineWidth = 3
  strokeCurve(context, points)
}

interface Drawn {
  readonly scales: LossScales
  readonly train: readonly CurvePoint[]
  readonly test: readonly CurvePoint[]
  readonly ghost: readonly CurvePoint[]
  readonly font: string
}

/** The newest test loss first, at its curve's end; then the former network's and each level's words along their lines. */
function drawLabels(context: CanvasRenderingContext2D, chart: LossChart, { scales, train, test, ghost, font }: Drawn, palette: Palette): void {
  const { plot } = scales
  const y = (loss: number) => (loss > 0 ? scales.y(loss) : plot.top + plot.height)
  const taken = [...boxesAlong(test), ...boxesAlong(train), ...boxesAlong(ghost)]
  const lines = chart.levels.map((level) => ({ left: plot.left, top: y(level.loss) - 1, width: plot.width, height: 2 }))
  const newest = test.at(-1)
  const value = chart.test.at(-1)?.loss
  if (newest && value !== undefined) {
    drawDot(context, newest, 4.5, palette.loss, palette.surface)
    const look: LabelLook = { font: `640 13px ${font}`, color: palette.loss, ground: palette.surface }
    const text = formatTick(value, 3)
    const box = placeLabel(besidePoint(newest, textWidth(context, text, look.font), lines), [...taken, ...lines], plot)
    writeIn(context, text, box, look)
    taken.push(box)
  }
  const look: LabelLook = { font: `${TICK_SIZE}px ${font}`, color: palette.muted, ground: palette.surface }
  const former = chart.ghost.at(-1)
  if (former) {
    const text = `earlier ${formatTick(former.loss, 3)}`
    const box = placeLabel(alongLine(y(former.loss), textWidth(context, text, look.font), plot), [...taken, ...lines], plot)
    writeIn(context, text, box, look)
    taken.push(box)
  }
  for (const { at, label } of namedTogether(chart.levels, y)) {
    const box = placeLabel(alongLine(at, textWidth(context, label, look.font), plot), [...taken, ...lines], plot)
    writeIn(context, label, box, look)
    taken.push(box)
  }
}

/** Levels whose lines all but lie on one another share their words: PCA with as many numbers as there are pixels is a perfect copy. */
function namedTogether(levels: readonly LossLevel[], y: (loss: number) => number): { readonly at: number; readonly label: string }[] {
  const named: { at: number; label: string }[] = []
  for (const { loss, label } of levels) {
    const at = y(loss)
    const near = named.find((other) => Math.abs(other.at - at) < LABEL_HEIGHT / 2)
    if (near) near.label = `${near.label}, ${label}`
    else named.push({ at, label })
  }
  return named
}

/** Right of the point, else above or below it; on the far side of a level's line only where nothing else is free. */
function besidePoint({ x, y }: CurvePoint, textWidth: number, lines: readonly Box[]): [Box, ...Box[]] {
  const size = { width: textWidth + 4, height: LABEL_HEIGHT }
  const left = x - size.width / 2
  const places = [-24, 9, 25, -40, 41, -56].flatMap((dy) => [x + 8, left, x - size.width - 4].map((at) => ({ left: at, top: y + dy, ...size })))
  const crosses = ({ top }: Box) => lines.some((line) => line.top > y !== line.top > top + LABEL_HEIGHT / 2)
  return [{ left: x + 10, top: y - LABEL_HEIGHT / 2, ...size }, ...places.filter((box) => !crosses(box)), ...places.filter(crosses)]
}

/** Above the line or below it, from the right end to the left. */
function alongLine(y: number, textWidth: number, plot: Box): [Box, ...Box[]] {
  const size = { width: textWidth, height: LABEL_HEIGHT }
  const room = plot.width - textWidth
  const places = [1, 0.75, 0.5, 0.25, 0].flatMap((share) =>
    [-LABEL_HEIGHT - 2, 3].map((dy) => ({ left: plot.left + share * room, top: y + dy, ...size })),
  )
  return places as [Box, ...Box[]]
}

function drawDot(context: CanvasRenderingContext2D, { x, y }: CurvePoint, radius: number, color: string, ring?: string): void {
  context.beginPath()
  context.arc(x, y, radius, 0, 2 * Math.PI)
  context.fillStyle = color
  context.fill()
  if (!ring) return
  context.strokeStyle = ring
  context.lineWidth = 1.5
  context.stroke()
}
