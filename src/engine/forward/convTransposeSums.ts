import { type ConvTransposeShape, samePadding } from '../../spec/layerShapes.ts'

/** One picture through a transposed convolution, + bias, before the activation: [units]. Each pixel is spread over its window. */
export function convTransposeSums(
  layer: ConvTransposeShape,
  { kernel, bias }: { kernel: Float32Array; bias: Float32Array },
  input: ArrayLike<number>,
): Float32Array {
  const { from, to, size, stride } = layer
  const [height, width, channels] = from
  const [outHeight, outWidth, filters] = to
  const top = samePadding(outHeight, size, stride).before
  const left = samePadding(outWidth, size, stride).before
  const out = new Float32Array(layer.units)
  for (let at = 0; at < layer.units; at += filters) out.set(bias, at)
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const pixel = (row * width + column) * channels
      if (isBlank(input, pixel, channels)) continue
      const [startY, startX] = [row * stride - top, column * stride - left]
      for (let y = Math.max(0, startY); y < Math.min(outHeight, startY + size); y++) {
        for (let x = Math.max(0, startX); x < Math.min(outWidth, startX + size); x++) {
          const tap = (y - startY) * size + x - startX
          for (let filter = 0; filter < filters; filter++) {
            const at = (y * outWidth + x) * filters + filter
            out[at] = (out[at] as number) + product(input, pixel, kernel, (tap * filters + filter) * channels, channels)
          }
        }
      }
    }
  }
  return out
}

function isBlank(values: ArrayLike<number>, at: number, count: number): boolean {
  for (let i = at; i < at + count; i++) if (values[i] !== 0) return false
  return true
}

function product(values: ArrayLike<number>, at: number, kernel: Float32Array, from: number, count: number): number {
  let sum = 0
  for (let i = 0; i < count; i++) sum += (values[at + i] as number) * (kernel[from + i] as number)
  return sum
}
