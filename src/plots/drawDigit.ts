import { drawPixels, type PixelTarget } from './drawPixels.ts'
import { parseColor } from './parseColor.ts'

export interface InkColors {
  /** The colour of 1, and of 0. */
  readonly ink: string
  readonly paper: string
}

export interface DigitLook extends PixelTarget, InkColors {}

/**
 * Draws a square grey picture as ink on paper, crisp pixels, filling `width` x `height` device pixels of the canvas.
 * @param pixels 784 values (or another square number), row by row, 0 to 1; outside that they are clipped.
 */
export function drawDigit(context: CanvasRenderingContext2D, pixels: ArrayLike<number>, look: DigitLook): void {
  drawPixels(context, pixels, look, inkShade(look))
}

/** Writes a value's red, green and blue, 0 to 255 each. `full`: the value that is all ink. */
export function inkShade(colors: InkColors, full = 1): (value: number, out: Uint8ClampedArray, at: number) => void {
  const ink = parseColor(colors.ink)
  const paper = parseColor(colors.paper)
  return (value, out, at) => {
    const share = Math.min(1, Math.max(0, value / full))
    out[at] = paper[0] + share * (ink[0] - paper[0])
    out[at + 1] = paper[1] + share * (ink[1] - paper[1])
    out[at + 2] = paper[2] + share * (ink[2] - paper[2])
  }
}
