import * as tf from '@tensorflow/tfjs-core'
import { hasKernel } from '../kernels/kernelNames.ts'
import { fusedLoss } from './fusedLoss.ts'
import type { Loss } from './losses.ts'

/**
 * Binary cross-entropy, mean over all elements: -x ln y - (1 - x) ln(1 - y) with y = 1 / (1 + e^-z), the output [batch, inputs] after its activation.
 * From the logits z it is max(z, 0) - z x + ln(1 + e^-|z|), which never overflows; its gradient (y - x) / elements. (Bishop 2006, "Pattern Recognition
 * and Machine Learning", equations 4.90 and 4.91.)
 * For grey targets its lowest value is their own entropy, not 0.
 */
export const bce: Loss = {
  perPicture: (logits, target) => tf.mean(elementwise(logits, target), 1),
  objective: (logits, target) => (hasKernel('HourglassBce') ? fusedLoss('HourglassBce', logits, target) : differentiable(logits, target)),
}

function elementwise(z: tf.Tensor, x: tf.Tensor): tf.Tensor {
  const overflowFree = tf.log1p(tf.exp(tf.neg(tf.abs(z))))
  return tf.add(tf.sub(tf.relu(z), tf.mul(z, x)), overflowFree)
}

/** The same with its gradient in closed form: d / dz = (sigmoid(z) - x) / elements. The target gets none. */
function differentiable(logits: tf.Tensor, target: tf.Tensor): tf.Scalar {
  const ofLogits = tf.customGrad((...args) => {
    const [z, save] = args as unknown as [tf.Tensor, tf.GradSaveFunc]
    save([z, target])
    const gradFunc = (dValue: tf.Tensor, saved: tf.Tensor[]) => {
      const [savedZ, savedX] = saved as [tf.Tensor, tf.Tensor]
      return tf.mul(tf.sub(tf.sigmoid(savedZ), savedX), tf.div(dValue, savedZ.size))
    }
    return { value: tf.mean(tf.mean(elementwise(z, target), 1)), gradFunc }
  })
  return ofLogits(logits) as tf.Scalar
}
