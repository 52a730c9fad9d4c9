import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cornerOf, gridOf, layoutPictureGrid, pictureAt } from './layoutPictureGrid.ts'

const SIZES = { least: 20, most: 100 }
const anyRoom = fc.record({ width: fc.integer({ min: 20, max: 900 }), height: fc.integer({ min: 1, max: 900 }) })
const anyCount = fc.integer({ min: 1, max: 400 })

describe('layoutPictureGrid', () => {
  it('has a place for every picture, within the room’s width and between the sizes', () => {
    fc.assert(
      fc.property(anyCount, anyRoom, (count, room) => {
        const { columns, rows, side, width } = layoutPictureGrid(count, room, SIZES)
        expect(columns * rows).toBeGreaterThanOrEqual(count)
        expect(columns * (rows - 1)).toBeLessThan(count)
        expect(width).toBeLessThanOrEqual(room.width)
        expect(side).toBeGreaterThanOrEqual(SIZES.least)
        expect(side).toBeLessThanOrEqual(SIZES.most)
      }),
    )
  })

  it('is higher than the room only where the pictures are as small as can be', () => {
    fc.assert(
      fc.property(anyCount, anyRoom, (count, room) => {
        const { height, side } = layoutPictureGrid(count, room, SIZES)
        expect(height <= room.height || side === SIZES.least).toBe(true)
      }),
    )
  })

  it('finds each picture at its own place, and none between two', () => {
    fc.assert(
      fc.property(anyCount, anyRoom, fc.nat(), (count, room, any) => {
        const layout = layoutPictureGrid(count, room, SIZES)
        const index = any % count
        const { x, y } = cornerOf(index, layout)
        expect(pictureAt({ x: x + layout.side / 2, y: y + layout.side / 2 }, count, layout)).toBe(index)
        expect(pictureAt({ x: x + layout.side, y }, count, layout)).toBeNull()
        expect(pictureAt({ x, y: y - 1 }, count, layout)).toBeNull()
      }),
    )
  })

  it('takes somewhat smaller pictures where those leave no place empty', () => {
    // 24 fit five a row and 59 large, or six a row and 58.
    expect(layoutPictureGrid(24, { width: 372, height: 320 }, SIZES)).toMatchObject({ columns: 6, rows: 4, side: 58 })
    // 23 do not.
    expect(layoutPictureGrid(23, { width: 372, height: 320 }, SIZES)).toMatchObject({ columns: 5, rows: 5 })
  })

  it('spreads what is left over the rows: 24 in a room for seven a row stand six a row', () => {
    expect(layoutPictureGrid(24, { width: 7 * 44, height: 4 * 44 }, { least: 40, most: 40 })).toMatchObject({ columns: 6, rows: 4 })
  })
})

describe('gridOf', () => {
  it('is one row unless columns are given, the last of several rows as full as it comes', () => {
    expect(gridOf(10, { side: 36, gap: 8.5 })).toEqual({ columns: 10, rows: 1, side: 36, gap: 8.5, width: 436.5, height: 36 })
    expect(gridOf(10, { columns: 4, side: 20, gap: 5 })).toEqual({ columns: 4, rows: 3, side: 20, gap: 5, width: 95, height: 70 })
  })
})
