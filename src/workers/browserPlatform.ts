// The Platform of a worker: fetch, DecompressionStream, WebCrypto.

import plainWasm from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url'
import simdWasm from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url'
import threadedWasm from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm?url'
import { sha256Hex } from '../engine/data/sha256.ts'
import relaxedKernels from '../engine/kernels/wasm/built/kernels-relaxed.wasm?url'
import simdKernels from '../engine/kernels/wasm/built/kernels-simd.wasm?url'
import type { Platform } from '../engine/platform.ts'

/** `baseUrl` is the site's root, absolute: assets lie under it. */
export function browserPlatform(baseUrl: string): Platform {
  return {
    readAsset: (path, options) => readAsset(new URL(path, baseUrl), options?.fresh ?? false),
    inflate,
    sha256,
    now: () => performance.now(),
    wait: (ms) => (ms > 0 ? sleep(ms) : yieldToMessages()),
    log: (message) => console.info(message),
    readKernels: (build) => readAsset(new URL(absolute(build === 'relaxed' ? relaxedKernels : simdKernels)), false),
    wasmPaths: {
      'tfjs-backend-wasm.wasm': absolute(plainWasm),
      'tfjs-backend-wasm-simd.wasm': absolute(simdWasm),
      'tfjs-backend-wasm-threaded-simd.wasm': absolute(threadedWasm),
    },
  }
}

async function readAsset(url: URL, isFresh: boolean): Promise<Uint8Array> {
  const response = await fetch(url, { cache: isFresh ? 'reload' : 'default' })
  if (!response.ok) throw new Error(`the server answered ${response.status}`)
  return new Uint8Array(await response.arrayBuffer())
}

async function inflate(bytes: Uint8Array): Promise<Uint8Array> {
  const stream = new Blob([bytes as Uint8Array<ArrayBuffer>]).stream().pipeThrough(new DecompressionStream('gzip'))
  return new Uint8Array(await new Response(stream).arrayBuffer())
}

/** crypto.subtle exists only on https and localhost; a page opened over plain http from another machine checks by our own. */
async function sha256(bytes: Uint8Array): Promise<string> {
  const subtle: SubtleCrypto | undefined = globalThis.crypto.subtle
  if (!subtle) return sha256Hex(bytes)
  const digest = new Uint8Array(await subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>))
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}

const channel = new MessageChannel()
const waiting: (() => void)[] = []
channel.port1.onmessage = () => waiting.shift()?.()

/** A message to ourselves queues behind those that wait already. setTimeout(0) would cost 4 ms each once nested. */
function yieldToMessages(): Promise<void> {
  return new Promise((resolve) => {
    waiting.push(resolve)
    channel.port2.postMessage(null)
  })
}

function absolute(url: string): string {
  return new URL(url, self.location.href).href
}
