// The WebAssembly heap that tfjs's tensors and our kernels share. The only place that knows how tfjs keeps a tensor there:
// the heap grows inside any allocation, which detaches every view of it, so views are made anew each time and never stored, and a
// tensor's address is asked for after the last allocation. Addresses themselves stay: memory never moves.

import * as tf from '@tensorflow/tfjs-core'
import { countText } from '../../../spec/countText.ts'

/** A WebAssembly.Memory, of which the engine's own types know nothing. */
export interface HeapMemory {
  readonly buffer: ArrayBuffer
}

/** What of tfjs's wasm backend we use; the heap's memory is reachable in minified builds too. */
interface WasmBackend {
  readonly wasm: {
    readonly asm: { readonly memory: HeapMemory }
    _malloc(bytes: number): number
    _free(address: number): void
  }
  readonly dataIdMap: { get(dataId: object): { readonly memoryOffset: number } }
  makeOutput(shape: number[], dtype: tf.DataType): tf.TensorInfo
  incRef(dataId: object): void
}

const FLOAT_BYTES = 4

export class Heap {
  readonly #backend: WasmBackend

  /** The heap of the wasm backend, which must have been started. */
  constructor() {
    this.#backend = tf.engine().findBackend('wasm') as unknown as WasmBackend
  }

  get memory(): HeapMemory {
    return this.#backend.wasm.asm.memory
  }

  /** A tensor's first byte. Holds as long as the tensor lives. */
  addressOf(dataId: object): number {
    return this.#backend.dataIdMap.get(dataId).memoryOffset
  }

  /** Bytes of one's own, 16-byte aligned, not cleared. The heap may grow: views made before are void. Throws RangeError when there is no room. */
  allocate(bytes: number): number {
    const address = this.#backend.wasm._malloc(bytes) >>> 0
    if (address === 0) throw new RangeError(`no room for ${countText(bytes)} bytes on the WebAssembly heap`)
    return address
  }

  release(address: number): void {
    this.#backend.wasm._free(address)
  }

  /** The floats at an address, as a view: to be used at once and not kept. */
  floats(address: number, count: number): Float32Array {
    return new Float32Array(this.memory.buffer, address, count)
  }

  /** The integers at an address, as a view: to be used at once and not kept. */
  integers(address: number, count: number): Int32Array {
    return new Int32Array(this.memory.buffer, address, count)
  }

  /** The bytes at an address, as a view: to be used at once and not kept. */
  bytes(address: number, count: number): Uint8Array {
    return new Uint8Array(this.memory.buffer, address, count)
  }

  copyFloats(from: number, to: number, count: number): void {
    new Uint8Array(this.memory.buffer).copyWithin(to, from, from + count * FLOAT_BYTES)
  }

  /** Room for a tensor that a kernel will fill. */
  makeOutput(shape: readonly number[]): tf.TensorInfo {
    return this.#backend.makeOutput([...shape], 'float32')
  }

  /** The same values under another shape, without a copy. */
  share(tensor: tf.TensorInfo, shape = tensor.shape): tf.TensorInfo {
    this.#backend.incRef(tensor.dataId)
    return { dataId: tensor.dataId, shape, dtype: tensor.dtype }
  }
}
