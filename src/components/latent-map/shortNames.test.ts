import { expect, it } from 'vitest'
import { shortNames } from './shortNames.ts'

it('[P108] a word that all classes begin with is said once', () => {
  expect(shortNames(['arc 1', 'arc 2'])).toEqual({ word: 'arc', short: ['1', '2'] })
})

it.each([[['upper moon', 'lower moon']], [['0', '1']], [['arc', 'arc 2']], [[]]])('[P108] %j stay as they are', (names) => {
  expect(shortNames(names)).toEqual({ word: '', short: names })
})
