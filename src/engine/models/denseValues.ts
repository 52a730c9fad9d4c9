// A dense layer's values, activation(x W + b), as one operation with its gradient: in one kernel where the backend has it,
// else in plain operations.

import * as tf from '@tensorflow/tfjs-core'
import type { DenseShape } from '../../spec/layerShapes.ts'
import type { Activation } from '../../spec/runSpec.ts'
import { hasKernel, runKernel } from '../kernels/kernelNames.ts'
import { activate } from './activate.ts'
import type { LayerCall } from './layerValues.ts'
import { linear, linearOfData } from './linear.ts'
import { keepLargest } from './topK.ts'

/** A planned dense layer's values, [batch, units] (of a variational bottleneck [batch, 2 units]): its k largest alone where it says so. */
export function denseLayerValues({ layer, ...call }: LayerCall<DenseShape>): tf.Tensor2D {
  const values = denseValues({ ...call, isTransposed: layer.tiedTo !== undefined })
  return layer.topK === undefined ? values : keepLargest(values, layer.topK)
}

export interface DenseCall {
  /** [batch, inputs] */
  readonly x: tf.Tensor2D
  /** [inputs, units], or [units, inputs] where it is transposed */
  readonly kernel: tf.Tensor
  /** [units] */
  readonly bias: tf.Tensor
  readonly activation: Activation
  /** x is data: nobody wants its gradient, which would cost as much as the kernel's. */
  readonly isData: boolean
  readonly isTransposed?: boolean
}

/**
 * [batch, units]. With z = x W + b, y = f(z) and dz = dy f'(z): dW = x' dz, db = column sums of dz, dx = dz W'.
 * f' is taken from y, which every activation here allows. (Rumelhart, Hinton and Williams 1986.)
 */
export function denseValues(call: DenseCall): tf.Tensor2D {
  if (hasKernel('HourglassDense')) return call.isData ? fusedOfData(call) : fusedOfHidden(call)
  const kernel = call.isTransposed ? tf.transpose(call.kernel) : call.kernel
  const sums = call.isData ? linearOfData(call.x, kernel, call.bias) : linear(call.x, kernel, call.bias)
  return activate(call.activation, sums)
}

function fusedOfData({ x, kernel, bias, activation, isTransposed = false }: DenseCall): tf.Tensor2D {
  const ofWeights = tf.customGrad((...args) => {
    const [w, b, save] = args as unknown as [tf.Tensor2D, tf.Tensor1D, tf.GradSaveFunc]
    const value = forward(x, w, b, { activation, isTransposed })
    save([x, value])
    const gradFunc = (dy: tf.Tensor, saved: tf.Tensor[]) => {
      const [savedX, y] = saved as [tf.Tensor2D, tf.Tensor2D]
      const [dz, dBias] = backward(y, dy, activation)
      return [kernelGradient(savedX, dz, isTransposed), dBias]
    }
    return { value, gradFunc }
  })
  return ofWeights(kernel, bias) as tf.Tensor2D
}

function fusedOfHidden({ x, kernel, bias, activation, isTransposed = false }: DenseCall): tf.Tensor2D {
  const ofAll = tf.customGrad((...args) => {
    const [hidden, w, b, save] = args as unknown as [tf.Tensor2D, tf.Tensor2D, tf.Tensor1D, tf.GradSaveFunc]
    const value = forward(hidden, w, b, { activation, isTransposed })
    save([hidden, w, value])
    const gradFunc = (dy: tf.Tensor, saved: tf.Tensor[]) => {
      const [savedX, savedW, y] = saved as [tf.Tensor2D, tf.Tensor2D, tf.Tensor2D]
      const [dz, dBias] = backward(y, dy, activation)
      return [tf.matMul(dz, savedW, false, !isTransposed), kernelGradient(savedX, dz, isTransposed), dBias]
    }
    return { value, gradFunc }
  })
  return ofAll(x, kernel, bias) as tf.Tensor2D
}

function forward(
  x: tf.Tensor2D,
  kernel: tf.Tensor2D,
  bias: tf.Tensor1D,
  attributes: { readonly activation: Activation; readonly isTransposed: boolean },
): tf.Tensor2D {
  return runKernel('HourglassDense', { x, kernel, bias }, attributes)[0] as tf.Tensor2D
}

function kernelGradient(x: tf.Tensor2D, dz: tf.Tensor2D, isTransposed: boolean): tf.Tensor2D {
  return isTransposed ? tf.matMul(dz, x, true, false) : tf.matMul(x, dz, true, false)
}

/** dz [batch, units] and dBias [units]. */
function backward(y: tf.Tensor2D, dy: tf.Tensor, activation: Activation): [tf.Tensor2D, tf.Tensor] {
  if (activation === 'linear') return [dy as tf.Tensor2D, runKernel('HourglassColumnSums', { x: dy })[0] as tf.Tensor]
  const [dz, dBias] = runKernel('HourglassActivationGradient', { y, dy }, { activation })
  return [dz as tf.Tensor2D, dBias as tf.Tensor]
}
