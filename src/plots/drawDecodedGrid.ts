// What the decoder makes of the places of the map, faintly: a picture in the middle of each cell, as ink without a ground.

import { pixelsFor, wordsOf } from './canvasPixels.ts'
import type { Extent, Interval } from './growExtent.ts'
import { parseColor } from './parseColor.ts'

export interface DecodedGrid extends Extent {
  readonly columns: number
  readonly rows: number
  /** columns x rows square pictures, one byte a pixel, row by row from the top (largest y). */
  readonly pictures: Uint8Array
}

export interface GridLook {
  /** Of the canvas, in its own pixels. */
  readonly width: number
  readonly height: number
  /** What the canvas shows now; the grid may have been decoded for another stretch. */
  readonly extent: Extent
  readonly ink: string
  /** Of full ink. */
  readonly opacity: number
}

/** The share of a cell that its picture fills. */
const FILL = 0.86
/** A grid that covers less of either axis than this has been overtaken by the extent, and says nothing of what is shown now. */
const COVERED_MIN = 0.6

/** Clears the canvas and draws the grid where it belongs in the extent. */
export function drawDecodedGrid(context: CanvasRenderingContext2D, grid: DecodedGrid, { width, height, extent, ink, opacity }: GridLook): void {
  context.clearRect(0, 0, width, height)
  if (isOvertaken(grid, extent)) return
  const sheet = inkSheet(context, grid, ink)
  const side = sheet.width / grid.columns
  const cellWidth = ((grid.x[1] - grid.x[0]) / grid.columns / (extent.x[1] - extent.x[0])) * width
  const cellHeight = ((grid.y[1] - grid.y[0]) / grid.rows / (extent.y[1] - extent.y[0])) * height
  const left = ((grid.x[0] - extent.x[0]) / (extent.x[1] - extent.x[0])) * width
  const top = ((extent.y[1] - grid.y[1]) / (extent.y[1] - extent.y[0])) * height
  const size = FILL * Math.min(cellWidth, cellHeight)
  context.globalAlpha = opacity
  context.imageSmoothingQuality = 'high'
  for (let row = 0; row < grid.rows; row++) {
    for (let column = 0; column < grid.columns; column++) {
      const x = left + (column + 0.5) * cellWidth - size / 2
      const y = top + (row + 0.5) * cellHeight - size / 2
      context.drawImage(sheet, column * side, row * side, side, side, x, y, size, size)
    }
  }
  context.globalAlpha = 1
}

/** A single row is not spread over y, and can't fall behind there. */
function isOvertaken({ x, y, rows }: DecodedGrid, extent: Extent): boolean {
  return covered(x, extent.x) < COVERED_MIN || (rows > 1 && covered(y, extent.y) < COVERED_MIN)
}

/** The share of the shown interval that the grid's lies in. */
function covered(grid: Interval, shown: Interval): number {
  return (Math.min(grid[1], shown[1]) - Math.max(grid[0], shown[0])) / (shown[1] - shown[0])
}

interface Sheet {
  readonly canvas: OffscreenCanvas
  readonly ink: string
  readonly pictures: Uint8Array
}

/** What each canvas showed last: it is drawn again and again while its extent moves. */
const sheets = new WeakMap<CanvasRenderingContext2D, Sheet>()

/**
 * All pictures beside each other, each pixel as ink of so much opacity. What a whole picture has in common (an untrained network's grey)
 * is taken off, so that only its drawing is left. The context's next pictures are written over it.
 */
function inkSheet(shownOn: CanvasRenderingContext2D, { pictures, columns, rows }: DecodedGrid, ink: string): OffscreenCanvas {
  const known = sheets.get(shownOn)
  if (known?.pictures === pictures && known.ink === ink) return known.canvas
  const side = Math.round(Math.sqrt(pictures.length / (columns * rows)))
  const [width, height] = [columns * side, rows * side]
  const canvas = known?.canvas.width === width && known.canvas.height === height ? known.canvas : new OffscreenCanvas(width, height)
  const context = canvas.getContext('2d') as OffscreenCanvasRenderingContext2D
  const image = pixelsFor(context, width, height)
  const words = wordsOf(image.data)
  const [red, green, blue] = parseColor(ink)
  const color = (blue << 16) | (green << 8) | red
  let from = 0
  for (let cell = 0; cell < columns * rows; cell++) {
    const ground = leastOf(pictures, from, from + side ** 2)
    let to = Math.floor(cell / columns) * side * width + (cell % columns) * side
    for (let row = 0; row < side; row++, to += width) {
      for (let column = 0; column < side; column++) words[to + column] = (((pictures[from++] as number) - ground) << 24) | color
    }
  }
  context.putImageData(image, 0, 0)
  sheets.set(shownOn, { canvas, ink, pictures })
  return canvas
}

function leastOf(values: Uint8Array, from: number, to: number): number {
  let least = 255
  for (let i = from; i < to; i++) if ((values[i] as number) < least) least = values[i] as number
  return least
}
