import { type ConvShape, samePadding } from '../../spec/layerShapes.ts'

/** One picture convolved with the kernel, + bias, before the activation: [units]. Each number of the picture is given to the windows that see it; a zero to none. */
export function convSums(layer: ConvShape, { kernel, bias }: { kernel: Float32Array; bias: Float32Array }, input: ArrayLike<number>): Float32Array {
  const { from, to, size, stride } = layer
  const [height, width, channels] = from
  const [outHeight, outWidth, filters] = to
  const top = samePadding(height, size, stride).before
  const left = samePadding(width, size, stride).before
  const out = new Float32Array(layer.units)
  for (let at = 0; at < layer.units; at += filters) out.set(bias, at)
  for (let i = 0; i < layer.inputs; i++) {
    const x = input[i] as number
    if (x === 0) continue
    const channel = i % channels
    const column = ((i - channel) / channels) % width
    const row = Math.floor(i / (channels * width))
    for (let tapY = (row + top) % stride; tapY < size; tapY += stride) {
      const outY = (row + top - tapY) / stride
      if (outY < 0 || outY >= outHeight) continue
      for (let tapX = (column + left) % stride; tapX < size; tapX += stride) {
        const outX = (column + left - tapX) / stride
        if (outX < 0 || outX >= outWidth) continue
        addScaled(out, (outY * outWidth + outX) * filters, kernel, ((tapY * size + tapX) * channels + channel) * filters, filters, x)
      }
    }
  }
  return out
}

/** `count` numbers of `out` += factor times as many of `kernel`. */
function addScaled(out: Float32Array, at: number, kernel: Float32Array, from: number, count: number, factor: number): void {
  for (let j = 0; j < count; j++) out[at + j] = (out[at + j] as number) + factor * (kernel[from + j] as number)
}
