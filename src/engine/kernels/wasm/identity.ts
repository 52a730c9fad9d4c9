import type * as tf from '@tensorflow/tfjs-core'
import type { Heap } from './heap.ts'

/**
 * tf.clone without a copy: the same values under another tensor. tfjs's own wasm kernel copies them, at every reshape and every tensor that the
 * tape saves. Computes nothing, so whoever records a step is not told of it.
 */
export function sharingIdentity(heap: Heap, original: tf.KernelConfig): tf.KernelConfig {
  const kernelFunc: tf.KernelFunc = (call) => {
    const x = call.inputs.x as tf.TensorInfo
    return x.dtype === 'float32' || x.dtype === 'int32' || x.dtype === 'bool' ? heap.share(x) : original.kernelFunc(call)
  }
  return { ...original, kernelFunc }
}
