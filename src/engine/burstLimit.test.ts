import { describe, expect, it } from 'vitest'
import { BurstLimit } from './burstLimit.ts'

/** Bursts on a GPU whose step takes so long. */
function afterBursts(bursts: number, stepMs: number, limit = new BurstLimit()): BurstLimit {
  for (let i = 0; i < bursts; i++) limit.note(limit.steps, limit.steps * stepMs)
  return limit
}

describe('the steps of a burst on webgl', () => {
  it('[E49] come to as many as the GPU does in 10 ms', () => {
    expect(afterBursts(20, 1).steps).toBe(10)
    expect(afterBursts(20, 0.1).steps).toBe(100)
    expect(afterBursts(20, 4).steps).toBe(2)
  })

  it('[E49] are never fewer than one, however slow the GPU', () => {
    expect(afterBursts(1, 900).steps).toBe(1)
    expect(afterBursts(20, 900).steps).toBe(1)
  })

  it('[E49] fall at once when the GPU is busy, and rise step by step', () => {
    const limit = afterBursts(20, 1)
    limit.note(10, 1_000)
    expect(limit.steps).toBe(1)
    expect([1, 2, 3].map(() => afterBursts(1, 1, limit).steps)).toEqual([2, 4, 8])
  })

  it('[E49] a burst without steps, or one too short for the clock, says little', () => {
    const limit = afterBursts(20, 1)
    limit.note(0, 500)
    expect(limit.steps).toBe(10)
    limit.note(10, 0)
    expect(limit.steps).toBe(20)
  })
})
