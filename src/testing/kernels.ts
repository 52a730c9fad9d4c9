// What the kernels' tests share: the compiled builds without tfjs's registry, memory with guards around each array, and comparisons.
// tfjs itself then computes with its own kernels: the oracle.

import { setFlagsFromString } from 'node:v8'
import * as tf from '@tensorflow/tfjs-core'
// It registers the gradients of tfjs's operations.
import '../engine/gradients.ts'
import fc from 'fast-check'
import { nodePlatform } from '../cli/nodePlatform.ts'
import { startBackend } from '../engine/backend.ts'
import type { Attributes, KernelDefinition, Shape } from '../engine/kernels/wasm/defineKernel.ts'
import { Heap } from '../engine/kernels/wasm/heap.ts'
import type { PackFunctions } from '../engine/kernels/wasm/packFunctions.ts'
import { canRun, type KernelBuild, loadModule } from '../engine/kernels/wasm/packModule.ts'
import { RandomStream } from '../engine/random.ts'

// Node 20 has relaxed SIMD behind a flag, which newer ones don't know any more.
if (!canRun('relaxed')) setFlagsFromString('--experimental-wasm-relaxed-simd')

/** Those that run on this machine. */
export const TESTED_BUILDS: readonly KernelBuild[] = (['simd', 'relaxed'] as const).filter(canRun)

/** Spacing of float32 just above 1; half of it is the largest relative error of one rounding. */
export const EPSILON = 2 ** -23
/** At least so many cases for each kernel and build. */
export const CASES = { numRuns: 200 }

export interface Kernels {
  readonly functions: PackFunctions
  readonly heap: Heap
}

/** An array handed to a kernel. Only one that may change may be written to. */
export interface GuardedArray {
  readonly values: Float32Array | Int32Array | Uint8Array
  readonly mayChange: boolean
}

export interface Input {
  readonly shape: Shape
  readonly values: Float32Array
}

const CANARY = 0xa5
const GUARD_BYTES = 64

/** The build's functions, on the heap of a wasm backend that computes with tfjs's own kernels. */
export async function loadKernels(build: KernelBuild): Promise<Kernels> {
  await startBackend('wasm', nodePlatform, { kernels: 'plain' })
  const heap = new Heap()
  const { functions } = await loadModule(build, heap, nodePlatform)
  return { functions, heap }
}

/**
 * Lays the arrays on the heap, each with guard bytes on both sides and at an address that is a multiple of 4 and of nothing more, runs, and brings
 * back what has changed. Throws when a guard or an array that may not change was written to.
 */
export function runGuarded(heap: Heap, arrays: readonly GuardedArray[], run: (addresses: number[]) => void): void {
  const starts: number[] = []
  let end = GUARD_BYTES + 4
  for (const { values } of arrays) {
    starts.push(end)
    // 4 bytes past a multiple of 16, then 8, 12, 4 ...
    end = Math.ceil((end + values.byteLength + GUARD_BYTES) / 16) * 16 + 4 * (1 + (starts.length % 3))
  }
  const block = heap.allocate(end + GUARD_BYTES)
  const before = new Uint8Array(end + GUARD_BYTES).fill(CANARY)
  arrays.forEach(({ values }, i) => {
    before.set(bytesOf(values), starts[i])
  })
  heap.bytes(block, before.length).set(before)
  run(starts.map((start) => block + start))
  const after = heap.bytes(block, before.length).slice()
  heap.release(block)
  arrays.forEach(({ values, mayChange }, i) => {
    const start = starts[i] as number
    if (!mayChange) return
    bytesOf(values).set(after.subarray(start, start + values.byteLength))
    before.set(bytesOf(values), start)
  })
  const touched = after.findIndex((byte, at) => byte !== before[at])
  if (touched >= 0) {
    const near = starts.findLastIndex((start) => start <= touched)
    throw new Error(
      `wrote where it may not: byte ${touched - (starts[near] ?? 0)} from the start of array ${near} (${arrays[near]?.values.byteLength} bytes)`,
    )
  }
}

/** A kernel of the pack on guarded memory. inPlace: [output, input], written over it. */
export function runDefinition(
  { functions, heap }: Kernels,
  definition: KernelDefinition,
  call: { inputs: readonly (Input | null)[]; attributes?: Attributes; inPlace?: readonly (readonly [number, number])[] },
): Float32Array[] {
  const { inputs, attributes = {}, inPlace = [] } = call
  const shapes = inputs.map((input) => input?.shape ?? [])
  const overwritten = new Map(inPlace)
  const outputs = definition.outputs(shapes, attributes).map((shape) => new Float32Array(tf.util.sizeFromShape([...shape])).fill(1e30))
  const isOverwritten = (input: number) => [...overwritten.values()].includes(input)
  const arrays: GuardedArray[] = []
  const place = (array: GuardedArray) => arrays.push(array) - 1
  const inputPlaces = inputs.map((input, i) => (input ? place({ values: input.values.slice(), mayChange: isOverwritten(i) }) : null))
  const outputPlaces = outputs.map((values, o) =>
    overwritten.has(o) ? (inputPlaces[overwritten.get(o) as number] as number) : place({ values, mayChange: true }),
  )
  const launch = definition.bind(functions, shapes, attributes)
  runGuarded(heap, arrays, (addresses) => launch([...inputPlaces, ...outputPlaces].map((at) => (at === null ? 0 : (addresses[at] as number)))))
  return outputPlaces.map((at) => (arrays[at] as GuardedArray).values as Float32Array)
}

/** What plain tfjs gives: the tensors' values, everything else disposed. */
export function plainly(compute: () => tf.Tensor[]): Float32Array[] {
  const tensors = tf.tidy(compute)
  const values = tensors.map((tensor) => tensor.dataSync() as Float32Array)
  tf.dispose(tensors)
  return values
}

/** Every element within what is allowed of it; NaN and infinities where they are expected. Throws with the first that is not. */
export function expectClose(found: Float32Array, expected: Float32Array, allowed: (at: number) => number): void {
  if (found.length !== expected.length) throw new Error(`${found.length} elements, not ${expected.length}`)
  for (let i = 0; i < expected.length; i++) {
    const [is, shouldBe] = [found[i] as number, expected[i] as number]
    if (Object.is(is, shouldBe) || Math.abs(is - shouldBe) <= allowed(i)) continue
    throw new Error(`element ${i} of ${expected.length} is ${is}, should be ${shouldBe} to ${allowed(i)}`)
  }
}

/** Every element the same number, 0 and -0 apart. */
export function expectEqual(found: Float32Array, expected: Float32Array): void {
  expectClose(found, expected, () => -1)
}

/** Numbers around 0, of any size between 1e-3 and 1e3, some of them 0; the same for the same seed. */
export function randomValues(count: number, seed: number): Float32Array {
  const stream = new RandomStream(seed, 'weights', count)
  const scale = 10 ** (6 * stream.uniform() - 3)
  return Float32Array.from({ length: count }, () => (stream.uniform() < 0.05 ? 0 : (2 * stream.uniform() - 1) * scale))
}

/** A side of a matrix: small ones of every length, now and then one beyond the edges of the kernels' blocks. */
export const anySide = fc.oneof(
  { weight: 9, arbitrary: fc.integer({ min: 1, max: 70 }) },
  { weight: 1, arbitrary: fc.integer({ min: 71, max: 600 }) },
)

export const anySeed = fc.integer({ min: 0, max: 2 ** 31 - 1 })

const small = fc.integer({ min: 1, max: 70 })

/** The sides of a product, [m, k] times [k, n]: small ones, and such as cross the blocks of 64 rows, 512 columns and 320 of depth, alone and together. */
export const anyProduct = fc.oneof(
  { weight: 16, arbitrary: fc.record({ m: small, n: small, k: small }) },
  { weight: 2, arbitrary: fc.record({ m: small, n: fc.integer({ min: 1, max: 9 }), k: fc.integer({ min: 300, max: 700 }) }) },
  { weight: 2, arbitrary: fc.record({ m: fc.integer({ min: 60, max: 140 }), n: small, k: fc.integer({ min: 310, max: 330 }) }) },
  { weight: 2, arbitrary: fc.record({ m: fc.integer({ min: 1, max: 40 }), n: fc.integer({ min: 500, max: 530 }), k: small }) },
  {
    weight: 1,
    arbitrary: fc.record({ m: fc.integer({ min: 60, max: 70 }), n: fc.integer({ min: 510, max: 516 }), k: fc.integer({ min: 316, max: 324 }) }),
  },
)

function bytesOf({ buffer, byteOffset, byteLength }: GuardedArray['values']): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength)
}
