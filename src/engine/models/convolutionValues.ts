// The values of a convolution, or of a transposed one, as one operation with its gradient: in kernels of ours where the backend has them, else in
// plain operations. The two are each other's gradient by the input, and share the one by the kernel, the roles of image and map exchanged
// (Dumoulin and Visin 2016, "A guide to convolution arithmetic for deep learning", section 4).

import * as tf from '@tensorflow/tfjs-core'
import type { ConvShape, ConvTransposeShape } from '../../spec/layerShapes.ts'
import type { Activation } from '../../spec/runSpec.ts'
import { hasKernel, runKernel } from '../kernels/kernelNames.ts'
import { activate } from './activate.ts'
import type { LayerCall } from './layerValues.ts'
import { plainConvolution } from './plainConvolution.ts'

type Layer = ConvShape | ConvTransposeShape
type Call = LayerCall<Layer>

/**
 * [batch, units]. With z = x * W + b, y = f(z) and dz = dy f'(z): dx is dz through the opposite operation with the same W, db the sums of dz over
 * pictures and pixels, dW for each tap the product of what it sees of the image with the map.
 */
export function convolutionValues(call: Call): tf.Tensor2D {
  if (hasKernel('HourglassConvolution')) return call.isData ? fusedOfData(call) : fusedOfHidden(call)
  const { layer, x, bias, activation } = call
  const [, , channels] = layer.to
  const sums = plainConvolution(call)
  const biased = tf.add(tf.reshape(sums, [-1, channels]), bias)
  return activate(activation, tf.reshape(biased, [x.shape[0], layer.units]))
}

function fusedOfData({ layer, x, kernel, bias, activation }: Call): tf.Tensor2D {
  const ofWeights = tf.customGrad((...args) => {
    const [w, b, save] = args as unknown as [tf.Tensor, tf.Tensor, tf.GradSaveFunc]
    const value = forward(layer, { x, w, b, activation })
    save([x, value])
    const gradFunc = (dy: tf.Tensor, saved: tf.Tensor[]) => {
      const [savedX, y] = saved as [tf.Tensor, tf.Tensor]
      const [dz, dBias] = backward(layer, { y, dy, activation })
      return [kernelGradient(layer, savedX, dz), dBias]
    }
    return { value, gradFunc }
  })
  return ofWeights(kernel, bias) as tf.Tensor2D
}

function fusedOfHidden({ layer, x, kernel, bias, activation }: Call): tf.Tensor2D {
  const ofAll = tf.customGrad((...args) => {
    const [hidden, w, b, save] = args as unknown as [tf.Tensor, tf.Tensor, tf.Tensor, tf.GradSaveFunc]
    const value = forward(layer, { x: hidden, w, b, activation })
    save([hidden, w, value])
    const gradFunc = (dy: tf.Tensor, saved: tf.Tensor[]) => {
      const [savedX, savedW, y] = saved as [tf.Tensor, tf.Tensor, tf.Tensor]
      const [dz, dBias] = backward(layer, { y, dy, activation })
      return [inputGradient(layer, dz, savedW), kernelGradient(layer, savedX, dz), dBias]
    }
    return { value, gradFunc }
  })
  return ofAll(x, kernel, bias) as tf.Tensor2D
}

interface Forward {
  readonly x: tf.Tensor
  readonly w: tf.Tensor
  readonly b: tf.Tensor
  readonly activation: Activation
}

function forward(layer: Layer, { x, w, b, activation }: Forward): tf.Tensor {
  return firstOf(runKernel('HourglassConvolution', { x, kernel: w, bias: b }, { ...geometry(layer), activation }))
}

function inputGradient({ from, to, ...layer }: Layer, dz: tf.Tensor, kernel: tf.Tensor): tf.Tensor {
  const back = { ...geometry({ ...layer, from: to, to: from }), isTransposed: layer.type === 'conv', activation: 'linear' }
  return firstOf(runKernel('HourglassConvolution', { x: dz, kernel }, back))
}

function kernelGradient(layer: Layer, x: tf.Tensor, dy: tf.Tensor): tf.Tensor {
  return firstOf(runKernel('HourglassConvolutionKernelGradient', { x, dy }, geometry(layer)))
}

/** dz [batch, units] and dBias [channels]: as of a dense layer whose rows are the pixels. */
function backward(layer: Layer, { y, dy, activation }: { y: tf.Tensor; dy: tf.Tensor; activation: Activation }): [tf.Tensor, tf.Tensor] {
  const pixels = [-1, layer.to[2]]
  if (activation === 'linear') return [dy, runKernel('HourglassColumnSums', { x: tf.reshape(dy, pixels) })[0] as tf.Tensor]
  const [dz, dBias] = runKernel('HourglassActivationGradient', { y: tf.reshape(y, pixels), dy: tf.reshape(dy, pixels) }, { activation })
  return [tf.reshape(dz as tf.Tensor, dy.shape), dBias as tf.Tensor]
}

function geometry({ type, from, to, size, stride }: Layer): tf.NamedAttrMap {
  return { from: [...from], to: [...to], size, stride, isTransposed: type === 'conv-transpose' }
}

/** The result; the memory that it was worked out in is freed. */
function firstOf([value, ...working]: tf.Tensor[]): tf.Tensor {
  tf.dispose(working)
  return value as tf.Tensor
}
