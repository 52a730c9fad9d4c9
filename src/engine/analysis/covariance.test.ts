import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { secondMoments } from './covariance.ts'

describe('secondMoments', () => {
  it('[A1] gives the mean and the covariance of pixels in [0, 1], by hand', () => {
    const { mean, covariance } = secondMoments(Uint8Array.of(0, 255, 51, 255, 255, 51), 2, 3)
    expect([...mean]).toEqual([0.5, 1, 0.2])
    const expected = [0.25, 0, 0, 0, 0, 0, 0, 0, 0]
    covariance.forEach((value, i) => {
      expect(value).toBeCloseTo(expected[i] as number, 14)
    })
  })

  it('[A1] agrees with the two-pass definition on random bytes, most of them zero', () => {
    const [count, size] = [50, 12]
    const pixels = Uint8Array.from({ length: count * size }, (_, i) => ((i * 7919) % 5 === 0 ? (i * 104729) % 256 : 0))
    const { mean, covariance } = secondMoments(pixels, count, size)
    for (let i = 0; i < size; i++) {
      for (let j = 0; j < size; j++) {
        let sum = 0
        for (let n = 0; n < count; n++) {
          sum += ((pixels[n * size + i] as number) / 255 - (mean[i] as number)) * ((pixels[n * size + j] as number) / 255 - (mean[j] as number))
        }
        expect(covariance[i * size + j]).toBeCloseTo(sum / count, 13)
      }
    }
  })

  it('[D32] floats that say the same as bytes have the same mean and covariance', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5 }), fc.uint8Array({ minLength: 5, maxLength: 200 }), (size, bytes) => {
        const count = Math.floor(bytes.length / size)
        const ofBytes = secondMoments(bytes, count, size)
        const ofFloats = secondMoments(
          Float32Array.from(bytes, (byte) => byte / 255),
          count,
          size,
        )
        // Each float is its byte / 255 rounded once, to 2^-24 of at most 1; the covariance is a mean of products of two such.
        ofFloats.mean.forEach((value, i) => {
          expect(Math.abs(value - (ofBytes.mean[i] as number))).toBeLessThan(2 ** -23)
        })
        ofFloats.covariance.forEach((value, i) => {
          expect(Math.abs(value - (ofBytes.covariance[i] as number))).toBeLessThan(2 ** -21)
        })
      }),
    )
  })

  it('[D32] of floats that are negative, and of such that lie close together far from 0', () => {
    const { mean, covariance } = secondMoments(Float32Array.of(-1, 1, 1, -1), 2, 2)
    expect([...mean, ...covariance]).toEqual([0, 0, 1, -1, -1, 1])
    const far = secondMoments(Float32Array.of(1024 - 2 ** -10, 1024 + 2 ** -10), 2, 1)
    expect(far.covariance[0]).toBe(2 ** -20)
  })

  it('[A1] looks at the first `count` pictures alone, and refuses more than there are', () => {
    expect([...secondMoments(Uint8Array.of(255, 0, 9, 9), 1, 2).mean]).toEqual([1, 0])
    expect(() => secondMoments(new Uint8Array(3), 2, 2)).toThrow(RangeError)
    expect(() => secondMoments(new Uint8Array(3), 0, 3)).toThrow(RangeError)
  })
})
