import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { anySeed, anySide, CASES, expectEqual, type Kernels, loadKernels, runGuarded, TESTED_BUILDS } from '../../../testing/kernels.ts'

describe.each(TESTED_BUILDS)('gatherBytes, %s build', (build) => {
  let kernels: Kernels
  beforeAll(async () => {
    kernels = await loadKernels(build)
  })

  function gather(source: Uint8Array, positions: Int32Array, width: number): Float32Array {
    const values = new Float32Array(positions.length * width)
    const arrays = [source, positions].map((array) => ({ values: array, mayChange: false }))
    runGuarded(kernels.heap, [...arrays, { values, mayChange: true }], ([from = 0, at = 0, to = 0]) => {
      kernels.functions.gatherBytes(from, at, to, positions.length, width)
    })
    return values
  }

  it('[E31] gives each row asked for, every byte divided by 255, to the bit', () => {
    fc.assert(
      fc.property(anySide, fc.integer({ min: 1, max: 70 }), fc.integer({ min: 1, max: 20 }), anySeed, (width, rows, kept, seed) => {
        const source = Uint8Array.from({ length: kept * width }, (_, i) => (i * 7 + seed) & 255)
        const positions = Int32Array.from({ length: rows }, (_, row) => (row * 5 + seed) % kept)
        const expected = Float32Array.from({ length: rows * width }, (_, i) => {
          return (source[(positions[Math.floor(i / width)] as number) * width + (i % width)] as number) / 255
        })
        expectEqual(gather(source, positions, width), expected)
      }),
      CASES,
    )
  })

  it('[E31] all 256 bytes, alone and sixteen at a time', () => {
    const bytes = Uint8Array.from({ length: 256 }, (_, i) => i)
    const expected = Float32Array.from(bytes, (byte) => byte / 255)
    expect(gather(bytes, Int32Array.of(0), 256)).toEqual(expected)
    expect(gather(bytes, Int32Array.from(bytes), 1)).toEqual(expected)
  })
})
