// A dense layer's values, activation(x W + b), as one operation with its gradient: in one kernel where the backend has it,
// else in plain operations.

import * as tf from '@tensorflow/tfjs-core'
import type { Activation } from '../../spec/runSpec.ts'
import { hasKernel, runKernel } from '../kernels/kernelNames.ts'
import { activate } from './dense.ts'
import { linear, linearOfData } from './linear.ts'

export interface DenseCall {
  /** [batch, inputs] */
  readonly x: tf.Tensor2D
  /** [inputs, units] */
  readonly kernel: tf.Tensor
  /** [units] */
  readonly bias: tf.Tensor
  readonly activation: Activation
  /** x is data: nobody wants its gradient, which would cost as much as the kernel's. */
  readonly isData: boolean
}

/**
 * [batch, units]. With z = x W + b, y = f(z) and dz = dy f'(z): dW = x' dz, db = column sums of dz, dx = dz W'.
 * f' is taken from y, which every activation here allows. (Rumelhart, Hinton and Williams 1986.)
 */
export function denseValues(call: DenseCall): tf.Tensor2D {
  if (hasKernel('HourglassDense')) return call.isData ? fusedOfData(call) : fusedOfHidden(call)
  const sums = call.isData ? linearOfData(call.x, call.kernel, call.bias) : linear(call.x, call.kernel, call.bias)
  return activate(call.activation, sums)
}

function fusedOfData({ x, kernel, bias, activation }: DenseCall): tf.Tensor2D {
  const ofWeights = tf.customGrad((...args) => {
    const [w, b, save] = args as unknown as [tf.Tensor2D, tf.Tensor1D, tf.GradSaveFunc]
    const value = forward(x, w, b, activation)
    save([x, value])
    const gradFunc = (dy: tf.Tensor, saved: tf.Tensor[]) => {
      const [savedX, y] = saved as [tf.Tensor2D, tf.Tensor2D]
      const [dz, dBias] = backward(y, dy, activation)
      return [tf.matMul(savedX, dz, true, false), dBias]
    }
    return { value, gradFunc }
  })
  return ofWeights(kernel, bias) as tf.Tensor2D
}

function fusedOfHidden({ x, kernel, bias, activation }: DenseCall): tf.Tensor2D {
  const ofAll = tf.customGrad((...args) => {
    const [hidden, w, b, save] = args as unknown as [tf.Tensor2D, tf.Tensor2D, tf.Tensor1D, tf.GradSaveFunc]
    const value = forward(hidden, w, b, activation)
    save([hidden, w, value])
    const gradFunc = (dy: tf.Tensor, saved: tf.Tensor[]) => {
      const [savedX, savedW, y] = saved as [tf.Tensor2D, tf.Tensor2D, tf.Tensor2D]
      const [dz, dBias] = backward(y, dy, activation)
      return [tf.matMul(dz, savedW, false, true), tf.matMul(savedX, dz, true, false), dBias]
    }
    return { value, gradFunc }
  })
  return ofAll(x, kernel, bias) as tf.Tensor2D
}

function forward(x: tf.Tensor2D, kernel: tf.Tensor2D, bias: tf.Tensor1D, activation: Activation): tf.Tensor2D {
  return runKernel('HourglassDense', { x, kernel, bias }, { activation })[0] as tf.Tensor2D
}

/** dz [batch, units] and dBias [units]. */
function backward(y: tf.Tensor2D, dy: tf.Tensor, activation: Activation): [tf.Tensor2D, tf.Tensor] {
  if (activation === 'linear') return [dy as tf.Tensor2D, runKernel('HourglassColumnSums', { x: dy })[0] as tf.Tensor]
  const [dz, dBias] = runKernel('HourglassActivationGradient', { y, dy }, { activation })
  return [dz as tf.Tensor2D, dBias as tf.Tensor]
}
