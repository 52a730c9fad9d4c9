import { describe, expect, it } from 'vitest'
import { type Box, boxesAlong, placeLabel } from './placeLabel.ts'

const BOUNDS: Box = { left: 0, top: 0, width: 100, height: 100 }
const box = (left: number, top: number): Box => ({ left, top, width: 20, height: 10 })

describe('placeLabel', () => {
  it('takes the first place that is free', () => {
    expect(placeLabel([box(0, 0), box(0, 20), box(0, 40)], [box(10, 5)], BOUNDS)).toEqual(box(0, 20))
  })

  it('is not misled by fractions of pixels', () => {
    const first = { left: 0.1 + 0.2, top: 13.44133131501708, width: 46.7, height: 16 }
    expect(placeLabel([first, box(0, 20)], [], BOUNDS)).toEqual(first)
  })

  it('does not leave the plot', () => {
    expect(placeLabel([box(90, 0), box(0, 20)], [], BOUNDS)).toEqual(box(0, 20))
  })

  it('covers least where nothing is free, and rather that than being cut off', () => {
    expect(placeLabel([box(95, 0), box(0, 0), box(0, 20)], [box(0, 0), box(15, 25)], BOUNDS)).toEqual(box(0, 20))
  })

  it('keeps off a curve between its points', () => {
    const curve = boxesAlong([
      { x: 0, y: 0 },
      { x: 100, y: 100 },
    ])
    expect(placeLabel([box(45, 45), box(70, 10)], curve, BOUNDS)).toEqual(box(70, 10))
  })
})
