// A loss whose kernel gives value and gradient in one pass.

import * as tf from '@tensorflow/tfjs-core'
import { type KernelName, runKernel } from '../kernels/kernelNames.ts'

/** logits, target [batch, size] -> the mean over all elements, differentiable by the logits. The present backend must have the kernel. */
export function fusedLoss(name: KernelName, logits: tf.Tensor, target: tf.Tensor, attributes: tf.NamedAttrMap = {}): tf.Scalar {
  const ofLogits = tf.customGrad((...args) => {
    const [z, save] = args as unknown as [tf.Tensor, tf.GradSaveFunc]
    const [value, gradient] = runKernel(name, { logits: z, target }, attributes) as [tf.Tensor, tf.Tensor]
    save([gradient])
    return { value, gradFunc: (dValue: tf.Tensor, saved: tf.Tensor[]) => scaled(saved[0] as tf.Tensor, dValue) }
  })
  return ofLogits(logits) as tf.Scalar
}

/**
 * A loss is what is minimised, alone or as a term of a sum: dValue is 1, and a product with it would be a pass over the batch for nothing.
 * Looking at it reads nothing back: a one that nobody has computed with has never left the processor's memory (a test counts webgl's read-backs).
 */
function scaled(gradient: tf.Tensor, dValue: tf.Tensor): tf.Tensor {
  return dValue.dataSync()[0] === 1 ? tf.clone(gradient) : tf.mul(gradient, dValue)
}
