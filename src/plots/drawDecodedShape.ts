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
/** So many colours along the code, and so many depths, are told apart. */
const COLOR_BANDS = 40
const DEPTH_BANDS = 4
/** Every so many-th line of the sheet is drawn: cells that can be told apart. */
const SHEET_STRIDE = 2

/** Draws the curve over what is on the canvas, coloured along the code. */
export function drawDecodedCurve(context: CanvasRenderingContext2D, view: PointView, { places, isVisited }: CurveLine, look: ShapeLook): void {
  const placed = placeOn(view, places)
  const last = isVisited.length
  const pieces = Array.from({ length: last }, (_, i) => ({ from: i, to: i + 1, along: i / (last - 1), isGuess: isVisited[i] === 0 }))
  begin(context, view)
  if (view.axes !== 3) drawHalo(context, placed, pieces, look)
  strokePieces(context, view, placed, pieces, look)
  context.restore()
}

/** Draws the sheet as a mesh over what is on the canvas: lines of equal code, coloured along its first number. */
export function drawDecodedSheet(context: CanvasRenderingContext2D, view: PointView, sheet: SheetGrid, look: ShapeLook): void {
  begin(context, view)
  strokePieces(context, view, placeOn(view, sheet.places), meshLines(sheet), look)
  context.restore()
}

interface Piece extends MeshLine {
  readonly isGuess?: boolean
}

function drawHalo(context: CanvasRenderingContext2D, placed: Float32Array, pieces: readonly Piece[], { palette, width }: ShapeLook): void {
  context.strokeStyle = palette.surface
  context.lineWidth = width + 2 * HALO_PX
  context.beginPath()
  for (const { from, to, isGuess } of pieces) if (!isGuess && isDrawable(placed, from, to)) line(context, placed, from, to)
  context.stroke()
}

/** All pieces of one colour, width and depth as one path: a stroke of its own for each would take ten times as long. What is at the back comes first. */
function strokePieces(
  context: CanvasRenderingContext2D,
  view: PointView,
  placed: Float32Array,
  pieces: readonly Piece[],
  { palette, width }: ShapeLook,
): void {
  const bands = new Map<number, Piece[]>()
  for (const piece of pieces) {
    if (!isDrawable(placed, piece.from, piece.to)) continue
    const depth = ((placed[3 * piece.from + 2] as number) + (placed[3 * piece.to + 2] as number)) / 2
    const nearness = Math.round(depthOpacity(view, depth, 0) * DEPTH_BANDS)
    const band = (nearness * 2 + (piece.isGuess ? 0 : 1)) * (COLOR_BANDS + 1) + Math.round(piece.along * COLOR_BANDS)
    const others = bands.get(band)
    if (others) others.push(piece)
    else bands.set(band, [piece])
  }
  for (const [band, members] of [...bands].sort(([a], [b]) => a - b)) {
    const [color, rest] = [band % (COLOR_BANDS + 1), Math.floor(band / (COLOR_BANDS + 1))]
    const isGuess = rest % 2 === 0
    context.strokeStyle = codeColor(palette, color / COLOR_BANDS)
    context.lineWidth = width * (isGuess ? GUESS_WIDTH : 1)
    context.globalAlpha = (isGuess ? GUESS_OPACITY : 1) * (BACK_OPACITY + (1 - BACK_OPACITY) * (Math.floor(rest / 2) / DEPTH_BANDS))
    context.beginPath()
    for (const { from, to } of members) line(context, placed, from, to)
    context.stroke()
  }
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
