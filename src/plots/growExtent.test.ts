import { describe, expect, it } from 'vitest'
import { type Extent, extentOfPoints, growExtent, intervalOf } from './growExtent.ts'

const SMALL: Extent = { x: [-1, 1], y: [-1, 1] }
const LARGE: Extent = { x: [-10, 10], y: [-1, 1] }

describe('growExtent', () => {
  it('starts at its goal', () => {
    expect(growExtent(null, SMALL, 0)).toBe(SMALL)
  })

  it('stands still where a frame’s time lies before it began, and never turns inside out', () => {
    for (const elapsed of [0, -5, -1_000]) expect([growExtent(SMALL, LARGE, elapsed), growExtent(LARGE, SMALL, elapsed)]).toEqual([SMALL, LARGE])
  })

  it('grows quickly and shrinks slowly', () => {
    const grown = growExtent(SMALL, LARGE, 120)
    const shrunk = growExtent(LARGE, SMALL, 120)
    expect(grown.x[1]).toBeGreaterThan(6)
    expect(shrunk.x[1]).toBeGreaterThan(9)
    expect(shrunk.x[1]).toBeLessThan(10)
  })

  it('never jumps: one frame moves an end by less than a seventh of the way', () => {
    const next = growExtent(SMALL, LARGE, 16)
    expect(next.x[1] - 1).toBeLessThan(9 / 7)
  })

  it('never goes past its goal, however long it was away', () => {
    expect(growExtent(SMALL, LARGE, 1e9).x).toEqual([-10, 10])
  })

  it('arrives, and then is the same object', () => {
    let extent = SMALL
    for (let i = 0; i < 200; i++) extent = growExtent(extent, LARGE, 16)
    expect(growExtent(extent, LARGE, 16)).toBe(extent)
    expect(extent.x[1]).toBeCloseTo(10, 1)
  })
})

describe('extentOfPoints', () => {
  it('pads the data', () => {
    const extent = extentOfPoints([0, 0, 10, 100]) as Extent
    expect(extent.x[0]).toBeLessThan(0)
    expect(extent.x[1]).toBeGreaterThan(10)
    expect(extent.y[1]).toBeGreaterThan(100)
  })

  it('leaves one point far out outside', () => {
    const values = Array.from({ length: 1000 }, (_, i) => i / 1000)
    const [, high] = intervalOf([...values, 1e6], 0, 1) as readonly [number, number]
    expect(high).toBeLessThan(2)
  })

  it('gives a dead unit some room', () => {
    expect(intervalOf([0, 0, 0], 0, 1)).toEqual([-0.5, 0.5])
  })

  it('passes over what is not finite', () => {
    expect(extentOfPoints([Number.NaN, Number.POSITIVE_INFINITY])).toBeNull()
    expect(intervalOf([Number.NaN, 1, 2], 0, 1)?.[1]).toBeCloseTo(2.07)
  })
})
