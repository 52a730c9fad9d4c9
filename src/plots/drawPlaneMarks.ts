// What stands above the points of a plane: PCA's line or plane, the chosen point, where it comes out, and how far that is.

import { type Box, boxesAlong, placeLabel } from './placeLabel.ts'
import { depthOpacity, type PointView, placeOn } from './pointView.ts'
import { textWidth, writeText } from './writeText.ts'

const DASH = [5, 4]
const LINES_ACROSS = 6
/** An arrow's head; of a shorter arrow it takes half. */
const HEAD_PX = 7
const HALO_PX = 1.5
/** From the end of a line to its name's edge, and to its middle where it stands above or below. */
const NAME_GAP_PX = 7
const NAME_GAP_Y_PX = 15
const NAME_HEIGHT_PX = 15
/** The line's direction at its end is taken over so many places. */
const INNER_PLACES = 8
const NAME_SIDES = [
  [1, 0],
  [-1, 0],
  [0, 1],
  [0, -1],
  [1, 1],
  [-1, 1],
  [1, -1],
  [-1, -1],
] as const

/** PCA's: a dashed line between two places, or between four corners a plane with lines across. `corners` [2 or 4, axes]. */
export function drawFlatSpan(context: CanvasRenderingContext2D, view: PointView, corners: Float32Array, color: string): void {
  begin(context, view)
  context.strokeStyle = color
  context.lineWidth = 1.5
  const count = corners.length / view.axes
  if (count === 2) {
    context.setLineDash(DASH)
    strokeLine(context, view, corners)
  } else {
    for (let i = 0; i <= LINES_ACROSS; i++) {
      const share = i / LINES_ACROSS
      context.lineWidth = i % LINES_ACROSS === 0 ? 1.5 : 0.75
      for (const [a, b, c, d] of [
        [0, 1, 3, 2],
        [0, 3, 1, 2],
      ] as const) {
        const ends = [between(corners, view.axes, a, b, share), between(corners, view.axes, c, d, share)]
        strokeLine(context, view, Float32Array.from(ends.flat()))
      }
    }
  }
  context.restore()
}

/** A ring around a place [axes]. */
export function drawPointMark(
  context: CanvasRenderingContext2D,
  view: PointView,
  place: Float32Array,
  look: { color: string; radius: number; ground: string },
): void {
  const [x = 0, y = 0] = placeOn(view, place)
  begin(context, view)
  for (const [color, width] of [
    [look.ground, 4.5],
    [look.color, 2],
  ] as const) {
    context.beginPath()
    context.arc(x, y, look.radius, 0, 2 * Math.PI)
    context.strokeStyle = color
    context.lineWidth = width
    context.stroke()
  }
  context.restore()
}

/** A filled disc at a place [axes]. */
export function drawPointDisc(
  context: CanvasRenderingContext2D,
  view: PointView,
  place: Float32Array,
  look: { color: string; radius: number; ground: string },
): void {
  const [x = 0, y = 0] = placeOn(view, place)
  begin(context, view)
  for (const [color, radius] of [
    [look.ground, look.radius + HALO_PX],
    [look.color, look.radius],
  ] as const) {
    context.beginPath()
    context.arc(x, y, radius, 0, 2 * Math.PI)
    context.fillStyle = color
    context.fill()
  }
  context.restore()
}

/** An arrow from one place to another, [axes] each. */
export function drawArrow(
  context: CanvasRenderingContext2D,
  view: PointView,
  from: Float32Array,
  to: Float32Array,
  { color, width }: { color: string; width: number },
): void {
  const [x0 = 0, y0 = 0] = placeOn(view, from)
  const [x1 = 0, y1 = 0] = placeOn(view, to)
  const length = Math.hypot(x1 - x0, y1 - y0)
  if (!(length > 0.5)) return
  const head = Math.min(HEAD_PX, length / 2)
  const [dx, dy] = [((x1 - x0) / length) * head, ((y1 - y0) / length) * head]
  begin(context, view)
  context.strokeStyle = color
  context.lineWidth = width
  context.beginPath()
  context.moveTo(x0, y0)
  context.lineTo(x1, y1)
  context.moveTo(x1 - dx - dy * 0.55, y1 - dy + dx * 0.55)
  context.lineTo(x1, y1)
  context.lineTo(x1 - dx + dy * 0.55, y1 - dy - dx * 0.55)
  context.stroke()
  context.restore()
}

/** Words at the end of a line [n, axes], beyond it if they cover neither the line nor `taken` there: a box around them, in CSS pixels, or null where none are seen. */
export function drawEndName(
  context: CanvasRenderingContext2D,
  view: PointView,
  { line, end, taken }: { line: Float32Array; end: 'first' | 'last'; taken: readonly Box[] },
  { text, color, font, ground }: { text: string; color: string; font: string; ground: string },
): Box | null {
  const placed = placeOn(view, line)
  const points = Array.from({ length: placed.length / 3 }, (_, i) => ({ x: placed[3 * i] as number, y: placed[3 * i + 1] as number }))
  const at = end === 'first' ? 0 : points.length - 1
  const { x, y } = points[at] ?? { x: -1, y: -1 }
  if (!(x > 0 && y > 0 && x < view.side && y < view.side)) return null
  const width = textWidth(context, text, font)
  const beside = ([dx, dy]: readonly [number, number]): Box => ({
    left: x + dx * (width / 2 + NAME_GAP_PX) - width / 2,
    top: y + dy * NAME_GAP_Y_PX - NAME_HEIGHT_PX / 2,
    width,
    height: NAME_HEIGHT_PX,
  })
  const inner = points[end === 'first' ? Math.min(INNER_PLACES, points.length - 1) : Math.max(0, at - INNER_PLACES)] ?? { x, y }
  const beyond = ([dx, dy]: readonly [number, number]) => (dx * (x - inner.x) + dy * (y - inner.y)) / Math.hypot(dx, dy)
  const [first, ...others] = [...NAME_SIDES].sort((a, b) => beyond(b) - beyond(a)).map(beside) as [Box, ...Box[]]
  const box = placeLabel([first, ...others], [...taken, ...boxesAlong(points)], { left: 3, top: 3, width: view.side - 6, height: view.side - 6 })
  begin(context, view)
  context.globalAlpha = depthOpacity(view, placed[3 * at + 2] as number, 0.55)
  writeText(context, text, box.left + width / 2, box.top + NAME_HEIGHT_PX / 2, {
    font,
    color,
    halo: { color: ground, width: 4 },
    align: 'center',
    baseline: 'middle',
  })
  context.restore()
  return box
}

function begin(context: CanvasRenderingContext2D, { ratio }: PointView): void {
  context.save()
  context.setTransform(ratio, 0, 0, ratio, 0, 0)
  context.lineCap = 'round'
}

function strokeLine(context: CanvasRenderingContext2D, view: PointView, ends: Float32Array): void {
  const [x0 = 0, y0 = 0, depth0 = 0, x1 = 0, y1 = 0, depth1 = 0] = placeOn(view, ends)
  context.globalAlpha = depthOpacity(view, (depth0 + depth1) / 2, 0.4)
  context.beginPath()
  context.moveTo(x0, y0)
  context.lineTo(x1, y1)
  context.stroke()
}

function between(corners: Float32Array, axes: number, from: number, to: number, share: number): number[] {
  return Array.from({ length: axes }, (_, axis) => {
    const [a, b] = [corners[from * axes + axis] as number, corners[to * axes + axis] as number]
    return a + (b - a) * share
  })
}
