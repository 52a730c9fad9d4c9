// What a network's convolutions look for, as pictures out of their weights.

import type { LayerWeights } from '../engine/forward.ts'
import type { ConvShape, ConvTransposeShape, LayerShape } from '../spec/layerShapes.ts'

export interface FilterSet {
  /** A transposed convolution's are stamps: each map that comes in is printed with its own. */
  readonly isStamps: boolean
  readonly count: number
  /** Side of each. */
  readonly size: number
  /** Each picture is the mean over so many channels; 1: it is the filter itself. */
  readonly channels: number
}

export function isConvolution(layer: LayerShape): layer is ConvShape | ConvTransposeShape {
  return layer.type === 'conv' || layer.type === 'conv-transpose'
}

/** A filter for each map that comes out; of a transposed convolution a stamp for each that comes in. */
export function filterSetOf({ type, size, from, to }: ConvShape | ConvTransposeShape): FilterSet {
  const [incoming, outgoing] = [from[2], to[2]]
  return type === 'conv'
    ? { isStamps: false, count: outgoing, size, channels: incoming }
    : { isStamps: true, count: incoming, size, channels: outgoing }
}

/** One signed picture a filter, [size, size] row by row; none of a layer that is no convolution. */
export function filterPictures(layer: LayerWeights): Float32Array[] {
  if (!isConvolution(layer)) return []
  const { count, size, channels } = filterSetOf(layer)
  // [size, size, channels in, filters], of a transposed convolution [size, size, filters, channels in]: what there is a picture of comes last.
  return Array.from({ length: count }, (_, picture) =>
    Float32Array.from({ length: size * size }, (_, pixel) => {
      let sum = 0
      for (let channel = 0; channel < channels; channel++) sum += layer.kernel[(pixel * channels + channel) * count + picture] as number
      return sum / channels
    }),
  )
}
