// The compiled module: which build runs here, and how it is brought to life on tfjs's own memory.

import type { Platform } from '../../platform.ts'
import type { Heap, HeapMemory } from './heap.ts'
import type { PackFunctions } from './packFunctions.ts'

export type KernelBuild = 'relaxed' | 'simd'

/** What we use of WebAssembly, which pages, workers and Node all have, but no types that the engine may know. */
interface WebAssemblyApi {
  validate(bytes: Uint8Array): boolean
  instantiate(
    bytes: Uint8Array,
    imports: { readonly env: { readonly memory: HeapMemory; readonly log: (x: number) => number } },
  ): Promise<{ readonly instance: { readonly exports: object } }>
}

const api = (globalThis as unknown as { readonly WebAssembly: WebAssemblyApi }).WebAssembly

/** The smallest modules that use the feature: () -> v128, of i8x16.splat and i8x16.popcnt, and of i8x16.relaxed_swizzle. */
const PROBES: Readonly<Record<KernelBuild, readonly number[]>> = {
  simd: [0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11],
  relaxed: [
    ...[0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0],
    ...[10, 15, 1, 13, 0, 65, 1, 253, 15, 65, 2, 253, 15, 253, 128, 2, 11],
  ],
}

/** Does a module of this build run here? Asked of the engine itself, since versions say little. */
export function canRun(build: KernelBuild): boolean {
  return api.validate(Uint8Array.from(PROBES[build]))
}

/** Instantiates the build on the heap and hands it its working memory. Rejects when the module can't be had or has no room. */
export async function loadModule(build: KernelBuild, heap: Heap, platform: Platform): Promise<{ functions: PackFunctions; workspace: number }> {
  const bytes = await platform.readKernels(build)
  const { instance } = await api.instantiate(bytes, { env: { memory: heap.memory, log: Math.log } })
  const functions = instance.exports as unknown as PackFunctions
  const workspace = heap.allocate(functions.workspaceBytes())
  functions.setWorkspace(workspace)
  return { functions, workspace }
}
