// The curve or sheet that a decoder can reach, laid over the points. Only shapes of numbers are known here: where they come from is not.

import { codeColor } from './codeRamp.ts'
import type { Palette } from './palette.ts'
import { depthOpacity, type PointView, placeOn } from './pointView.ts'

export interface CurveLine {
  /** [n, axes]. */
  readonly places: Float32Array
  /** [n - 1]: 0 where no point's code lies; there the curve is a guess, and faint. */
  readonly isVisited: Uint8Array
}

export interface SheetGrid {
  /** Nodes in each direction. */
  readonly nodes: number
  /** [nodes * nodes, axes], the first direction fastest. */
  readonly places: Float32Array
  /** [(nodes - 1)²]: 0 for cells where no point's code lies; there nothing is drawn. */
  readonly isVisited: Uint8Array
}

export interface ShapeLook {
  /** Of the line, in CSS pixels. */
  readonly width: number
  readonly palette: Palette
}

/** Around a line, in the ground's colour, so that it stands off the points. */
const HALO_PX = 1.25
const GUESS_OPACITY = 0.45
const GUESS_WIDTH = 0.5
const BACK_OPACITY = 0.3
/** Every so many-th line of the sheet is drawn: cells that can be told apart. */
const SHEET_STRIDE = 2

/** Draws the curve over what is on the canvas, coloured along the code. */
export function drawDecodedCurve(context: CanvasRenderingContext2D, view: PointView, { places, isVisited }: CurveLine, look: ShapeLook): void {
  const placed = placeOn(view, places)
  const last = isVisited.length
  const segments = Array.from({ length: last }, (_, i) => i).filter((i) => isDrawable(placed, i, i + 1))
  // In space what lies in front covers what lies behind.
  if (view.axes === 3) segments.sort((a, b) => (placed[3 * b + 2] as number) - (placed[3 * a + 2] as number))
  begin(context, view)
  if (view.axes !== 3) {
    context.strokeStyle = look.palette.surface
    context.lineWidth = look.width + 2 * HALO_PX
    context.beginPath()
    for (const i of segments) if (isVisited[i]) line(context, placed, i, i + 1)
    context.stroke()
  }
  for (const i of segments) {
    context.strokeStyle = codeColor(look.palette, i / (last - 1))
    context.lineWidth = look.width * (isVisited[i] ? 1 : GUESS_WIDTH)
    context.globalAlpha = (isVisited[i] ? 1 : GUESS_OPACITY) * depthOpacity(view, placed[3 * i + 2] as number, BACK_OPACITY)
    context.beginPath()
    line(context, placed, i, i + 1)
    context.stroke()
  }
  context.restore()
}

/** Draws the sheet as a mesh over what is on the canvas: lines of equal code, coloured along its first number. */
export function drawDecodedSheet(context: CanvasRenderingContext2D, view: PointView, sheet: SheetGrid, look: ShapeLook): void {
  const placed = placeOn(view, sheet.places)
  begin(context, view)
  context.lineWidth = look.width
  for (const { from, to, along } of meshLines(sheet)) {
    if (!isDrawable(placed, from, to)) continue
    context.strokeStyle = codeColor(look.palette, along)
    context.globalAlpha = depthOpacity(view, ((placed[3 * from + 2] as number) + (placed[3 * to + 2] as number)) / 2, BACK_OPACITY)
    context.beginPath()
    line(context, placed, from, to)
    context.stroke()
  }
  context.restore()
}

interface MeshLine {
  /** Two neighbouring nodes. */
  readonly from: number
  readonly to: number
  /** Along the first number of the code, 0 to 1. */
  readonly along: number
}

/** The mesh's pieces from node to node, wherever a cell beside one is visited. */
export function meshLines({ nodes, isVisited }: Pick<SheetGrid, 'nodes' | 'isVisited'>): MeshLine[] {
  const cells = nodes - 1
  const isOn = (row: number, column: number) => row >= 0 && column >= 0 && row < cells && column < cells && isVisited[row * cells + column] === 1
  const lines: MeshLine[] = []
  for (let row = 0; row < nodes; row++) {
    for (let column = 0; column < nodes; column++) {
      const from = row * nodes + column
      if (row % SHEET_STRIDE === 0 && column < cells && (isOn(row, column) || isOn(row - 1, column)))
        lines.push({ from, to: from + 1, along: (column + 0.5) / cells })
      if (column % SHEET_STRIDE === 0 && row < cells && (isOn(row, column) || isOn(row, column - 1)))
        lines.push({ from, to: from + nodes, along: column / cells })
    }
  }
  return lines
}

function begin(context: CanvasRenderingContext2D, { ratio }: PointView): void {
  context.save()
  context.setTransform(ratio, 0, 0, ratio, 0, 0)
  context.lineCap = 'round'
  context.lineJoin = 'round'
}

function line(context: CanvasRenderingContext2D, placed: Float32Array, from: number, to: number): void {
  context.moveTo(placed[3 * from] as number, placed[3 * from + 1] as number)
  context.lineTo(placed[3 * to] as number, placed[3 * to + 1] as number)
}

function isDrawable(placed: Float32Array, from: number, to: number): boolean {
  return Number.isFinite(
    (placed[3 * from] as number) + (placed[3 * from + 1] as number) + (placed[3 * to] as number) + (placed[3 * to + 1] as number),
  )
}
