import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { layoutLanePictures, layoutLanePlanes } from './layoutLanePictures.ts'

const anyRoom = fc.record({ width: fc.integer({ min: 190, max: 800 }), height: fc.integer({ min: 170, max: 420 }) })

describe('layoutLanePictures', () => {
  it('[P121] shows ten pictures in any card, and leaves its larger part to the map', () => {
    fc.assert(
      fc.property(anyRoom, (room) => {
        const { width, height, columns, rows } = layoutLanePictures(10, room)
        expect(columns * rows).toBeGreaterThanOrEqual(10)
        expect(height).toBeLessThanOrEqual(room.height)
        expect(width).toBeLessThan(room.width / 2)
      }),
    )
  })

  it('[P121] three columns where there is room, two in a narrow card', () => {
    expect(layoutLanePictures(10, { width: 630, height: 280 })).toMatchObject({ columns: 3, rows: 4, side: 67 })
    expect(layoutLanePictures(10, { width: 264, height: 185 })).toMatchObject({ columns: 2, rows: 5, side: 33 })
  })
})

describe('layoutLanePlanes', () => {
  it('[P121] two planes in any card, with room for the map', () => {
    fc.assert(
      fc.property(anyRoom, (room) => {
        const { side, columns } = layoutLanePlanes(room)
        const rows = 2 / columns
        expect(rows * (side + 19) + (rows - 1) * 8).toBeLessThanOrEqual(room.height)
        expect(columns * side + (columns - 1) * 8).toBeLessThan(0.6 * room.width)
      }),
    )
  })
})
