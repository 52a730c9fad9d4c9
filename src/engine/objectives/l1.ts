import * as tf from '@tensorflow/tfjs-core'
import { hasKernel } from '../kernels/kernelNames.ts'
import { fusedPenalty } from './fusedLoss.ts'
import type { Penalty, RegularizerOf } from './penalties.ts'

/**
 * L1 on the code: weight x sum over the units of |h|, mean over the batch. Its gradient, weight x sign(h), 0 where h is, pulls every active unit
 * toward 0 with the same force, so that units which do not earn their keep fall silent.
 * (Goodfellow, Bengio and Courville 2016, "Deep Learning", section 14.2.1.)
 */
export const l1: Penalty<RegularizerOf<'l1'>> = {
  value({ code }, { weight }) {
    return hasKernel('HourglassL1') ? fusedPenalty('HourglassL1', code, { weight }) : plain(code, weight / code.shape[0])
  },
}

/** scale x sum of |x|. tfjs's own gradient of |x| is -1 at 0, and its sign on wasm 0 up to 1e-7. */
function plain(code: tf.Tensor2D, scale: number): tf.Scalar {
  const ofCode = tf.customGrad((...args) => {
    const [x, save] = args as unknown as [tf.Tensor, tf.GradSaveFunc]
    save([x])
    const gradFunc = (dValue: tf.Tensor, saved: tf.Tensor[]) => tf.mul(signOf(saved[0] as tf.Tensor), tf.mul(dValue, scale))
    return { value: tf.mul(tf.sum(tf.abs(x)), scale), gradFunc }
  })
  return ofCode(code) as tf.Scalar
}

function signOf(x: tf.Tensor): tf.Tensor {
  return tf.sub(tf.cast(tf.greater(x, 0), 'float32'), tf.cast(tf.less(x, 0), 'float32'))
}
