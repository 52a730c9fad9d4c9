import { describe, expect, it } from 'vitest'
import { psnr } from './psnr.ts'

describe('psnr', () => {
  it('[A7] -10 log10 of the MSE: 0.01 is 20 dB', () => {
    expect(psnr(0.01)).toBeCloseTo(20, 12)
    expect(psnr(1)).toBe(0)
    expect(psnr(0.1156)).toBeCloseTo(-10 * Math.log10(0.1156), 12)
    expect(psnr(4)).toBeCloseTo(-6.0206, 4)
  })

  it('[A7] a perfect copy is infinite, what is no error is no number', () => {
    expect(psnr(0)).toBe(Number.POSITIVE_INFINITY)
    for (const nonsense of [-1, Number.NaN, Number.POSITIVE_INFINITY]) expect(psnr(nonsense)).toBeNaN()
  })
})
