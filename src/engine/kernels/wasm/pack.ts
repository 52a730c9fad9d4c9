// The kernel pack: our kernels in tfjs's registry, beside its own and in place of some. One at a time, for as long as its backend lives.

import * as tf from '@tensorflow/tfjs-core'
import type { Platform } from '../../platform.ts'
import { asTfjsKernel } from './defineKernel.ts'
import { Heap } from './heap.ts'
import { sharingIdentity } from './identity.ts'
import type { KernelChoice } from './kernelChoice.ts'
import { KERNELS } from './kernels.ts'
import type { PackFunctions } from './packFunctions.ts'
import { canRun, type KernelBuild, loadModule } from './packModule.ts'

export interface KernelPack {
  readonly build: KernelBuild
  readonly functions: PackFunctions
  readonly heap: Heap
}

let active: { readonly pack: KernelPack; readonly withdraw: () => void } | null = null

/** The pack in use, or null where tfjs's own kernels compute. */
export function activePack(): KernelPack | null {
  return active?.pack ?? null
}

/**
 * Puts the pack of this choice in place on the wasm backend, which must have been started. Where it can't run or can't be had, tfjs's own kernels
 * stay and the log says why.
 */
export async function installPack(choice: KernelChoice, platform: Platform): Promise<void> {
  const build = chooseBuild(choice, platform)
  if (active?.pack.build === build) return
  withdrawPack()
  if (build === null) return
  try {
    const heap = new Heap()
    const { functions, workspace } = await loadModule(build, heap, platform)
    const pack = { build, functions, heap }
    const restore = registerPack(pack)
    active = {
      pack,
      withdraw: () => {
        restore()
        heap.release(workspace)
      },
    }
  } catch (error) {
    platform.log(`The ${build} kernels could not be loaded, tfjs's own are used: ${error instanceof Error ? error.message : String(error)}`)
  }
}

/** tfjs's registry is again what it was before the pack came. */
export function withdrawPack(): void {
  active?.withdraw()
  active = null
}

/** Null: tfjs's own. */
function chooseBuild(choice: KernelChoice, platform: Platform): KernelBuild | null {
  if (choice === 'plain') return null
  if (choice !== 'simd' && canRun('relaxed')) return 'relaxed'
  if (choice === 'relaxed') platform.log('Relaxed SIMD is not to be had here; plain SIMD may be.')
  if (canRun('simd')) return 'simd'
  platform.log("No SIMD here: tfjs's own kernels are used.")
  return null
}

/** Gives what undoes it. */
function registerPack({ functions, heap }: KernelPack): () => void {
  const undo = KERNELS.map((definition) => {
    const original = tf.getKernel(definition.name, 'wasm')
    return replaceKernel(asTfjsKernel(definition, { functions, heap, original }), original)
  })
  const identity = tf.getKernel('Identity', 'wasm')
  undo.push(replaceKernel(withdrawnWithBackend(sharingIdentity(heap, identity)), identity))
  return () => {
    for (const restore of undo) restore()
  }
}

function replaceKernel(kernel: tf.KernelConfig, original: tf.KernelConfig | undefined): () => void {
  if (original) tf.unregisterKernel(kernel.kernelName, 'wasm')
  tf.registerKernel(kernel)
  return () => {
    tf.unregisterKernel(kernel.kernelName, 'wasm')
    if (original) tf.registerKernel(original)
  }
}

/** tfjs disposes a backend's kernels just before the backend itself: our module must not outlive the memory it works on. */
function withdrawnWithBackend(kernel: tf.KernelConfig): tf.KernelConfig {
  return { ...kernel, disposeFunc: withdrawPack }
}
