import { expect, it } from 'vitest'
import { fakeContext } from '../testing/fakeContext.ts'
import { drawUnitBars } from './drawUnitBars.ts'

const ROOM = { width: 100, height: 50 }

it('draws a bar a unit, as high as its share, and a stub for nothing', () => {
  const { context, rects } = fakeContext()
  drawUnitBars(
    context,
    [
      { share: 1, color: 'a' },
      { share: 0.5, color: 'b' },
      { share: 0, color: 'c' },
    ],
    ROOM,
  )
  expect(rects.map(({ color, y, height }) => [color, y, height])).toEqual([
    ['a', 0, 50],
    ['b', 25, 25],
    ['c', 48, 2],
  ])
})

it('shows the highest of those that share a pixel, and none is lost', () => {
  const { context, rects } = fakeContext()
  const bars = Array.from({ length: 1_000 }, (_, unit) => ({ share: unit === 537 ? 1 : 0, color: unit === 537 ? 'high' : 'low' }))
  drawUnitBars(context, bars, ROOM)
  expect(rects).toHaveLength(100)
  expect(rects.filter(({ color }) => color === 'high')).toMatchObject([{ x: 53, width: 1, height: 50 }])
})

it('leaves no stripes between narrow bars', () => {
  const { context, rects } = fakeContext()
  drawUnitBars(context, new Array(70).fill({ share: 1, color: 'a' }), ROOM)
  rects.forEach(({ x, width }, i) => {
    expect(x + width).toBe(rects[i + 1]?.x ?? 100)
  })
})
