// What tfjs's webgl backend needs once it has started: our operations, its scalars drawn rather than uploaded, its textures bounded, its loss noticed.

import * as tf from '@tensorflow/tfjs-core'
import { watchContext } from '../../fence.ts'
import { activationGradient } from './activationGradient.ts'
import { adam } from './adam.ts'
import { bce } from './bce.ts'
import { columnSums } from './columnSums.ts'
import { dense } from './dense.ts'
import { gaussianNoise } from './gaussianNoise.ts'
import { keepLargest } from './keepLargest.ts'
import { momentum } from './momentum.ts'
import { mse } from './mse.ts'
import { normalNumbers } from './normalNumbers.ts'
import { randomSigns } from './randomSigns.ts'
import { rmsprop } from './rmsprop.ts'
import { drawScalars } from './scalarTextures.ts'
import { sgd } from './sgd.ts'
import { spoiltPixels } from './spoiltPixels.ts'
import { webglBackend } from './webglBackend.ts'

/** All that webgl computes in programs of ours. One line a kernel; what is not listed goes by its plain operations. */
const KERNELS = [
  activationGradient,
  adam,
  bce,
  columnSums,
  dense,
  gaussianNoise,
  keepLargest,
  momentum,
  mse,
  normalNumbers,
  randomSigns,
  rmsprop,
  sgd,
  spoiltPixels,
]
/** Bytes of textures above which tfjs frees those it no longer needs. Else it keeps them all, for ever. */
const TEXTURE_BYTES_MAX = 256 * 1024 * 1024

const prepared = new WeakSet<object>()

/** Prepares the present backend where that is webgl and has not been prepared. Plain: tfjs's own kernels compute, unchanged. */
export function prepareWebgl({ isPlain }: { isPlain: boolean }): void {
  const backend = webglBackend()
  if (!backend || prepared.has(backend)) return
  prepared.add(backend)
  tf.env().set('WEBGL_DELETE_TEXTURE_THRESHOLD', TEXTURE_BYTES_MAX)
  watchContext(backend.gpgpu.gl)
  if (isPlain) return
  drawScalars(backend)
  // Half floats are for tfjs's own programs to make the best of.
  if (!tf.env().getBool('WEBGL_RENDER_FLOAT32_ENABLED')) return
  for (const kernel of KERNELS) if (!tf.getKernel(kernel.kernelName, 'webgl')) tf.registerKernel(kernel)
}
