import { describe, expect, it } from 'vitest'
import type { Corruption } from '../../spec/runSpec.ts'
import { corruptBatch, corruptShownPicture, corruptTestPicture } from './corruption.ts'

const RANGE = [0, 1] as const
const SIZE = 784
const GREY = 0.5
const FIXED: Corruption = { type: 'gaussian', sigma: 0.5 }
const MIXED: Corruption = { type: 'gaussian', sigma: [0, 0.6] }

function grey(pictures: number): Float32Array {
  return new Float32Array(pictures * SIZE).fill(GREY)
}

function noised(corruption: Corruption, seed: number, step: number, pictures = 4): Float32Array {
  const batch = grey(pictures)
  corruptBatch(batch, SIZE, corruption, { seed, step, range: RANGE })
  return batch
}

/** Standard deviation of a stretch around 0.5. */
function spread(values: Float32Array): number {
  return Math.sqrt(values.reduce((sum, value) => sum + (value - 0.5) ** 2, 0) / values.length)
}

describe('corruption', () => {
  it('[E20] the noise of a batch depends on seed and step alone', () => {
    expect(noised(FIXED, 1, 10)).toEqual(noised(FIXED, 1, 10))
    expect(noised(FIXED, 1, 10)).not.toEqual(noised(FIXED, 2, 10))
    expect(noised(FIXED, 1, 10)).not.toEqual(noised(FIXED, 1, 11))
  })

  it("[E20] noisy pixels stay within the data's range, some of them at its ends", () => {
    const batch = noised(FIXED, 0, 0)
    expect(batch.every((value) => value >= 0 && value <= 1)).toBe(true)
    expect(batch.filter((value) => value === 0 || value === 1).length / batch.length).toBeCloseTo(0.317, 1)
  })

  it('[E20] has the standard deviation asked for', () => {
    expect(spread(noised({ type: 'gaussian', sigma: 0.1 }, 0, 0, 20))).toBeCloseTo(0.1, 2)
    expect(noised({ type: 'gaussian', sigma: 0 }, 0, 0)).toEqual(grey(4))
  })

  it('[E20] a pair of strengths is drawn anew for each picture, over the whole range', () => {
    const batch = noised(MIXED, 0, 0, 200)
    const spreads = Array.from({ length: 200 }, (_, i) => spread(batch.subarray(i * SIZE, (i + 1) * SIZE)))
    expect(Math.min(...spreads)).toBeLessThan(0.03)
    expect(Math.max(...spreads)).toBeGreaterThan(0.33)
    expect(new Set(spreads.map((value) => value.toFixed(4))).size).toBeGreaterThan(150)
  })

  it("[E20] a test picture has the same noise in every run, and another than its neighbour's", () => {
    const of = (index: number) => {
      const picture = grey(1)
      corruptTestPicture(picture, MIXED, { index, range: RANGE })
      return picture
    }
    expect(of(7)).toEqual(of(7))
    expect(of(7)).not.toEqual(of(8))
  })

  it('[E20] the noise looked at is neither that of training nor that of the test', () => {
    const [shown, test] = [grey(1), grey(1)]
    corruptShownPicture(shown, FIXED, { seed: 0, index: 0, range: RANGE })
    corruptTestPicture(test, FIXED, { index: 0, range: RANGE })
    expect(shown).not.toEqual(test)
    expect(shown).not.toEqual(noised(FIXED, 0, 0, 1))
  })

  it('[E63] salt-and-pepper turns its share of the pixels to the ends of the range, half of them each; the others stay', () => {
    const batch = noised({ type: 'salt-and-pepper', rate: 0.4 }, 0, 0, 50)
    expect(shareOf(batch, 0)).toBeCloseTo(0.2, 2)
    expect(shareOf(batch, 1)).toBeCloseTo(0.2, 2)
    expect(shareOf(batch, GREY)).toBeCloseTo(0.6, 2)
  })

  it('[E63] masking wipes out its share of the pixels, and the others stay', () => {
    const batch = noised({ type: 'masking', rate: 0.3 }, 0, 0, 50)
    expect(shareOf(batch, 0)).toBeCloseTo(0.3, 2)
    expect(shareOf(batch, GREY)).toBeCloseTo(0.7, 2)
  })

  it.each(['salt-and-pepper', 'masking'] as const)('[E63] %s of 0 leaves every pixel, of 1 none', (type) => {
    expect(noised({ type, rate: 0 }, 0, 0)).toEqual(grey(4))
    expect(shareOf(noised({ type, rate: 1 }, 0, 0), GREY)).toBe(0)
  })
})

function shareOf(batch: Float32Array, value: number): number {
  return batch.filter((pixel) => pixel === value).length / batch.length
}
