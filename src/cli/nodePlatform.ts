// The Platform of a terminal and of tests: files from public/, Node's zlib and crypto.

import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { setTimeout as sleep, setImmediate as yieldToMessages } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import type { Platform } from '../engine/platform.ts'

const PUBLIC_FOLDER = fileURLToPath(new URL('../../public/', import.meta.url))
const KERNELS_FOLDER = fileURLToPath(new URL('../engine/kernels/wasm/built/', import.meta.url))
const inflate = promisify(gunzip)

/** Messages go to stderr: a terminal's stdout belongs to its results. */
export const nodePlatform: Platform = {
  readAsset,
  inflate,
  sha256: async (bytes) => createHash('sha256').update(bytes).digest('hex'),
  now: () => performance.now(),
  wait: async (ms) => {
    await (ms > 0 ? sleep(ms) : yieldToMessages())
  },
  log: (message) => console.error(message),
  readKernels: (build) => readFile(join(KERNELS_FOLDER, `kernels-${build}.wasm`)),
  wasmPaths: wasmFolder(),
}

async function readAsset(path: string): Promise<Uint8Array> {
  try {
    return await readFile(join(PUBLIC_FOLDER, path))
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    throw new Error(code === 'ENOENT' ? 'no such file' : String(error))
  }
}

function wasmFolder(): string {
  const main = createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm')
  return `${dirname(main)}/`
}
