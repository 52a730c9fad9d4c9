import { describe, expect, it } from 'vitest'
import { figure, formatTable, goalTable } from './table.ts'

describe('table', () => {
  it('columns line up: the first to the left, the others to the right', () => {
    expect(
      formatTable(
        ['step', 'ms'],
        [
          ['a long name', '1'],
          ['b', '12.5'],
        ],
      ),
    ).toBe(['step           ms', '-----------  ----', 'a long name     1', 'b            12.5'].join('\n'))
  })

  it('figures keep three digits that matter', () => {
    expect([0.95321, 12.345, 678.9, 45_678.2, 0.0000123].map(figure)).toEqual(['0.953', '12.3', '679', '45,678', '0.0000123'])
    expect(figure(Number.NaN)).toBe('–')
  })

  it('a goal that is not met says so', () => {
    const goals = [
      { what: 'fast', wanted: '20 or more', measured: 21, isMet: true },
      { what: 'small', wanted: 'at most 5', measured: 6, isMet: false },
    ]
    const [, , first, second] = goalTable(goals).split('\n')
    expect(first).toMatch(/21 {2,}met$/)
    expect(second).toMatch(/6 {2}NOT met$/)
  })
})
