import * as tf from '@tensorflow/tfjs-core'
import type { KernelPack } from './pack.ts'

/** Bytes [rows, width] as a tensor on the heap of floats from 0 to 1; a byte is worth byte / 255, rounded once. The caller disposes it (or its tidy does). */
export function unpackBytes({ functions, heap }: KernelPack, bytes: Uint8Array, [rows, width]: readonly [number, number]): tf.Tensor2D {
  const out = heap.makeOutput([rows, width])
  const source = heap.allocate(bytes.length)
  const position = heap.allocate(Int32Array.BYTES_PER_ELEMENT)
  heap.bytes(source, bytes.length).set(bytes)
  heap.integers(position, 1)[0] = 0
  functions.gatherBytes(source, position, heap.addressOf(out.dataId), 1, rows * width)
  heap.release(source)
  heap.release(position)
  return tf.engine().makeTensorFromTensorInfo(out) as tf.Tensor2D
}
