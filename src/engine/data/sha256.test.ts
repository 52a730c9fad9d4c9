import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { sha256Hex } from './sha256.ts'

describe('sha256Hex', () => {
  it('gives the published digest of "abc" (FIPS 180-4 example)', () => {
    const digest = sha256Hex(new TextEncoder().encode('abc'))
    expect(digest).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
  })

  it("agrees with Node's own at every length around a block's end, and on an odd view", () => {
    const bytes = Uint8Array.from({ length: 400 }, (_, i) => (i * 151 + 7) & 255)
    for (let length = 0; length <= 200; length++) {
      const part = bytes.subarray(3, 3 + length)
      expect(sha256Hex(part), `${length} bytes`).toBe(createHash('sha256').update(part).digest('hex'))
    }
  })
})
