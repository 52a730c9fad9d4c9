import { describe, expect, it } from 'vitest'
import { nearLabel, placeCard, placeText } from './describeProbe.ts'

describe('placeText', () => {
  it('says what can be told apart', () => {
    expect(placeText({ x: -6.12, y: 8.1 }, { x: [-20, 20], y: [0, 30] }, false)).toBe('(-6.1, 8.1)')
    expect(placeText({ x: -0.01, y: 0.1234 }, { x: [-20, 20], y: [0, 0.5] }, false)).toBe('(0.0, 0.123)')
    expect(placeText({ x: 3.21, y: 5 }, { x: [0, 9], y: [0, 10] }, true)).toBe('3.21')
  })
})

describe('nearLabel', () => {
  const positions = new Float32Array([10, 10, 14, 10])

  it('names the nearest of the shown', () => {
    expect(nearLabel({ x: 11, y: 10 }, positions, [3, 7], { hidden: [] })).toBe(3)
    expect(nearLabel({ x: 11, y: 10 }, positions, [3, 7], { hidden: [3] })).toBe(7)
  })

  it('names none far away', () => {
    expect(nearLabel({ x: 60, y: 10 }, positions, [3, 7], { hidden: [] })).toBeNull()
  })
})

describe('placeCard', () => {
  const card = { width: 124, height: 196 }

  it('stays in the map and off the pointer, wherever that is', () => {
    for (const map of [
      { width: 360, height: 340 },
      { width: 300, height: 276 },
    ]) {
      for (let x = 0; x <= map.width; x += 12) {
        for (let y = 0; y <= map.height; y += 12) {
          const { left, top } = placeCard({ x, y }, card, map)
          expect(left).toBeGreaterThanOrEqual(0)
          expect(top).toBeGreaterThanOrEqual(0)
          expect(left + card.width).toBeLessThanOrEqual(map.width)
          expect(top + card.height).toBeLessThanOrEqual(map.height)
          expect(x > left && x < left + card.width && y > top && y < top + card.height).toBe(false)
        }
      }
    }
  })
})
