import * as tf from '@tensorflow/tfjs-core'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { useBackend } from '../../testing/digits.ts'
import { pictureRows } from './pictureRows.ts'
import { Pictures } from './pictures.ts'

const BACKENDS = [
  ['cpu', 'auto'],
  ['wasm', 'plain'],
  ['wasm', 'simd'],
  ['wasm', 'relaxed'],
] as const

const asked = fc.record({
  size: fc.integer({ min: 1, max: 40 }),
  before: fc.nat(5),
  taken: fc.integer({ min: 1, max: 30 }),
  after: fc.nat(5),
  seed: fc.nat(255),
})

describe.each(BACKENDS)('pictureRows on %s, %s kernels', (backend, kernels) => {
  beforeAll(() => useBackend(backend, kernels))

  for (const kind of ['bytes', 'floats'] as const) {
    it(`[E107] of ${kind}: the pictures asked for and no others, to the bit; nothing is left of them`, () => {
      fc.assert(
        fc.property(asked, ({ size, before, taken, after, seed }) => {
          const count = before + taken + after
          const pictures = new Pictures(count, size, kind)
          const values = Array.from({ length: count * size }, (_, i) => (i * 37 + seed) % 256)
          pictures.append(kind === 'bytes' ? Uint8Array.from(values) : Float32Array.from(values, (value) => value / 7), count)
          const tensors = tf.memory().numTensors
          const rows = pictureRows(pictures, before, before + taken)
          const expected = values.slice(before * size, (before + taken) * size).map((value) => value / (kind === 'bytes' ? 255 : 7))
          expect(rows.shape).toEqual([taken, size])
          expect(rows.dataSync()).toEqual(Float32Array.from(expected))
          expect(tf.memory().numTensors).toBe(tensors + 1)
          rows.dispose()
          expect(tf.memory().numTensors).toBe(tensors)
        }),
      )
    })
  }
})
