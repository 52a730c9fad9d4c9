import { drawPixels, type PixelTarget } from './drawPixels.ts'
import { signedShade } from './signedShade.ts'

export interface DifferenceLook extends PixelTarget {
  /** The colour of no difference, of +1 and of -1. */
  readonly paper: string
  readonly tooMuch: string
  readonly missing: string
}

/**
 * Draws the signed difference between two square pictures: where `output` has too much ink in one colour, where it lacks ink in the other.
 * @param target the picture asked for, 0 to 1, row by row. @param output what came out, as many values.
 */
export function drawDifference(context: CanvasRenderingContext2D, target: ArrayLike<number>, output: ArrayLike<number>, look: DifferenceLook): void {
  const difference = new Float32Array(output.length)
  for (let i = 0; i < difference.length; i++) difference[i] = (output[i] as number) - (target[i] as number)
  drawPixels(context, difference, look, signedShade({ paper: look.paper, more: look.tooMuch, less: look.missing }))
}
