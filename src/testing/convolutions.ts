// What the tests of convolutions and pooling share: shapes of any kind, and tfjs's own operations on them.

import * as tf from '@tensorflow/tfjs-core'
import fc from 'fast-check'
import { product, type SpatialShape } from '../spec/layerShapes.ts'
import { anySeed } from './kernels.ts'

/** A convolution from an image to a map, padding 'same'. */
export interface Geometry {
  readonly batch: number
  readonly image: SpatialShape
  readonly map: SpatialShape
  readonly size: number
  readonly stride: number
  readonly seed: number
}

const side = fc.integer({ min: 1, max: 9 })
/** Every rest by 4 and 8, often, and now and then many. */
const channels = fc.oneof({ weight: 4, arbitrary: fc.integer({ min: 1, max: 9 }) }, { weight: 1, arbitrary: fc.integer({ min: 10, max: 35 }) })

/** Kernels larger than the picture, strides larger than the kernel, single rows of pixels. */
export const anyConvolution: fc.Arbitrary<Geometry> = fc
  .record({
    batch: fc.integer({ min: 1, max: 9 }),
    height: side,
    width: side,
    channels,
    filters: channels,
    size: fc.integer({ min: 1, max: 6 }),
    stride: fc.integer({ min: 1, max: 5 }),
    seed: anySeed,
  })
  .map(({ height, width, channels: depth, filters, stride, ...rest }) => ({
    ...rest,
    stride,
    image: [height, width, depth],
    map: [Math.ceil(height / stride), Math.ceil(width / stride), filters],
  }))

/** Squares on a picture: the same with one number of channels, and a stride of the squares' side. */
export const anySquares: fc.Arbitrary<Geometry> = anyConvolution.map(({ image, size, ...rest }) => ({
  ...rest,
  size,
  stride: size,
  image,
  map: [Math.ceil(image[0] / size), Math.ceil(image[1] / size), image[2]],
}))

export function pictures(values: Float32Array, shape: SpatialShape): tf.Tensor4D {
  return tf.tensor4d(values, [values.length / product(shape), ...shape])
}

/** Kernels on pictures, whose arrays' sizes follow from more than their shapes: convolutionBounds.test.ts runs them at the edges of memory. */
export const SPATIAL_KERNELS: readonly string[] = [
  'HourglassConvolution',
  'HourglassConvolutionKernelGradient',
  'HourglassMaxPool',
  'HourglassMaxPoolGradient',
  'HourglassUpsample',
  'HourglassUpsampleGradient',
]
