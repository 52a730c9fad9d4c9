import { samePadding, type UpsampleShape } from '../../spec/layerShapes.ts'

/** Each pixel of one picture size x size times, cropped as max-pool pads: [units]. */
export function upsampled({ from, to, size, units }: UpsampleShape, input: ArrayLike<number>): Float32Array {
  const [height, width, channels] = to
  const top = samePadding(height, size, size).before
  const left = samePadding(width, size, size).before
  const out = new Float32Array(units)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const pixel = (Math.floor((y + top) / size) * from[1] + Math.floor((x + left) / size)) * channels
      const at = (y * width + x) * channels
      for (let channel = 0; channel < channels; channel++) out[at + channel] = input[pixel + channel] as number
    }
  }
  return out
}
