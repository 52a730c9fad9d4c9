// What each unit of a code draws: its effect on the output, as an image.

import { decodeWith, type NetworkWeights } from '../forward.ts'

/**
 * One image a unit, each as many numbers as an output has, signed. A decoder of one dense layer: the unit's row of the kernel, what a unit of 1
 * adds to the output before its activation. A deeper one, whose units have no image of their own: how the output changes when the unit alone goes
 * from 0 to its value in `typical` (1 where absent), all others being 0.
 */
export function decoderImages(weights: NetworkWeights, typical?: ArrayLike<number>): Float32Array[] {
  const { units, imageOf } = openDecoderImages(weights, typical)
  return Array.from({ length: units }, (_, unit) => imageOf(unit))
}

/** The same, image after image as they are asked for: those of a deep decoder take their time. */
export function openDecoderImages(
  weights: NetworkWeights,
  typical?: ArrayLike<number>,
): { readonly units: number; imageOf(unit: number): Float32Array } {
  const decoder = weights.layers.slice(weights.encoderLayers)
  const [first] = decoder
  if (!first) throw new RangeError('expected a network with a decoder')
  const units = first.inputs
  if (decoder.length === 1 && first.type === 'dense') {
    return { units, imageOf: (unit) => first.kernel.slice(unit * first.units, (unit + 1) * first.units) }
  }
  const code = new Float32Array(units)
  const rest = decodeWith(weights, code)
  return {
    units,
    imageOf(unit) {
      code[unit] = typical?.[unit] ?? 1
      const image = decodeWith(weights, code).map((value, pixel) => value - (rest[pixel] as number))
      code[unit] = 0
      return image
    },
  }
}
