// The test losses of several lanes in one chart, each in its lane's colour, its name beside its end.

import {
  type ChartSize,
  clipped,
  drawLossAxes,
  type LossAxes,
  type LossPoint,
  lossScales,
  strokeCurve,
  strokeLine,
  TICK_SIZE,
  toPixels,
  writeIn,
} from './lossAxes.ts'
import type { Palette } from './palette.ts'
import { type Box, boxesAlong, placeLabel } from './placeLabel.ts'
import { spreadApart } from './spreadApart.ts'
import { thinCurve } from './thinCurve.ts'
import { textWidth, writeText } from './writeText.ts'

export interface LaneCurve {
  readonly name: string
  readonly color: string
  /** Rising in place; losses above 0. */
  readonly points: readonly LossPoint[]
  /** The one that is pointed at, or selected. */
  readonly isStrong: boolean
}

export interface LaneChart extends LossAxes {
  readonly curves: readonly LaneCurve[]
  /** PCA's loss, where all lanes have the same. */
  readonly level: { readonly loss: number; readonly label: string } | null
  /** A place on the horizontal axis to mark; null: none. */
  readonly moment: number | null
}

const LABEL_HEIGHT = 16
const NAME_SIZE = 12.5
/** Between a curve's end and its name. */
const NAME_GAP = 8
/** Between a name and the chart's edge. */
const EDGE_GAP = 4
/** Names stand right of the plot where they leave it the larger part. */
const GUTTER_SHARE_MAX = 0.34

/** Clears the canvas and draws the chart. */
export function drawLaneCurves(context: CanvasRenderingContext2D, shown: LaneChart, size: ChartSize, palette: Palette): void {
  const font = `600 ${NAME_SIZE}px ${size.font}`
  const longest = Math.max(0, ...shown.curves.map(({ name }) => textWidth(context, name, font)))
  const hasGutter = longest + NAME_GAP <= GUTTER_SHARE_MAX * size.width
  const chart = hasGutter ? { ...shown, gutter: longest + NAME_GAP + EDGE_GAP } : shown
  const scales = lossScales(chart, size)
  const { plot } = scales
  context.clearRect(0, 0, size.width, size.height)
  context.lineJoin = 'round'
  drawLossAxes(context, chart, { scales, font: size.font }, palette)
  const curves = chart.curves.map((curve) => ({ ...curve, pixels: thinCurve(toPixels(curve.points, scales)) }))
  const taken: Box[] = curves.flatMap(({ pixels }) => boxesAlong(pixels))
  clipped(context, plot, () => {
    if (chart.level) {
      const at = Math.round(scales.y(chart.level.loss)) + 0.5
      context.strokeStyle = palette.muted
      context.lineWidth = 1.25
      context.setLineDash([5, 4])
      strokeLine(context, plot.left, at, plot.left + plot.width, at)
      context.setLineDash([])
    }
    if (chart.moment !== null) {
      const at = Math.round(scales.x(chart.moment))
      context.strokeStyle = palette.ink
      context.lineWidth = 1.5
      strokeLine(context, at, plot.top, at, plot.top + plot.height)
    }
    for (const { pixels, color, isStrong } of curves) {
      context.strokeStyle = color
      context.lineWidth = isStrong ? 3 : 2
      strokeCurve(context, pixels)
    }
  })
  const ended = curves.flatMap(({ pixels, ...curve }) => {
    const end = pixels.at(-1)
    return end ? [{ ...curve, end }] : []
  })
  const heights = spreadApart(
    ended.map(({ end }) => end.y),
    LABEL_HEIGHT,
    [plot.top, plot.top + plot.height],
  )
  ended.forEach(({ end, color, name }, i) => {
    context.beginPath()
    context.arc(end.x, end.y, 3.5, 0, 2 * Math.PI)
    context.fillStyle = color
    context.fill()
    if (hasGutter) {
      const look = { font, color, halo: { color: palette.paper, width: 4 }, align: 'left', baseline: 'middle' } as const
      writeText(context, name, plot.left + plot.width + NAME_GAP, (heights[i] as number) + 0.5, look)
      return
    }
    const box = placeLabel(placesFor(end, textWidth(context, name, font)), taken, plot)
    writeIn(context, name, box, { font, color, ground: palette.paper })
    taken.push(box)
  })
  if (!chart.level) return
  const levelFont = `${TICK_SIZE}px ${size.font}`
  const width = textWidth(context, chart.level.label, levelFont)
  const y = scales.y(chart.level.loss)
  const places = [1, 0.6, 0.3, 0].flatMap((share) =>
    [-LABEL_HEIGHT - 2, 3].map((dy) => ({ left: plot.left + share * (plot.width - width), top: y + dy, width, height: LABEL_HEIGHT })),
  )
  const box = placeLabel(places as [Box, ...Box[]], taken, plot)
  writeIn(context, chart.level.label, box, { font: levelFont, color: palette.muted, ground: palette.paper })
}

/** Right of the curve's end, else above or below it. */
function placesFor({ x, y }: { readonly x: number; readonly y: number }, width: number): [Box, ...Box[]] {
  const size = { width: width + 4, height: LABEL_HEIGHT }
  const columns = [x - size.width / 2, x - size.width, x + NAME_GAP]
  const above = [-24, 8, -42, 26, -60, 44].flatMap((dy) => columns.map((left) => ({ left, top: y + dy, ...size })))
  return [{ left: x + NAME_GAP, top: y - LABEL_HEIGHT / 2, ...size }, ...above]
}
