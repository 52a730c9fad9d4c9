import { drawPixels, type PixelTarget } from './drawPixels.ts'
import { parseColor } from './parseColor.ts'

export interface DifferenceLook extends PixelTarget {
  /** The colour of no difference, of +1 and of -1. */
  readonly paper: string
  readonly tooMuch: string
  readonly missing: string
}

/** Differences are mostly small: the root of their size is drawn, so that 0.1 can be seen. */
const GAMMA = 0.7

/**
 * Draws the signed difference between two square pictures: where `output` has too much ink in one colour, where it lacks ink in the other.
 * @param target the picture asked for, 0 to 1, row by row. @param output what came out, as many values.
 */
export function drawDifference(context: CanvasRenderingContext2D, target: ArrayLike<number>, output: ArrayLike<number>, look: DifferenceLook): void {
  const paper = parseColor(look.paper)
  const tooMuch = parseColor(look.tooMuch)
  const missing = parseColor(look.missing)
  const difference = Float32Array.from(output, (value, i) => value - (target[i] as number))
  drawPixels(context, difference, look, (value, out, at) => {
    const color = value > 0 ? tooMuch : missing
    const share = Math.min(1, Math.abs(value)) ** GAMMA
    for (let channel = 0; channel < 3; channel++) {
      const from = paper[channel] as number
      out[at + channel] = from + share * ((color[channel] as number) - from)
    }
  })
}
