import type { Palette } from './palette.ts'
import { withAlpha } from './parseColor.ts'

const FILL_ALPHA = 0.07
const DASH = [4, 3]

/** A closed line around what is being chosen. `line`: x, y of each corner, in the context's own units. */
export function drawLasso(context: CanvasRenderingContext2D, line: ArrayLike<number>, { ink }: Pick<Palette, 'ink'>): void {
  if (line.length < 4) return
  context.save()
  context.beginPath()
  for (let i = 0; i < line.length; i += 2) context.lineTo(line[i] as number, line[i + 1] as number)
  context.closePath()
  context.fillStyle = withAlpha(ink, FILL_ALPHA)
  context.fill()
  context.setLineDash(DASH)
  context.lineWidth = 1.5
  context.lineJoin = 'round'
  context.strokeStyle = ink
  context.stroke()
  context.restore()
}
