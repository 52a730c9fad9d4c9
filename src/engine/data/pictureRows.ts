// Neighbouring pictures as a tensor, for measuring and looking. Where the kernel pack computes, bytes become floats on the backend's own heap:
// that takes an eighth of the time of making them here and handing them over. Batches, which are drawn at random, come from batches.ts.

import * as tf from '@tensorflow/tfjs-core'
import { activePack } from '../kernels/wasm/pack.ts'
import { unpackBytes } from '../kernels/wasm/unpackBytes.ts'
import { slicePictures } from './gather.ts'
import type { Pictures } from './pictures.ts'

/** Pictures `from` up to, not including, `to`: [to - from, size], in the data's range. The caller disposes it (or its tidy does). */
export function pictureRows(pictures: Pictures, from: number, to: number): tf.Tensor2D {
  const { pixels, size } = pictures
  const shape: [number, number] = [to - from, size]
  const pack = tf.getBackend() === 'wasm' ? activePack() : null
  if (!pack || !(pixels instanceof Uint8Array)) return tf.tensor2d(slicePictures(pictures, from, to), shape)
  return unpackBytes(pack, pixels.subarray(from * size, to * size), shape)
}
