import { describe, expect, it } from 'vitest'
import { bestOf, type Cell, ratio, seconds } from './laneColumns.ts'

const cell = (text: string, value: number | null): Cell => ({ text, value })
const marks = (cells: Cell[], best: 'lowest' | 'highest' | null) =>
  bestOf(cells, best)
    .map((isBest, i) => (isBest ? i : -1))
    .filter((i) => i >= 0)

describe('bestOf', () => {
  const losses = [cell('0.237', 0.2371), cell('0.192', 0.1919), cell('0.197', 0.197)]

  it('[P124] marks the lowest or the highest, and none where neither is better', () => {
    expect(marks(losses, 'lowest')).toEqual([1])
    expect(marks(losses, 'highest')).toEqual([0])
    expect(marks(losses, null)).toEqual([])
  })

  it('[P124] marks none where all show the same, and all that show the best', () => {
    expect(marks([cell('0.192', 0.19201), cell('0.192', 0.19199)], 'lowest')).toEqual([])
    expect(marks([cell('0.192', 0.19201), cell('0.192', 0.19199), cell('0.2', 0.2)], 'lowest')).toEqual([0, 1])
  })

  it('[P124] marks none before two are known, and passes over what is not known', () => {
    expect(marks([cell('0.2', 0.2), cell('–', null)], 'lowest')).toEqual([])
    expect(marks([cell('0.2', 0.2), cell('–', null), cell('0.3', 0.3)], 'lowest')).toEqual([0])
    expect(marks([cell('not a number', Number.NaN), cell('0.2', 0.2), cell('0.3', 0.3)], 'lowest')).toEqual([1])
  })

  it('[P124] marks none where another was measured so seldom that it may be better', () => {
    const early = { ...cell('4,096', 4_096), least: 0 }
    expect(marks([early, { ...cell('10,000', 10_000), least: 4_095 }], 'lowest')).toEqual([])
    expect(marks([early, { ...cell('10,000', 10_000), least: 4_096 }], 'lowest')).toEqual([0])
    expect(marks([early, { ...cell('4,096', 4_096), least: 0 }, cell('never', Number.POSITIVE_INFINITY)], 'lowest')).toEqual([0, 1])
  })

  it('[P124] a lane that came to the loss beats one that never did; where none did, none is best', () => {
    const never = cell('never', Number.POSITIVE_INFINITY)
    expect(marks([never, cell('3.6 s', 3.6)], 'lowest')).toEqual([1])
    expect(marks([never, never], 'lowest')).toEqual([])
    expect(marks([never, never, cell('–', null)], 'lowest')).toEqual([])
  })
})

describe('figures', () => {
  it('are times in the unit that suits them', () => {
    expect([0.04, 3.64, 9.94, 9.96, 89.4, 90, 252, 3_000].map(seconds)).toEqual([
      '0.0 s',
      '3.6 s',
      '9.9 s',
      '10 s',
      '89 s',
      '1.5 min',
      '4.2 min',
      '50 min',
    ])
  })

  it('are ratios either way round', () => {
    expect([392, 24.5, 1, 0.5, 784 / 3].map(ratio)).toEqual(['392 : 1', '24.5 : 1', '1 : 1', '1 : 2', '261 : 1'])
  })
})
