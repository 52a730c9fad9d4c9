import * as tf from '@tensorflow/tfjs-core'
import { hasKernel } from '../kernels/kernelNames.ts'
import { fusedLoss } from './fusedLoss.ts'
import type { Loss } from './losses.ts'

/**
 * Mean squared error over all elements: (y - x)^2, y [batch, inputs] the output after its activation; d / dz = 2 (y - x) f'(z) / elements.
 * (Bishop 2006, "Pattern Recognition and Machine Learning", equation 5.11, there a half of the sum.)
 */
export const mse: Loss = {
  perPicture: (logits, target, output) => tf.mean(tf.squaredDifference(activate(logits, output), target), 1),
  objective(logits, target, output) {
    if (hasKernel('HourglassMse')) return fusedLoss('HourglassMse', logits, target, { output })
    return tf.mean(tf.mean(tf.squaredDifference(activate(logits, output), target), 1))
  },
}

function activate(logits: tf.Tensor2D, output: 'sigmoid' | 'linear'): tf.Tensor2D {
  return output === 'sigmoid' ? tf.sigmoid(logits) : logits
}
