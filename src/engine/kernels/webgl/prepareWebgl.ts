// What tfjs's webgl backend needs once it has started: our operations, its scalars drawn rather than uploaded, its textures bounded, its loss noticed.

import * as tf from '@tensorflow/tfjs-core'
import { watchContext } from '../../fence.ts'
import { activationGradient, dense, sumsOfColumns } from './dense.ts'
import { bceKernel, mseKernel } from './losses.ts'
import { drawScalars } from './scalarTextures.ts'
import { webglBackend } from './webglBackend.ts'

/** Those that are not listed go by their plain operations. */
const KERNELS = [dense, activationGradient, sumsOfColumns, bceKernel, mseKernel]
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
  for (const kernel of KERNELS) if (!tf.getKernel(kernel.kernelName, 'webgl')) tf.registerKernel(kernel)
}
