import fc from 'fast-check'
import { expect, it } from 'vitest'
import { inkShade } from './drawDigit.ts'
import { colorRamp, rampIndex } from './shade.ts'

const COLORS = { ink: '#204060', paper: '#fff8f0' }
const bytesOf = (word: number) => [0, 8, 16, 24].map((shift) => (word >>> shift) & 255)

it('goes from the one colour to the other, opaque, within one step of what is exact', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (share) => {
      const exact = [0xff, 0xf8, 0xf0].map((from, i) => from + share * (([0x20, 0x40, 0x60][i] as number) - from))
      const [red, green, blue, opacity] = bytesOf(inkShade(COLORS)(share)) as [number, number, number, number]
      for (const [i, value] of [red, green, blue].entries()) expect(Math.abs(value - (exact[i] as number))).toBeLessThan(0.7)
      expect(opacity).toBe(255)
    }),
  )
})

it('takes what lies outside for the nearer end, and what is no number for none', () => {
  const shade = inkShade(COLORS, 255)
  expect([-3, Number.NaN, Number.NEGATIVE_INFINITY].map(shade)).toEqual(new Array(3).fill(shade(0)))
  expect([256, Number.POSITIVE_INFINITY].map(shade)).toEqual(new Array(2).fill(shade(255)))
  expect(bytesOf(shade(255))).toEqual([0x20, 0x40, 0x60, 255])
  expect(bytesOf(shade(0))).toEqual([0xff, 0xf8, 0xf0, 255])
})

it('is made once for the same colours, and rises with the share', () => {
  expect(colorRamp('#000000', '#ffffff')).toBe(colorRamp('#000000', '#ffffff'))
  expect(colorRamp('#000000', '#ffffff', 0.7)).not.toBe(colorRamp('#000000', '#ffffff'))
  expect([0, 1e-9, 0.5, 1].map(rampIndex)).toEqual([0, 0, 512, 1_023])
})
