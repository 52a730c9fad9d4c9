// A read beyond an array leaves no trace in memory that is somebody's. Beyond the last byte of all memory it is a trap: each array takes its turn there.

import { nodePlatform } from '../cli/nodePlatform.ts'
import type { Attributes, KernelDefinition, Shape } from '../engine/kernels/wasm/defineKernel.ts'
import type { PackFunctions } from '../engine/kernels/wasm/packFunctions.ts'
import type { KernelBuild } from '../engine/kernels/wasm/packModule.ts'

const PAGE_BYTES = 65_536
const PAGES = 48
const END = PAGES * PAGE_BYTES
const GAP_BYTES = 16

export interface EdgeOfMemory {
  readonly functions: PackFunctions
  /** Holds zeros at first. */
  readonly memory: WebAssembly.Memory
  /** Runs once for each array, that array the last in memory, the others wherever there is room. Throws RangeError where there is none. */
  runWithEachLast(byteLengths: readonly number[], run: (addresses: readonly number[]) => void): void
  /** The same for a kernel's inputs and outputs. */
  runDefinition(definition: KernelDefinition, shapes: readonly Shape[], attributes: Attributes): void
}

/** The build's functions on a small memory of their own. */
export async function openEdgeOfMemory(build: KernelBuild): Promise<EdgeOfMemory> {
  const memory = new WebAssembly.Memory({ initial: PAGES })
  const bytes = (await nodePlatform.readKernels(build)) as Uint8Array<ArrayBuffer>
  const { instance } = await WebAssembly.instantiate(bytes, { env: { memory, log: Math.log } })
  const functions = instance.exports as unknown as PackFunctions
  functions.setWorkspace(PAGE_BYTES)
  const free = PAGE_BYTES + functions.workspaceBytes()
  return {
    functions,
    memory,
    runWithEachLast,
    runDefinition(definition, shapes, attributes) {
      const launch = definition.bind(functions, shapes, attributes)
      const lengths = [...shapes, ...definition.outputs(shapes, attributes)].map((shape) => 4 * shape.reduce((size, side) => size * side, 1))
      runWithEachLast(lengths, launch)
    },
  }

  function runWithEachLast(byteLengths: readonly number[], run: (addresses: readonly number[]) => void): void {
    byteLengths.forEach((lastBytes, last) => {
      let next = free
      const addresses = byteLengths.map((bytes, i) => {
        if (i === last) return END - bytes
        next += bytes + GAP_BYTES
        return next - bytes
      })
      if (next > END - lastBytes) throw new RangeError(`no room for arrays of ${byteLengths.join(', ')} bytes`)
      run(addresses)
    })
  }
}
