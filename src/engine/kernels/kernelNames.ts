// The operations that are ours, by the names their kernels are registered under. Each has a plain-ops version where it is used;
// a backend that has a kernel of that name (wasm with the pack; webgl) computes it in one go.

import * as tf from '@tensorflow/tfjs-core'

export type KernelName =
  /** { x [batch, inputs], kernel [inputs, units], bias [units] }, { activation, isTransposed } -> y [batch, units]; transposed, the kernel is [units, inputs] */
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
  /** { x [rows, units] }, { weight } -> value [], gradient [rows, units]: weight x sum of |x| over a row, mean over the rows */
  | 'HourglassL1'
  /** { x [rows, units] }, { weight, target } -> value [], gradient [rows, units]: of the divergence of x's column means from the target */
  | 'HourglassKl'
  /** { x }, { weight } -> value [], gradient: weight x sum of squares */
  | 'HourglassWeightDecay'
  /** { x, values [rows, units] }, { k } -> out [rows, units]: the values that stand where x has its k largest of a row, else 0 */
  | 'HourglassKeepLargest'
  /** { clean [rows, size] }, NoiseAttributes (webgl/gaussianNoise.ts) -> noisy [rows, size] */
  | 'HourglassGaussianNoise'
  /** { clean [rows, size] }, NoiseAttributes -> noisy [rows, size]: pixels of the lowest or the highest value among the clean ones */
  | 'HourglassSpoiltPixels'
  /** {}, StreamAttributes (webgl/randomStream.ts), { shape [rows, columns] } -> numbers of that shape, standard normal */
  | 'HourglassNormalNumbers'
  /** {}, StreamAttributes, { shape [rows, columns] } -> 1 and -1 of that shape, by a stream's bits */
  | 'HourglassRandomSigns'
  /** { weight, mean, variance, gradient, scalars [2] } -> weight, mean, variance */
  | 'HourglassAdam'
  /** { weight, gradient, scalars [1] } -> weight */
  | 'HourglassSgd'
  /** { weight, velocity, gradient, scalars [1] } -> weight, velocity */
  | 'HourglassMomentum'
  /** { weight, meanSquare, gradient, scalars [1] } -> weight, meanSquare */
  | 'HourglassRmsprop'
  /** { x [batch, inputs], kernel, bias? [channels out] }, { from, to, size, stride, isTransposed, activation } -> y [batch, units], and memory that it worked in */
  | 'HourglassConvolution'
  /** { x [batch, inputs], dy [batch, units] }, { from, to, size, stride, isTransposed } -> dKernel, and memory that it worked in */
  | 'HourglassConvolutionKernelGradient'
  /** { x [batch, inputs] }, { from, to, size } -> y [batch, units] */
  | 'HourglassMaxPool'
  /** { x [batch, inputs], dy [batch, units] }, { from, to, size } -> dx [batch, inputs] */
  | 'HourglassMaxPoolGradient'
  /** { x [batch, inputs] }, { from, to, size } -> y [batch, units] */
  | 'HourglassUpsample'
  /** { dy [batch, units] }, { from, to, size } -> dx [batch, inputs] */
  | 'HourglassUpsampleGradient'
  /** { spread [rows, 2 units], epsilon [rows, units] } -> code [rows, units] */
  | 'HourglassCodeSample'
  /** { spread [rows, 2 units], epsilon, dCode [rows, units] } -> dSpread [rows, 2 units] */
  | 'HourglassCodeSampleGradient'
  /** { spread [rows, 2 units], weight [1] } -> value [], gradient [rows, 2 units] */
  | 'HourglassCodeDivergence'
  /** { kernel [inputs, units], code [rows, units] }, { activation, weight } -> value [], dKernel, memory [units] twice, and dCode where the activation is bent */
  | 'HourglassContraction'
  /** { product, y [rows, units] }, { activation } -> tangent [rows, units] */
  | 'HourglassTangent'
  /** { product, y, dTangent [rows, units] }, { activation } -> dProduct, and dY where the activation is bent */
  | 'HourglassTangentGradient'

/** Does the present backend have a kernel of its own for this operation? */
export function hasKernel(name: KernelName): boolean {
  return tf.getKernel(name, tf.getBackend()) !== undefined
}

/** Runs it. The present backend must have it. Gradients are the caller's business. */
export function runKernel(name: KernelName, inputs: Record<string, tf.Tensor>, attributes: tf.NamedAttrMap = {}): tf.Tensor[] {
  const outputs = tf.engine().runKernel(name, inputs, attributes) as tf.Tensor | tf.Tensor[]
  return Array.isArray(outputs) ? outputs : [outputs]
}
