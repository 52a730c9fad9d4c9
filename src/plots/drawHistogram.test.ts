import { expect, it } from 'vitest'
import { fakeContext } from '../testing/fakeContext.ts'
import { drawHistogram } from './drawHistogram.ts'

const LOOK = { width: 40, height: 100, color: 'bar', line: 'zero' }

it('draws heights by the logarithm of the count, nothing for an empty bin', () => {
  const { context, rects } = fakeContext()
  drawHistogram(context, { low: 0, high: 4, counts: [999_999, 999, 0, 0] }, LOOK)
  expect(rects.map(({ x, height }) => [x, Math.round(height)])).toEqual([
    [0, 100],
    [10, 50],
  ])
})

it('marks 0 where it lies within', () => {
  const { context, rects } = fakeContext()
  drawHistogram(context, { low: -1, high: 3, counts: [1, 1, 1, 1] }, LOOK)
  expect(rects.at(-1)).toMatchObject({ color: 'zero', x: 10, height: 100 })
})

it('draws nothing of no values', () => {
  const { context, rects } = fakeContext()
  drawHistogram(context, { low: 0, high: 0, counts: [0, 0] }, LOOK)
  expect(rects).toEqual([])
})
