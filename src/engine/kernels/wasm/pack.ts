import type { Heap } from './heap.ts'
import type { PackFunctions } from './packFunctions.ts'

export type KernelChoice = 'auto' | 'relaxed' | 'simd' | 'plain'

export interface KernelPack {
  readonly build: 'relaxed' | 'simd'
  readonly functions: PackFunctions
  readonly heap: Heap
}

export function activePack(): KernelPack | null {
  return null
}
