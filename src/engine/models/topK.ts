import * as tf from '@tensorflow/tfjs-core'
import { hasKernel, runKernel } from '../kernels/kernelNames.ts'

/**
 * Keeps the k largest of each row, of equal ones the first; the others become 0: [rows, units] -> [rows, units]. The gradient goes through the kept
 * ones alone. (Makhzani and Frey 2013, "k-Sparse Autoencoders", algorithm 1.)
 */
export function keepLargest(values: tf.Tensor2D, k: number): tf.Tensor2D {
  const ofValues = tf.customGrad((...args) => {
    const [x, save] = args as unknown as [tf.Tensor2D, tf.GradSaveFunc]
    if (hasKernel('HourglassKeepLargest')) {
      save([x])
      return { value: fused(x, x, k), gradFunc: (dy: tf.Tensor, [saved]: tf.Tensor[]) => fused(saved as tf.Tensor, dy, k) }
    }
    const kept = keptOnes(x, k)
    save([kept])
    return { value: tf.mul(x, kept), gradFunc: (dy: tf.Tensor, [saved]: tf.Tensor[]) => tf.mul(dy, saved as tf.Tensor) }
  })
  return ofValues(values) as tf.Tensor2D
}

/** Of `values` those that stand where x has its k largest. */
function fused(x: tf.Tensor, values: tf.Tensor, k: number): tf.Tensor {
  return runKernel('HourglassKeepLargest', { x, values }, { k })[0] as tf.Tensor
}

/** 1 where x has its k largest, else 0. */
function keptOnes(x: tf.Tensor2D, k: number): tf.Tensor {
  const { indices } = tf.topk(x, k)
  return tf.sum(tf.cast(tf.oneHot(indices, x.shape[1]), 'float32'), 1)
}
