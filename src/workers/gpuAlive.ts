// Is the GPU still there? A lost one neither throws nor says so: whatever is read back from it is zero.

import * as tf from '@tensorflow/tfjs-core'
import { webglBackend } from '../engine/kernels/webgl/webglBackend.ts'

/** More elements than tfjs would leave to the processor. */
const ELEMENTS = 256

/** Asked after something was read back: has all of it been true? Always so on other backends. */
export function isGpuAlive(): boolean {
  const gl = webglBackend()?.gpgpu.gl
  if (!gl) return true
  if (gl.isContextLost()) return false
  return tf.tidy(() => tf.fill([ELEMENTS], 1).dataSync()).every((value) => value === 1)
}
