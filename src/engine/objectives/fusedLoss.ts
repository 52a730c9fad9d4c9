// A loss or a penalty whose kernel gives value and gradient in one pass.

import * as tf from '@tensorflow/tfjs-core'
import { type KernelName, runKernel } from '../kernels/kernelNames.ts'

/** logits, target [batch, size] -> the mean over all elements, differentiable by the logits. The present backend must have the kernel. */
export function fusedLoss(name: KernelName, logits: tf.Tensor, target: tf.Tensor, attributes: tf.NamedAttrMap = {}): tf.Scalar {
  return fusedValue(logits, (z) => runKernel(name, { logits: z, target }, attributes))
}

/** x -> the kernel's value, differentiable by x. The present backend must have the kernel. */
export function fusedPenalty(name: KernelName, x: tf.Tensor, attributes: tf.NamedAttrMap): tf.Scalar {
  return fusedValue(x, (values) => runKernel(name, { x: values }, attributes))
}

/** x -> the value that `run` gives, [], differentiable by x: `run` gives its gradient too. */
export function fusedValue(x: tf.Tensor, run: (x: tf.Tensor) => tf.Tensor[]): tf.Scalar {
  const ofX = tf.customGrad((...args) => {
    const [values, save] = args as unknown as [tf.Tensor, tf.GradSaveFunc]
    const [value, gradient] = run(values) as [tf.Tensor, tf.Tensor]
    save([gradient])
    return { value, gradFunc: (dValue: tf.Tensor, saved: tf.Tensor[]) => scaled(saved[0] as tf.Tensor, dValue) }
  })
  return ofX(x) as tf.Scalar
}

/**
 * A loss is what is minimised, alone or as a term of a sum: dValue is 1, and a product with it would be a pass over the batch for nothing.
 * Looking at it reads nothing back: a one that nobody has computed with has never left the processor's memory (a test counts webgl's read-backs).
 */
export function scaled(gradient: tf.Tensor, dValue: tf.Tensor): tf.Tensor {
  return dValue.dataSync()[0] === 1 ? tf.clone(gradient) : tf.mul(gradient, dValue)
}
