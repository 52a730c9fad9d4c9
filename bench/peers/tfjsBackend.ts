// Starts tfjs, the umbrella package as its users install it, on a backend, with nothing of this project's registered.

import * as tf from '@tensorflow/tfjs'
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm'
import type { BackendName } from '../../src/engine/metrics.ts'
import type { Platform } from '../../src/engine/platform.ts'

export async function startTfjs(backend: BackendName, platform: Platform): Promise<void> {
  // Threads need cross-origin isolation, which a static host does not give, and break in minified builds.
  tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false)
  setWasmPaths(platform.wasmPaths as string)
  if (!(await tf.setBackend(backend))) throw new Error(`tfjs: backend '${backend}' can't be started here`)
  await tf.ready()
}
