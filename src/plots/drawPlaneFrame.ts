import type { Palette } from './palette.ts'
import { withAlpha } from './parseColor.ts'
import { depthOpacity, type PointView, placeOn } from './pointView.ts'

const BOX_EDGES = 12
const FLAT_AXES = Float32Array.of(-2, 0, 2, 0, 0, -2, 0, 2)
/** Where a small stroke stands on an axis. */
const TICKS = [-1, -0.5, 0.5, 1]
const TICK_PX = 3

/**
 * Draws the axes lightly, behind whatever is on the canvas: a cross with strokes at each half, or in space the edges of the box
 * that the points [n, 3] fill.
 */
export function drawPlaneFrame(
  context: CanvasRenderingContext2D,
  view: PointView,
  points: Float32Array,
  palette: Pick<Palette, 'faint' | 'line'>,
): void {
  context.save()
  context.setTransform(view.ratio, 0, 0, view.ratio, 0, 0)
  context.globalCompositeOperation = 'destination-over'
  context.lineWidth = 1
  if (view.axes === 3) drawBox(context, view, farthestOf(points), palette.faint)
  else drawCross(context, view, palette)
  context.restore()
}

function drawCross(context: CanvasRenderingContext2D, view: PointView, { faint, line }: Pick<Palette, 'faint' | 'line'>): void {
  const ends = placeOn(view, FLAT_AXES)
  const [x, y] = [crisp(ends[6] as number), crisp(ends[1] as number)]
  context.strokeStyle = faint
  context.globalAlpha = 0.75
  context.beginPath()
  for (const tick of TICKS) {
    const placed = placeOn(view, [tick, tick])
    const [across, up] = [crisp(placed[0] as number), crisp(placed[1] as number)]
    context.moveTo(across, y - TICK_PX)
    context.lineTo(across, y + TICK_PX)
    context.moveTo(x - TICK_PX, up)
    context.lineTo(x + TICK_PX, up)
  }
  context.stroke()
  context.globalAlpha = 1
  context.strokeStyle = line
  context.beginPath()
  context.moveTo(0, y)
  context.lineTo(view.side, y)
  context.moveTo(x, 0)
  context.lineTo(x, view.side)
  context.stroke()
}

function drawBox(context: CanvasRenderingContext2D, view: PointView, reach: readonly number[], color: string): void {
  for (let edge = 0; edge < BOX_EDGES; edge++) {
    const [x0 = 0, y0 = 0, depth0 = 0, x1 = 0, y1 = 0, depth1 = 0] = placeOn(view, boxEdge(edge, reach))
    context.strokeStyle = withAlpha(color, 0.7 * depthOpacity(view, (depth0 + depth1) / 2, 0.35))
    context.beginPath()
    context.moveTo(x0, y0)
    context.lineTo(x1, y1)
    context.stroke()
  }
}

/** Both ends of one of the twelve edges: four along each axis. */
function boxEdge(edge: number, reach: readonly number[]): Float32Array {
  const axis = Math.floor(edge / 4)
  const ends = [-1, 1].map((end) => {
    const corner = [0, 0, 0]
    corner[axis] = end
    corner[(axis + 1) % 3] = edge % 2 === 0 ? -1 : 1
    corner[(axis + 2) % 3] = edge % 4 < 2 ? -1 : 1
    return corner
  })
  return Float32Array.from(ends.flat(), (sign, i) => sign * (reach[i % 3] as number))
}

/** How far the points reach along each axis, either way. */
function farthestOf(points: Float32Array): number[] {
  const reach = [0, 0, 0]
  for (let i = 0; i < points.length; i++) reach[i % 3] = Math.max(reach[i % 3] as number, Math.abs(points[i] as number))
  return reach
}

/** The middle of a pixel: a hairline that is not smeared over two. */
function crisp(place: number): number {
  return Math.round(place - 0.5) + 0.5
}
