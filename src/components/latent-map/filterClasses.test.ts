import { expect, it } from 'vitest'
import { filterClasses } from './filterClasses.ts'

const ONE = { alone: false, classes: 4 }
const ALONE = { alone: true, classes: 4 }

it('hides a class and shows it again', () => {
  expect(filterClasses([3], 1, ONE)).toEqual([1, 3])
  expect(filterClasses([1, 3], 1, ONE)).toEqual([3])
})

it('shows a class alone, and then all', () => {
  expect(filterClasses([2], 2, ALONE)).toEqual([0, 1, 3])
  expect(filterClasses([0, 1, 3], 2, ALONE)).toEqual([])
})
