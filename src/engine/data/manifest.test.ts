import { describe, expect, it } from 'vitest'
import { parseManifest } from './manifest.ts'

const SIZE = 4

/** A manifest of chunks that hold so many pictures of four pixels. */
function manifest(train: readonly number[], test: readonly number[], changes: object = {}): Uint8Array {
  const split = (name: string, counts: readonly number[]) => ({
    count: counts.reduce((sum, count) => sum + count, 0),
    chunks: counts.map((count, i) => ({
      file: `${name}-${i}.bin.gz`,
      count,
      bytes: 10,
      gzipSha256: '0'.repeat(64),
      inflatedBytes: count * (SIZE + 1),
      sha256: '1'.repeat(64),
    })),
  })
  const splits = { train: split('train', train), test: split('test', test) }
  const facts = { format: 1, name: 'some', title: 'Some', shape: [2, 2, 1], source: 'here', licence: 'free', credit: 'us' }
  return new TextEncoder().encode(JSON.stringify({ ...facts, splits, ...changes }))
}

describe('parseManifest', () => {
  it('[D20] the last chunk of a split may hold fewer than 5,000 pictures', () => {
    const { splits } = parseManifest(manifest([5_000, 5_000], [2_000]))
    expect([splits.train.count, splits.test.count]).toEqual([10_000, 2_000])
    expect(parseManifest(manifest([5_000, 1], [5_000])).splits.train.count).toBe(5_001)
  })

  it.each([
    ['a short chunk before the last', manifest([2_000, 5_000], [5_000]), 'every chunk but the last'],
    ['a chunk that holds more', manifest([5_001], [5_000]), '5000'],
    ['an empty chunk', manifest([5_000, 0], [5_000]), '1'],
    ['no chunk at all', manifest([5_000], []), 'splits.test'],
  ])('[D20] %s is refused', (_name, bytes, named) => {
    expect(() => parseManifest(bytes)).toThrow(named)
  })

  it('[D20] a count that is not the sum of the chunks is refused, and a chunk whose bytes do not fit its count', () => {
    const text = new TextDecoder().decode(manifest([5_000], [2_000]))
    const other = (from: string, to: string) => new TextEncoder().encode(text.replace(from, to))
    expect(() => parseManifest(other('"count":5000,"chunks"', '"count":4999,"chunks"'))).toThrow('the sum')
    expect(() => parseManifest(other('"inflatedBytes":10000', '"inflatedBytes":9999'))).toThrow('count x (pixels + 1)')
  })
})
