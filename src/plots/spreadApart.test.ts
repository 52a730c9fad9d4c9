import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { spreadApart } from './spreadApart.ts'

describe('spreadApart', () => {
  it('leaves alone what is far enough apart, moves what is not, and keeps the order', () => {
    expect(spreadApart([10, 50, 30], 16, [0, 100])).toEqual([10, 50, 30])
    expect(spreadApart([10, 12], 16, [0, 100])).toEqual([10, 26])
    expect(spreadApart([95, 99, 12], 16, [0, 100])).toEqual([84, 100, 12])
    expect(spreadApart([], 16, [0, 100])).toEqual([])
  })

  it('wherever there is room, nothing is nearer than the gap and all is inside', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -50, max: 150, noNaN: true }), { maxLength: 6 }), (places) => {
        const spread = [...spreadApart(places, 16, [0, 100])].sort((a, b) => a - b)
        spread.forEach((at, i) => {
          expect(at).toBeGreaterThanOrEqual(-1e-9)
          expect(at).toBeLessThanOrEqual(100 + 1e-9)
          if (i > 0) expect(at - (spread[i - 1] as number)).toBeGreaterThanOrEqual(16 - 1e-9)
        })
      }),
    )
  })
})
