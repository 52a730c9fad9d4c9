import { expect, it } from 'vitest'
import { nextWidth } from './nextWidth.ts'

it('goes through the sensible widths', () => {
  const widths = [1]
  while (widths.length < 12) widths.push(nextWidth(widths.at(-1) as number, 1))
  expect(widths).toEqual([1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64])
})

it('goes to the nearest one from a width in between', () => {
  expect(nextWidth(100, 1)).toBe(128)
  expect(nextWidth(100, -1)).toBe(96)
})

it('stops at the pixels of a digit and stays at one', () => {
  expect(nextWidth(768, 1)).toBe(784)
  expect(nextWidth(784, -1)).toBe(768)
  expect(nextWidth(1, -1)).toBe(1)
})
