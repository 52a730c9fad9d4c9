import { describe, expect, it } from 'vitest'
import { datasetFacts } from '../../spec/datasets.ts'
import { brushWords } from './brushWords.ts'

const digits = datasetFacts('mnist')

describe('brushWords', () => {
  it.each([
    [[0, 0, 0, 0, 40, 0, 0, 0, 0, 20], '60 digits: 40 fours, 20 nines'],
    [[0, 0, 0, 0, 0, 0, 1, 0, 0, 0], '1 digit: 1 six'],
    [[1, 2, 3, 4, 5, 0, 0, 0, 0, 1_200], '1,215 digits: 1,200 nines, 5 fours, 4 threes, 6 others'],
    [[1, 2, 3, 4, 0, 0, 0, 0, 0, 0], '10 digits: 4 threes, 3 twos, 2 ones, 1 zero'],
    [[0, 0, 0, 0, 0, 0, 0, 0, 0, 0], '0 digits'],
  ])('[P119] %j: %s', (counts, words) => {
    expect(brushWords(counts, digits)).toBe(words)
  })

  it('[P119] classes with names of their own keep them', () => {
    const garments = datasetFacts('fashion-mnist')
    expect(brushWords([0, 2, 0, 0, 0, 0, 0, 0, 0, 1], garments)).toBe('3 garments: 2 × trouser, 1 × ankle boot')
    expect(brushWords([3, 1], datasetFacts('moons'))).toBe('4 points: 3 × upper moon, 1 × lower moon')
  })
})
