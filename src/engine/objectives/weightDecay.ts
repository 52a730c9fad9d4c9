import * as tf from '@tensorflow/tfjs-core'
import type { Penalty, RegularizerOf } from './penalties.ts'
import { sumOfSquares } from './sumOfSquares.ts'

/** Weight decay: weight x sum of squares over all kernels, no biases. (Krogh and Hertz 1991, "A Simple Weight Decay Can Improve Generalization".) */
export const weightDecay: Penalty<RegularizerOf<'weight-decay'>> = {
  value: ({ model }, { weight }) => model.kernels.map((kernel) => sumOfSquares(kernel, weight)).reduce((sum, part) => tf.add(sum, part)),
}
