import { expect, it } from 'vitest'
import { splitMaps } from './splitMaps.ts'

it('takes the channels apart, each row by row', () => {
  const values = [1, 10, 2, 20, 3, 30, 4, 40, 5, 50, 6, 60]
  expect(splitMaps(values, { height: 2, width: 3, channels: 2 }).map((map) => [...map])).toEqual([
    [1, 2, 3, 4, 5, 6],
    [10, 20, 30, 40, 50, 60],
  ])
})

it('refuses values of another shape', () => {
  expect(() => splitMaps([1, 2, 3], { height: 2, width: 2, channels: 1 })).toThrow('expected 2 x 2 x 1 values, found 3')
})
