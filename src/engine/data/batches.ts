// How a batch of pictures becomes a tensor. Pictures stay bytes; where the backend lets us, on the backend's side.

import * as tf from '@tensorflow/tfjs-core'
import { TextureBatches } from '../kernels/webgl/textureBatches.ts'
import { webglBackend } from '../kernels/webgl/webglBackend.ts'
import { gatherPictures } from './gather.ts'
import type { Pictures } from './pictures.ts'

export interface BatchSource {
  /** Rows `from` up to, not including, `to` of the order: [to - from, size], in the data's range. The caller disposes it (or its tidy does). */
  gather(order: Uint32Array, from: number, to: number): tf.Tensor2D
  dispose(): void
}

/** Batches of these pictures on the present backend, whose they stay. `pictures` may still grow: only those that are read may be asked for. */
export function openBatches(pictures: Pictures): BatchSource {
  const backend = webglBackend()
  return (backend && TextureBatches.open(backend, pictures)) ?? new UploadedBatches(pictures)
}

/** Floats made here and handed to the backend, batch by batch. */
export class UploadedBatches implements BatchSource {
  readonly #pictures: Pictures

  constructor(pictures: Pictures) {
    this.#pictures = pictures
  }

  gather(order: Uint32Array, from: number, to: number): tf.Tensor2D {
    return tf.tensor2d(gatherPictures(this.#pictures, order.subarray(from, to)), [to - from, this.#pictures.size])
  }

  dispose(): void {}
}
