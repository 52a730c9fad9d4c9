// The code's own numbers behind the map, in the colours of the curve or sheet that the decoder makes of them: the same place, the same colour.

import { codeColor } from './codeRamp.ts'
import { meshLines, type SheetGrid } from './drawDecodedShape.ts'
import type { Extent, Interval } from './growExtent.ts'
import { placePoints } from './mapScale.ts'
import type { Palette } from './palette.ts'

export interface RulerLook {
  /** Of the canvas, in its own pixels. */
  readonly width: number
  readonly height: number
  readonly extent: Extent
  /** Device pixels to a CSS pixel. */
  readonly ratio: number
  readonly palette: Palette
}

export interface CodeLine {
  /** [n], evenly rising. */
  readonly codes: Float32Array
  /** [n - 1]: 0 where no point's code lies. */
  readonly isVisited: Uint8Array
}

export interface CodeMesh extends Pick<SheetGrid, 'nodes' | 'isVisited'> {
  readonly low: readonly [number, number]
  readonly high: readonly [number, number]
}

const GUESS_OPACITY = 0.3
/** Of a row's height. */
const RIBBON_SHARE = 0.3
const MESH_OPACITY = 0.5

/** Clears the canvas and draws the code as a ribbon along the middle of the row `y`. */
export function drawCodeRibbon(context: CanvasRenderingContext2D, { codes, isVisited }: CodeLine, y: Interval, look: RulerLook): void {
  const { width, height, extent, palette } = look
  context.clearRect(0, 0, width, height)
  const first = codes[0] as number
  const last = codes.at(-1) as number
  if (!(last > first)) return
  const corners = placePoints(Float32Array.of(first, y[1], last, y[0]), extent, width, height)
  const [left = 0, top = 0, right = 0, bottom = 0] = corners
  const thickness = (bottom - top) * RIBBON_SHARE
  const at = (i: number) => left + ((right - left) * i) / isVisited.length
  for (let i = 0; i < isVisited.length; i++) {
    context.globalAlpha = isVisited[i] ? 1 : GUESS_OPACITY
    context.fillStyle = codeColor(palette, i / (isVisited.length - 1))
    // Whole pixels: neither a gap nor an overlap between two pieces.
    const from = Math.round(at(i))
    context.fillRect(from, (top + bottom - thickness) / 2, Math.round(at(i + 1)) - from, thickness)
  }
  context.globalAlpha = 1
}

/** Clears the canvas and draws the lines of equal code that the sheet is shown by, where points have codes. */
export function drawCodeMesh(context: CanvasRenderingContext2D, mesh: CodeMesh, look: RulerLook): void {
  const { width, height, extent, ratio, palette } = look
  const { nodes, low, high } = mesh
  context.clearRect(0, 0, width, height)
  const codes = new Float32Array(2 * nodes ** 2)
  for (let node = 0; node < nodes ** 2; node++) {
    codes[2 * node] = low[0] + ((high[0] - low[0]) * (node % nodes)) / (nodes - 1)
    codes[2 * node + 1] = low[1] + ((high[1] - low[1]) * Math.floor(node / nodes)) / (nodes - 1)
  }
  const placed = placePoints(codes, extent, width, height)
  context.lineWidth = ratio
  context.globalAlpha = MESH_OPACITY
  for (const { from, to, along } of meshLines(mesh)) {
    context.strokeStyle = codeColor(palette, along)
    context.beginPath()
    context.moveTo(placed[2 * from] as number, placed[2 * from + 1] as number)
    context.lineTo(placed[2 * to] as number, placed[2 * to + 1] as number)
    context.stroke()
  }
  context.globalAlpha = 1
}
