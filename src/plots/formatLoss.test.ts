import { expect, it } from 'vitest'
import { formatLoss, formatTick } from './formatLoss.ts'

it('writes three figures', () => {
  expect([0.0938, 0.18372, 0.1, 12.345, 4_321.9].map(formatLoss)).toEqual(['0.0938', '0.184', '0.100', '12.3', '4322'])
})

it('writes what is very large, very small or no number so that it still fits', () => {
  expect([1.2345e9, 1e-7, 0, Number.NaN, Number.POSITIVE_INFINITY, null].map(formatLoss)).toEqual([
    '1.2e9',
    '1.0e-7',
    '0.00',
    'not a number',
    'infinite',
    '–',
  ])
})

it('writes marks as short as they are', () => {
  expect([0.7, 0.05, 1, 100, 1e6].map((tick) => formatTick(tick))).toEqual(['0.7', '0.05', '1', '100', '1e6'])
})
