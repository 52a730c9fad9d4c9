// Many small square pictures on one canvas, signed or ink: rows of digits, a network's filters, its maps, what its units draw. Each canvas of its own
// would be a layer that the browser composes anew with every frame.

import { drawPixels } from './drawPixels.ts'
import { cornerOf, type PictureGridLayout } from './layoutPictureGrid.ts'
import { withAlpha } from './parseColor.ts'
import type { Shade } from './shade.ts'

export interface PictureGridLook {
  /** Each picture's own, or one for all. */
  readonly shadeOf: (index: number) => Shade
  /** Pictures that are only hinted at. */
  readonly isFaint?: (index: number) => boolean
  readonly line: string
  readonly paper: string
  /** Of a picture that is not there yet; transparent by default. */
  readonly ground?: string
  /** Of a picture's corners, in CSS pixels; 0 by default. */
  readonly radius?: number
  /** Device pixels to a CSS pixel. */
  readonly ratio: number
}

/** How much of a faint picture the ground covers. */
const FAINT = 0.72

/** Replaces all that is on the canvas. A picture has the square of its side as many values, row by row; one that is not there yet is an empty frame. */
export function drawPictureGrid(
  context: CanvasRenderingContext2D,
  pictures: readonly (ArrayLike<number> | undefined)[],
  layout: PictureGridLayout,
  { shadeOf, isFaint = () => false, line, paper, ground = 'transparent', radius = 0, ratio }: PictureGridLook,
): void {
  context.setTransform(1, 0, 0, 1, 0, 0)
  context.clearRect(0, 0, context.canvas.width, context.canvas.height)
  const side = Math.round(layout.side * ratio)
  const hair = Math.max(1, Math.round(ratio))
  const inner = { width: side - 2 * hair, height: side - 2 * hair, radius: Math.max(0, radius * ratio - hair) }
  const corners = pictures.map((_, index) => {
    const { x, y } = cornerOf(index, layout)
    return { x: Math.round(x * ratio), y: Math.round(y * ratio) }
  })
  corners.forEach(({ x, y }, index) => {
    const picture = pictures[index]
    if (picture) drawPixels(context, picture, { x: x + hair, y: y + hair, ...inner }, shadeOf(index))
    else fillFrame(context, { x, y, side, radius: radius * ratio }, ground)
    if (!isFaint(index)) return
    context.fillStyle = withAlpha(paper, FAINT)
    context.fillRect(x, y, side, side)
  })
  context.beginPath()
  for (const { x, y } of corners) {
    context.roundRect(x + hair / 2, y + hair / 2, side - hair, side - hair, Math.max(0, radius * ratio - hair / 2))
  }
  context.lineWidth = hair
  context.strokeStyle = line
  context.stroke()
}

function fillFrame(
  context: CanvasRenderingContext2D,
  { x, y, side, radius }: { readonly x: number; readonly y: number; readonly side: number; readonly radius: number },
  color: string,
): void {
  context.beginPath()
  context.roundRect(x, y, side, side, radius)
  context.fillStyle = color
  context.fill()
}
