// x W + b with its gradients. The product and each transpose are kernels of their own here: a transposed operand sends tfjs's wasm matmul
// down a path ten times slower (784 x 128 at a batch of 128: 12 ms instead of 1.3), and its own gradient transposes twice a layer.

import * as tf from '@tensorflow/tfjs-core'

/** [batch, inputs] . [inputs, units] + [units] -> [batch, units]. dx = dy W', dW = x' dy, db = column sums of dy. */
export function linear(x: tf.Tensor2D, kernel: tf.Tensor, bias: tf.Tensor): tf.Tensor2D {
  return linearOfHidden(x, kernel, bias) as tf.Tensor2D
}

/** The same where x is data: nobody wants its gradient, which would cost as much as dW. */
export function linearOfData(x: tf.Tensor2D, kernel: tf.Tensor, bias: tf.Tensor): tf.Tensor2D {
  const ofWeights = tf.customGrad((...args) => {
    const [w, b, save] = args as unknown as [tf.Tensor2D, tf.Tensor1D, tf.GradSaveFunc]
    save([x])
    return {
      value: product(x, w, b),
      gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) => [kernelGradient(saved[0] as tf.Tensor2D, dy as tf.Tensor2D), tf.sum(dy, 0)],
    }
  })
  return ofWeights(kernel, bias) as tf.Tensor2D
}

const linearOfHidden = tf.customGrad((...args) => {
  const [x, w, b, save] = args as unknown as [tf.Tensor2D, tf.Tensor2D, tf.Tensor1D, tf.GradSaveFunc]
  save([x, w])
  const gradFunc = (dy: tf.Tensor, saved: tf.Tensor[]) => {
    const [savedX, savedW] = saved as [tf.Tensor2D, tf.Tensor2D]
    const dx = tf.matMul(dy as tf.Tensor2D, tf.transpose(savedW))
    return [dx, kernelGradient(savedX, dy as tf.Tensor2D), tf.sum(dy, 0)]
  }
  return { value: product(x, w, b), gradFunc }
})

function product(x: tf.Tensor2D, w: tf.Tensor2D, b: tf.Tensor1D): tf.Tensor2D {
  return tf.fused.matMul({ a: x, b: w, bias: b, transposeA: false, transposeB: false, activation: 'linear' }) as tf.Tensor2D
}

function kernelGradient(x: tf.Tensor2D, dy: tf.Tensor2D): tf.Tensor2D {
  return tf.matMul(tf.transpose(x), dy)
}
