import { describe, expect, it } from 'vitest'
import { pictureLoss } from './pictureLoss.ts'

describe('pictureLoss', () => {
  it('is log 2 a pixel for cross-entropy against an even grey', () => {
    expect(pictureLoss('bce', [0, 1, 0.3], [0.5, 0.5, 0.5])).toBeCloseTo(Math.LN2, 12)
  })

  it('is the mean of squares for squared error', () => {
    expect(pictureLoss('mse', [0, 1], [0.5, 0])).toBeCloseTo((0.25 + 1) / 2, 12)
  })

  it('stays finite where the output is certain and wrong', () => {
    expect(pictureLoss('bce', [1, 0], [0, 1])).toBeCloseTo(-Math.log(1e-7), 6)
  })
})
