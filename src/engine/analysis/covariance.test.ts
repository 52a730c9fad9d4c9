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

  it('[A1] looks at the first `count` pictures alone, and refuses more than there are', () => {
    expect([...secondMoments(Uint8Array.of(255, 0, 9, 9), 1, 2).mean]).toEqual([1, 0])
    expect(() => secondMoments(new Uint8Array(3), 2, 2)).toThrow(RangeError)
    expect(() => secondMoments(new Uint8Array(3), 0, 3)).toThrow(RangeError)
  })
})
