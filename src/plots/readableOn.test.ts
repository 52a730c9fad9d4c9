import { expect, it } from 'vitest'
import { contrast, readableOn } from './readableOn.ts'

it('knows the ends of the scale', () => {
  expect(contrast('#000', '#fff')).toBeCloseTo(21)
  expect(contrast('#4e79a7', '#4e79a7')).toBeCloseTo(1)
})

it('takes dark ink on a light ground and light ink on a dark one', () => {
  expect(readableOn('#f28e2b', '#ffffff', '#1f2430')).toBe('#1f2430')
  expect(readableOn('#24507a', '#ffffff', '#1f2430')).toBe('#ffffff')
})
