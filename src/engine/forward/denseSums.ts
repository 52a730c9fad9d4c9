import type { DenseShape } from '../../spec/layerShapes.ts'

/** input . kernel + bias; of a variational bottleneck the means alone. Zero inputs cost nothing: most pixels of a digit are. */
export function denseSums(
  { inputs, units }: DenseShape,
  { kernel, bias }: { kernel: Float32Array; bias: Float32Array },
  input: ArrayLike<number>,
): Float32Array {
  const out = bias.slice(0, units)
  const columns = bias.length
  for (let i = 0; i < inputs; i++) {
    const x = input[i] as number
    if (x === 0) continue
    const row = i * columns
    for (let j = 0; j < units; j++) out[j] = (out[j] as number) + x * (kernel[row + j] as number)
  }
  return out
}
