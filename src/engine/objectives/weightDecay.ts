import * as tf from '@tensorflow/tfjs-core'
import { hasKernel } from '../kernels/kernelNames.ts'
import { fusedPenalty } from './fusedLoss.ts'
import type { Penalty, RegularizerOf } from './penalties.ts'

/** Weight decay: weight x sum of squares over all kernels, no biases. (Krogh and Hertz 1991, "A Simple Weight Decay Can Improve Generalization".) */
export const weightDecay: Penalty<RegularizerOf<'weight-decay'>> = {
  value: ({ model }, { weight }) => model.kernels.map((kernel) => ofKernel(kernel, weight)).reduce((sum, part) => tf.add(sum, part)),
}

function ofKernel(kernel: tf.Tensor, weight: number): tf.Scalar {
  if (hasKernel('HourglassWeightDecay')) return fusedPenalty('HourglassWeightDecay', kernel, { weight })
  return tf.mul(tf.sum(tf.square(kernel)), weight) as tf.Scalar
}
