import { drawPixels, type PixelTarget } from './drawPixels.ts'
import { colorRamp, rampIndex, type Shade } from './shade.ts'

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

/** From paper at 0 to ink at `full`. */
export function inkShade({ ink, paper }: InkColors, full = 1): Shade {
  const ramp = colorRamp(paper, ink)
  return (value) => ramp[rampIndex(value / full)] as number
}
