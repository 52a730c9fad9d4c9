// Starts a tfjs backend. Each is a chunk of its own, loaded when it is first asked for.

import * as tf from '@tensorflow/tfjs-core'
import './gradients.ts'
import type { KernelChoice } from './kernels/wasm/kernelChoice.ts'
import { installPack } from './kernels/wasm/pack.ts'
import { prepareWebgl } from './kernels/webgl/prepareWebgl.ts'
import type { BackendName } from './metrics.ts'
import type { Platform } from './platform.ts'

/** A backend that could not be had, and why. */
export class BackendError extends Error {
  override readonly name = 'BackendError'
}

/** The start that was asked for last. tfjs takes one that overlaps another for outdated. */
let starting: Promise<void> = Promise.resolve()

/**
 * Starts a backend and checks it with a product on more than 128 elements, which no backend hands to the CPU. Throws BackendError.
 * `kernels` is which of our own wasm is to compute with; the other backends have none. Several starts happen one after the other.
 */
export function startBackend(name: BackendName, platform: Platform, { kernels = 'auto' }: { kernels?: KernelChoice } = {}): Promise<void> {
  const started = starting.then(() => startOne(name, platform, kernels))
  starting = started.catch(() => {})
  return started
}

async function startOne(name: BackendName, platform: Platform, kernels: KernelChoice): Promise<void> {
  await importBackend(name, platform)
  // setBackend answers false rather than throwing, and getBackend may then still name the one that failed.
  const started = await tf.setBackend(name)
  if (!started) throw new BackendError(`backend '${name}' can't be started here`)
  await tf.ready()
  if (name === 'wasm') await installPack(kernels, platform)
  if (name === 'webgl') prepareWebgl({ isPlain: kernels === 'plain' })
  checkProduct(name)
}

/** Bytes and tensors that tfjs holds now; `wasmBytes` is the heap, 0 on the other backends. */
export function backendMemory(): { tensors: number; bytes: number; wasmBytes: number } {
  const { numTensors, numBytes } = tf.memory()
  return { tensors: numTensors, bytes: numBytes, wasmBytes: wasmHeapBytes() }
}

async function importBackend(name: BackendName, platform: Platform): Promise<void> {
  switch (name) {
    case 'wasm': {
      const { setWasmPaths } = await import('@tensorflow/tfjs-backend-wasm')
      // The threaded build breaks when minified and buys nothing.
      tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false)
      setWasmPaths(platform.wasmPaths as string)
      return
    }
    case 'webgl':
      await import('@tensorflow/tfjs-backend-webgl')
      return
    case 'cpu':
      await import('@tensorflow/tfjs-backend-cpu')
      return
    default:
      return name satisfies never
  }
}

function checkProduct(name: BackendName): void {
  const side = 16
  const sums = tf.tidy(() => tf.matMul(tf.fill([side, side], 2), tf.fill([side, side], 3)).dataSync())
  if (!sums.every((sum) => sum === 6 * side)) throw new BackendError(`backend '${name}' miscounts: a product of two matrices came out wrong`)
}

interface WasmBackend {
  readonly wasm?: { readonly HEAPU8: Uint8Array }
}

function wasmHeapBytes(): number {
  return (tf.backend() as unknown as WasmBackend).wasm?.HEAPU8.byteLength ?? 0
}
