// Operations of ours on webgl, for now in tfjs's own programs, chosen and ordered so that few are drawn: a draw call costs more than what it
// computes. A fused program can take the place of any of them.

import * as tf from '@tensorflow/tfjs-core'
import type { KernelName } from '../kernelNames.ts'
import { type WebglBackend, webglBackend } from './webglBackend.ts'

export type Tensors = Readonly<Record<string, tf.Tensor>>
export type Attributes = Readonly<Record<string, unknown>>

/** A webgl kernel of this name in tfjs's operations. What they leave between is freed. */
export function composeKernel(name: KernelName, compute: (inputs: Tensors, attributes: Attributes) => tf.Tensor[]): tf.KernelConfig {
  return {
    kernelName: name,
    backendName: 'webgl',
    // tfjs hands its kernels the very tensors that they were called with.
    kernelFunc: ({ inputs, attrs }) => tf.tidy(() => compute(inputs as unknown as Tensors, attrs ?? {})),
  }
}

/** [rows, columns] -> [columns]. */
export function columnSums(x: tf.Tensor2D): tf.Tensor1D {
  return tf.reshape(tf.matMul(ones(x.shape[0]), x), [x.shape[1]])
}

/** [rows, columns] -> []: the mean over all elements. */
export function meanOf(x: tf.Tensor2D): tf.Scalar {
  const sums = tf.matMul(ones(x.shape[0]), x)
  return tf.reshape(tf.mul(tf.matMul(sums, ones(x.shape[1]), false, true), 1 / x.size), [])
}

const kept = new WeakMap<object, Map<number, tf.TensorInfo>>()

/** Ones, [1, count], uploaded once. A product with them adds up in one draw what tfjs's own sums need up to five for. */
function ones(count: number): tf.Tensor2D {
  const backend = webglBackend() as WebglBackend
  const rows = kept.get(backend) ?? new Map<number, tf.TensorInfo>()
  kept.set(backend, rows)
  const row = rows.get(count) ?? backend.makeTensorInfo([1, count], 'float32', new Float32Array(count).fill(1))
  rows.set(count, row)
  // One owner more than there are tensors: it is never freed.
  backend.incRef(row.dataId)
  return tf.engine().makeTensorFromTensorInfo(row) as tf.Tensor2D
}
