import * as tf from '@tensorflow/tfjs-core'
import type { Activation } from '../../../spec/runSpec.ts'
import { LEAKY_RELU_SLOPE } from '../../forward.ts'
import type { KernelName } from '../kernelNames.ts'

const NAME: KernelName = 'HourglassDense'

/** y = activation(x W + b) in one draw, tfjs's own; tanh, which tfjs's product does not know, takes a second. */
export const dense: tf.KernelConfig = {
  kernelName: NAME,
  backendName: 'webgl',
  // tfjs hands its kernels the very tensors that they were called with. What is left between is freed.
  kernelFunc: ({ inputs, attrs }) => tf.tidy(() => [activatedProduct(inputs as unknown as DenseInputs, attrs as unknown as DenseAttributes)]),
}

type DenseInputs = Readonly<Record<'x' | 'kernel' | 'bias', tf.Tensor>>

interface DenseAttributes {
  readonly activation: Activation
  readonly isTransposed?: boolean
}

function activatedProduct({ x: a, kernel: b, bias }: DenseInputs, { activation, isTransposed = false }: DenseAttributes): tf.Tensor {
  const fused = FUSED[activation]
  // The kernel itself: tf.fused.matMul takes three operations while a tape is running.
  const attributes = { transposeA: false, transposeB: isTransposed, activation: fused ?? 'linear', leakyreluAlpha: LEAKY_RELU_SLOPE }
  const y = tf.engine().runKernel(tf._FusedMatMul, { a, b, bias }, attributes) as tf.Tensor
  return fused ? y : tf.tanh(y)
}

/** The activations as tfjs's product names them. */
const FUSED: Record<Activation, string | null> = {
  linear: 'linear',
  relu: 'relu',
  'leaky-relu': 'leakyrelu',
  elu: 'elu',
  sigmoid: 'sigmoid',
  tanh: null,
}
