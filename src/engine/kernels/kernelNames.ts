// The operations that are ours, by the names their kernels are registered under. Each has a plain-ops version where it is used;
// a backend that has a kernel of that name (wasm with the pack; webgl can follow, in kernels/webgl/) computes it in one go.

import * as tf from '@tensorflow/tfjs-core'

export type KernelName =
  /** { x [batch, inputs], kernel [inputs, units], bias [units] }, { activation } -> y [batch, units] */
  | 'HourglassDense'
  /** { y, dy } [batch, units], { activation } -> dz [batch, units], dBias [units] */
  | 'HourglassActivationGradient'
  /** { x [rows, columns] } -> sums [columns] */
  | 'HourglassColumnSums'
  /** { logits, target } [batch, size] -> value [], gradient [batch, size] */
  | 'HourglassBce'
  /** { logits, target } [batch, size], { output: 'sigmoid' | 'linear' } -> value [], gradient [batch, size] */
  | 'HourglassMse'
  /** { logits, target } [pictures, size], { loss: 'bce' | 'mse', output: 'sigmoid' | 'linear' } -> losses [pictures], squares [pictures] */
  | 'HourglassPictureErrors'
  /** { weight, mean, variance, gradient, scalars [2] } -> weight, mean, variance */
  | 'HourglassAdam'
  /** { weight, gradient, scalars [1] } -> weight */
  | 'HourglassSgd'
  /** { weight, velocity, gradient, scalars [1] } -> weight, velocity */
  | 'HourglassMomentum'
  /** { weight, meanSquare, gradient, scalars [1] } -> weight, meanSquare */
  | 'HourglassRmsprop'

/** Does the present backend have a kernel of its own for this operation? */
export function hasKernel(name: KernelName): boolean {
  return tf.getKernel(name, tf.getBackend()) !== undefined
}

/** Runs it. The present backend must have it. Gradients are the caller's business. */
export function runKernel(name: KernelName, inputs: Record<string, tf.Tensor>, attributes: tf.NamedAttrMap = {}): tf.Tensor[] {
  const outputs = tf.engine().runKernel(name, inputs, attributes) as tf.Tensor | tf.Tensor[]
  return Array.isArray(outputs) ? outputs : [outputs]
}
