// Convolutions, and transposed ones, of plain tfjs operations, with a gradient of our own making: tfjs's is not to be had on its wasm backend,
// which lacks the one by the kernel.

import * as tf from '@tensorflow/tfjs-core'
import { type ConvShape, type ConvTransposeShape, type SpatialShape, samePadding } from '../../spec/layerShapes.ts'
import type { LayerCall } from './layerValues.ts'

type Layer = ConvShape | ConvTransposeShape
type Call = LayerCall<Layer>

/** The sums, [batch, units], before bias and activation. */
export function plainConvolution({ layer, x, kernel, isData }: Call): tf.Tensor2D {
  const compute = tf.customGrad((...args) => {
    const save = args.pop() as unknown as tf.GradSaveFunc
    const [hidden, w] = (isData ? [x, ...args] : args) as [tf.Tensor2D, tf.Tensor4D]
    save([hidden, w])
    const gradFunc = (dy: tf.Tensor, saved: tf.Tensor[]) => {
      const [savedX, savedW] = saved as [tf.Tensor2D, tf.Tensor4D]
      const dKernel = kernelGradient(layer, savedX, dy as tf.Tensor2D)
      return isData ? [dKernel] : [convolve(opposite(layer), dy as tf.Tensor2D, savedW), dKernel]
    }
    return { value: convolve(layer, hidden, w), gradFunc }
  })
  return (isData ? compute(kernel) : compute(x, kernel)) as tf.Tensor2D
}

/** Forth and back again: what leads by the same kernel the other way, each other's gradient by the input. */
function opposite(layer: Layer): Layer {
  const { from: to, to: from, inputs: units, units: inputs, ...rest } = layer
  return { ...rest, from, to, inputs, units, type: layer.type === 'conv' ? 'conv-transpose' : 'conv' }
}

function convolve(layer: Layer, x: tf.Tensor2D, kernel: tf.Tensor4D): tf.Tensor2D {
  const { type, from, to, size, stride, units } = layer
  const batch = x.shape[0]
  const pictures = spatial(x, from)
  if (type === 'conv-transpose') return tf.reshape(tf.conv2dTranspose(pictures, kernel, [batch, ...to], stride, 'same'), [batch, units])
  // Padded by hand where the stride is larger than the kernel: tfjs's wasm kernel then starts in the wrong place.
  const values = stride > size ? tf.conv2d(paddedImage(pictures, layer), kernel, stride, 'valid') : tf.conv2d(pictures, kernel, stride, 'same')
  return tf.reshape(values, [batch, units])
}

function kernelGradient({ type, from, to, size, stride }: Layer, x: tf.Tensor2D, dy: tf.Tensor2D): tf.Tensor4D {
  const [image, map] = type === 'conv' ? [spatial(x, from), spatial(dy, to)] : [spatial(dy, to), spatial(x, from)]
  if (!tf.getKernel(tf.Conv2DBackpropFilter, tf.getBackend())) return kernelGradientByConvolution({ image, map, size, stride })
  const filterShape = [size, size, image.shape[3], map.shape[3]]
  const attributes = { strides: [stride, stride], pad: 'same', dataFormat: 'NHWC', filterShape }
  return tf.engine().runKernel(tf.Conv2DBackpropFilter, { x: image, dy: map }, attributes) as tf.Tensor4D
}

/**
 * The gradient by the kernel is a convolution itself: of the padded image with the map, whose pixels lie `stride` apart, the image's channels taken for
 * pictures and the pictures for channels.
 */
function kernelGradientByConvolution({
  image,
  map,
  size,
  stride,
}: {
  image: tf.Tensor4D
  map: tf.Tensor4D
  size: number
  stride: number
}): tf.Tensor4D {
  const padded = paddedImage(image, { size, stride })
  const [channels, filters] = [image.shape[3], map.shape[3]]
  const products = tf.conv2d(tf.transpose(padded, [3, 1, 2, 0]) as tf.Tensor4D, tf.transpose(map, [1, 2, 0, 3]), 1, 'valid', 'NHWC', stride)
  return tf.transpose(tf.slice(products, [0, 0, 0, 0], [channels, size, size, filters]), [1, 2, 0, 3])
}

function spatial(rows: tf.Tensor2D, shape: SpatialShape): tf.Tensor4D {
  return tf.reshape(rows, [rows.shape[0], ...shape])
}

/** With the zeros that padding 'same' stands for. */
function paddedImage(image: tf.Tensor4D, { size, stride }: { size: number; stride: number }): tf.Tensor4D {
  const [down, across] = [samePadding(image.shape[1], size, stride), samePadding(image.shape[2], size, stride)]
  return tf.pad(image, [
    [0, 0],
    [down.before, down.after],
    [across.before, across.after],
    [0, 0],
  ])
}
