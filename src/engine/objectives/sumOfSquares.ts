import * as tf from '@tensorflow/tfjs-core'
import { hasKernel } from '../kernels/kernelNames.ts'
import { fusedPenalty, fusedValue } from './fusedLoss.ts'

/** weight x sum of squares, differentiable by x: its gradient is 2 weight x. tfjs's own, of a sum, would upload ones of x's shape to webgl. */
export function sumOfSquares(x: tf.Tensor, weight: number): tf.Scalar {
  if (hasKernel('HourglassWeightDecay')) return fusedPenalty('HourglassWeightDecay', x, { weight })
  return fusedValue(x, (values) => [tf.mul(tf.sum(tf.square(values)), weight), tf.mul(values, 2 * weight)])
}
