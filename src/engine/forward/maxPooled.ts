import { type MaxPoolShape, samePadding } from '../../spec/layerShapes.ts'

/** The largest of each square of one picture, padding 'same': [units]. */
export function maxPooled({ from, to, size, units }: MaxPoolShape, input: ArrayLike<number>): Float32Array {
  const [height, width, channels] = from
  const top = samePadding(height, size, size).before
  const left = samePadding(width, size, size).before
  const out = new Float32Array(units).fill(Number.NEGATIVE_INFINITY)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const square = (Math.floor((y + top) / size) * to[1] + Math.floor((x + left) / size)) * channels
      const pixel = (y * width + x) * channels
      for (let channel = 0; channel < channels; channel++) {
        out[square + channel] = Math.max(out[square + channel] as number, input[pixel + channel] as number)
      }
    }
  }
  return out
}
