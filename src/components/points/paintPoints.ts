// What each picture of points is put together from.

import { codeColor } from '../../plots/codeRamp.ts'
import type { Cloud, CloudLook } from '../../plots/drawCloud.ts'
import { drawClouds } from '../../plots/drawCloud.ts'
import { drawDecodedCurve, drawDecodedSheet } from '../../plots/drawDecodedShape.ts'
import { drawPlaneFrame } from '../../plots/drawPlaneFrame.ts'
import { drawArrow, drawEndName, drawFlatSpan, drawPointDisc, drawPointMark } from '../../plots/drawPlaneMarks.ts'
import type { Palette } from '../../plots/palette.ts'
import { parseColor } from '../../plots/parseColor.ts'
import type { Box } from '../../plots/placeLabel.ts'
import { type PointView, placeOn } from '../../plots/pointView.ts'
import type { SeenPoints } from '../../store/seenPoints.ts'
import type { AppState } from '../../store/state.ts'
import { pageFont } from '../controls/pageFont.ts'
import { closerLook } from './closerLook.ts'
import type { PointPicture } from './usePointCanvas.ts'

/** Of a square of NORMAL_SIDE; points are a little smaller in smaller squares. In CSS pixels. */
const RADIUS_PX = 2.1
const NORMAL_SIDE = 240
/** Where points only stand behind what is told. */
const GHOST_OPACITY = 0.16
const MARK_RADIUS = 5.5
const SMALL_MARK_RADIUS = 4
/** A place on the code's colours that can be read as a number. */
const NAME_ALONG = 0.72
/** A picture smaller than this has no room for words and no need of large marks. */
const SMALL_SIDE = 150

/** What goes in, and over it what the decoder can reach at all. */
export function paintInputs({ context, view, seen, state, palette }: PointPicture): void {
  drawClouds(context, view, [[cloudOf(seen, seen.inputs), cloudLook(view, palette, state, seen.through?.shape ? 0.5 : 0.8)]])
  drawPlaneFrame(context, view, seen.inputs, palette)
  paintShape(context, view, seen, palette)
  nameEnds(context, view, seen, state, palette)
  const input = pointAt(seen.inputs, seen, state)
  if (input) markChosen(context, view, input, palette)
  if (state.view.probedPoint?.length === seen.axes) markProbed(context, view, state.view.probedPoint, palette)
}

/** Where it comes out. */
export function paintOutputs({ context, view, seen, state, palette }: PointPicture): void {
  const ghost = [cloudOf(seen, seen.inputs), ghostLook(view, palette, state)] as const
  const outputs = seen.through && ([cloudOf(seen, seen.through.outputs), cloudLook(view, palette, state, 0.9)] as const)
  drawClouds(context, view, outputs ? [ghost, outputs] : [ghost])
  drawPlaneFrame(context, view, seen.inputs, palette)
  paintWay(context, view, seen, state, { from: seen.inputs, to: seen.through?.outputs ?? null }, palette)
}

/** Where PCA puts the points without noise, and the line or plane that it has. */
export function paintFlat({ context, view, seen, state, palette }: PointPicture): void {
  const ghost = [cloudOf(seen, seen.clean), ghostLook(view, palette, state)] as const
  const outputs = seen.flat && ([cloudOf(seen, seen.flat.outputs), cloudLook(view, palette, state, 0.9)] as const)
  drawClouds(context, view, outputs ? [ghost, outputs] : [ghost])
  drawPlaneFrame(context, view, seen.clean, palette)
  if (seen.flat?.corners) drawFlatSpan(context, view, seen.flat.corners, palette.muted)
  paintWay(context, view, seen, state, { from: seen.clean, to: seen.flat?.outputs ?? null }, palette)
}

/** Small: the chosen point among all others. */
export function paintChosen({ context, view, seen, state, palette }: PointPicture): void {
  drawClouds(context, view, [[cloudOf(seen, seen.inputs), cloudLook(view, palette, state, 0.5)]])
  drawPlaneFrame(context, view, seen.inputs, palette)
  const input = pointAt(seen.inputs, seen, state)
  if (input) markChosen(context, view, input, palette)
}

/** Small: where the chosen point comes out, on what the decoder can reach. */
export function paintComesOut({ context, view, seen, state, palette }: PointPicture): void {
  const output = seen.through && pointAt(seen.through.outputs, seen, state)
  drawClouds(context, view, [[cloudOf(seen, seen.inputs), ghostLook(view, palette, state)]])
  drawPlaneFrame(context, view, seen.inputs, palette)
  paintShape(context, view, seen, palette)
  if (output?.length === seen.axes)
    drawPointDisc(context, view, output, { color: palette.decoder, radius: SMALL_MARK_RADIUS, ground: palette.surface })
}

/** Small, and as near as need be: an arrow from where the point should come out to where it does. Gives how many times nearer the look is. */
export function paintDifference({ context, view, seen, state, palette }: PointPicture, target: Float32Array | null): number {
  const output = seen.through && pointAt(seen.through.outputs, seen, state)
  if (target?.length !== seen.axes || !output) {
    context.clearRect(0, 0, context.canvas.width, context.canvas.height)
    return 1
  }
  const { view: near, times } = closerLook(view, target, output)
  drawClouds(context, near, [[cloudOf(seen, seen.inputs), { ...cloudLook(near, palette, state, 0.4), radius: 1.1 + Math.log2(times) * 0.25 }]])
  drawPlaneFrame(context, near, seen.inputs, palette)
  if (seen.through?.shape?.kind === 'curve') drawDecodedCurve(context, near, seen.through.shape, { width: 1.5, palette })
  drawPointMark(context, near, target, { color: palette.ink, radius: SMALL_MARK_RADIUS, ground: palette.surface })
  drawArrow(context, near, target, output, { color: palette.loss, width: 2 })
  return times
}

/** Small: what the decoder makes of a code. */
export function paintDecoded({ context, view, seen, state, palette }: PointPicture, place: Float32Array): void {
  drawClouds(context, view, [[cloudOf(seen, seen.inputs), cloudLook(view, palette, state, 0.35)]])
  drawPlaneFrame(context, view, seen.inputs, palette)
  paintShape(context, view, seen, palette)
  if (place.length === seen.axes) markProbed(context, view, place, palette)
}

/** The point that is chosen, of points [n, axes]; null where there is none. */
export function pointAt(points: Float32Array, { axes }: SeenPoints, { view: { sample } }: AppState): Float32Array | null {
  if (sample === 'drawing' || points.length < (sample + 1) * axes) return null
  return points.subarray(sample * axes, (sample + 1) * axes)
}

function paintShape(context: CanvasRenderingContext2D, view: PointView, { through }: SeenPoints, palette: Palette): void {
  const isSmall = view.side < SMALL_SIDE
  if (through?.shape?.kind === 'curve') drawDecodedCurve(context, view, through.shape, { width: isSmall ? 1.75 : 3, palette })
  if (through?.shape?.kind === 'sheet') drawDecodedSheet(context, view, through.shape, { width: isSmall ? 0.75 : 1.25, palette })
}

/** The lowest and the highest code stand at the curve's two ends. */
function nameEnds(context: CanvasRenderingContext2D, view: PointView, seen: SeenPoints, state: AppState, palette: Palette): void {
  const shape = seen.through?.shape
  if (shape?.kind !== 'curve' || view.side < SMALL_SIDE) return
  const look = { color: codeColor(palette, NAME_ALONG), font: `600 12px ${pageFont()}`, ground: palette.surface }
  const chosen = pointAt(seen.inputs, seen, state)
  const taken = chosen ? [boxAround(view, chosen)] : []
  for (const [end, code] of [
    ['first', shape.codes[0]],
    ['last', shape.codes.at(-1)],
  ] as const) {
    const box = drawEndName(context, view, { line: shape.places, end, taken }, { ...look, text: codeText(code ?? 0) })
    if (box) taken.push(box)
  }
}

function boxAround(view: PointView, place: Float32Array): Box {
  const [x = 0, y = 0] = placeOn(view, place)
  const reach = MARK_RADIUS + 2
  return { left: x - reach, top: y - reach, width: 2 * reach, height: 2 * reach }
}

/** "−1.2", never "−0.0". */
function codeText(code: number): string {
  const text = code.toFixed(1)
  return Number(text) === 0 ? '0.0' : text.replace('-', '−')
}

/** From the chosen point to where it is put. */
function paintWay(
  context: CanvasRenderingContext2D,
  view: PointView,
  seen: SeenPoints,
  state: AppState,
  { from, to }: { readonly from: Float32Array; readonly to: Float32Array | null },
  palette: Palette,
): void {
  const input = pointAt(from, seen, state)
  const output = to && pointAt(to, seen, state)
  if (!input) return
  markChosen(context, view, input, palette)
  if (output) drawArrow(context, view, input, output, { color: palette.loss, width: 2 })
}

function markChosen(context: CanvasRenderingContext2D, view: PointView, place: Float32Array, palette: Palette): void {
  const radius = view.side < SMALL_SIDE ? SMALL_MARK_RADIUS : MARK_RADIUS
  drawPointMark(context, view, place, { color: palette.ink, radius, ground: palette.surface })
}

function markProbed(context: CanvasRenderingContext2D, view: PointView, place: Float32Array, palette: Palette): void {
  drawPointDisc(context, view, place, { color: palette.ink, radius: view.side < SMALL_SIDE ? 4 : 5, ground: palette.surface })
}

function cloudOf({ labels }: SeenPoints, points: Float32Array): Cloud {
  return { points, labels }
}

function cloudLook(view: PointView, palette: Palette, { view: { hiddenClasses } }: AppState, opacity: number): CloudLook {
  const colors = palette.classes.map((color, label) => (hiddenClasses.includes(label) ? null : parseColor(color)))
  return { radius: radiusIn(view), opacity, colors }
}

function ghostLook(view: PointView, palette: Palette, { view: { hiddenClasses } }: AppState): CloudLook {
  const colors = palette.classes.map((_, label) => (hiddenClasses.includes(label) ? null : parseColor(palette.muted)))
  return { radius: radiusIn(view), opacity: GHOST_OPACITY, colors }
}

function radiusIn({ side }: PointView): number {
  return RADIUS_PX * Math.min(1, Math.sqrt(side / NORMAL_SIDE))
}
