import { describe, expect, it } from 'vitest'
import { count, numberRows, oneOf, wholeNumber } from './consoleArguments.ts'

describe('what is typed into the console', () => {
  it.each([[0], [-1], [1.5], ['3'], [Number.NaN], [Number.POSITIVE_INFINITY], [null], [undefined], [[1]]])('[W16] %j is no count', (value) => {
    expect(() => count('steps', value)).toThrow(/^steps: found .*; allowed: a whole number from 1$/)
  })

  it('[W16] a whole number must lie within its range, which the message names', () => {
    expect([wholeNumber('from', 0, 0, 9), wholeNumber('from', 9, 0, 9), count('steps', 7)]).toEqual([0, 9, 7])
    expect(() => wholeNumber('from', 10, 0, 9)).toThrow(new RangeError('from: found 10; allowed: a whole number from 0 to 9'))
  })

  it('[W16] a word must be one of those that are known', () => {
    expect(oneOf('split', 'test', ['train', 'test'])).toBe('test')
    expect(() => oneOf('split', 'dev', ['train', 'test'])).toThrow(new TypeError('split: found "dev"; allowed: train, test'))
    expect(() => oneOf('preset', 'toString', ['vanilla'])).toThrow(TypeError)
    expect(() => oneOf('preset', undefined, ['vanilla'])).toThrow('found nothing')
  })

  it('[W16] rows are taken as arrays and as typed arrays', () => {
    expect(numberRows('inputs', [[1, 2], Float32Array.of(3, 4), Float64Array.of(5, 6)], 2)).toEqual([
      [1, 2],
      [3, 4],
      [5, 6],
    ])
  })

  it.each([
    ['nothing at all', undefined, 'inputs: found nothing; allowed: an array of arrays of 2 numbers'],
    ['no rows', [], 'inputs: found []; allowed: an array of arrays of 2 numbers'],
    [
      'a row that is too long',
      [
        [1, 2],
        [1, 2, 3],
      ],
      'inputs[1]: found 3 numbers; allowed: 2 numbers',
    ],
    ['a flat array', [1, 2], 'inputs[0]: found 1; allowed: 2 numbers'],
    ['a text in a row', [[1, '2']], 'inputs[0][1]: found "2"; allowed: a finite number'],
    ['NaN in a row', [[1, Number.NaN]], 'inputs[0][1]: found NaN; allowed: a finite number'],
    ['a hole in a row', [new Array(2)], 'inputs[0][0]: found nothing; allowed: a finite number'],
  ])('[W16] %s is refused by place', (_name, value, message) => {
    expect(() => numberRows('inputs', value, 2)).toThrow(new TypeError(message))
  })

  it('[W16] a long value is shortened in the message', () => {
    expect(() => oneOf('preset', 'x'.repeat(500), ['vanilla'])).toThrow(/found "x{56}\.\.\.; allowed/)
  })
})
