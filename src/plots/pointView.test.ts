import { describe, expect, it } from 'vitest'
import { depthOpacity, nearestPoint, type PointView, placeOn, wholeView } from './pointView.ts'
import { FIRST_TURN } from './turn.ts'

const FLAT: PointView = { axes: 2, turn: FIRST_TURN, side: 200, ratio: 1, centre: [0, 0], reach: 1 }
const AHEAD = { azimuth: 0, elevation: 0 }

describe('placeOn', () => {
  it('[P103] the middle is in the middle, and up is up', () => {
    expect([...placeOn(FLAT, [0, 0, 1, 1, -1, -1])]).toEqual([100, 100, 0, 200, 0, 0, 0, 200, 0])
  })

  it('[P105] a closer look has its own middle', () => {
    expect([...placeOn({ ...FLAT, centre: [0.5, -0.5], reach: 0.5 }, [0.5, -0.5, 1, 0])]).toEqual([100, 100, 0, 200, 0, 0])
  })

  it('[P103] all of the data is within the square, from wherever it is looked at', () => {
    for (let azimuth = -3; azimuth < 3; azimuth += 0.37) {
      const view = wholeView(3, { azimuth, elevation: azimuth / 2 }, 100, 1)
      // The swiss roll: a cylinder of radius 1 and 1.5 wide.
      for (let angle = 0; angle < 6.3; angle += 0.21) {
        for (const y of [-0.75, 0.75]) {
          const [across = -1, down = -1] = placeOn(view, [Math.cos(angle), y, Math.sin(angle)])
          expect(Math.min(across, down)).toBeGreaterThan(0)
          expect(Math.max(across, down)).toBeLessThan(100)
        }
      }
    }
  })
})

describe('depthOpacity', () => {
  it('[P104] falls from the front to the back, and flat data is all at the front', () => {
    const space = wholeView(3, AHEAD, 100, 1)
    expect([-1, 0, 1, 5].map((depth) => depthOpacity(space, depth, 0.25))).toEqual([1, 0.625, 0.25, 0.25])
    expect(depthOpacity(FLAT, 1, 0.2)).toBe(1)
  })
})

describe('nearestPoint', () => {
  it('[P107] the one that is clicked, if one is near', () => {
    const points = Float32Array.of(-0.5, 0, 0.5, 0)
    expect(nearestPoint(FLAT, points, { x: 152, y: 103 }, 12)).toBe(1)
    expect(nearestPoint(FLAT, points, { x: 100, y: 100 }, 12)).toBeNull()
  })

  it('[P107] of two that are seen in one place, the one in front', () => {
    const space = wholeView(3, AHEAD, 200, 1)
    expect(nearestPoint(space, Float32Array.of(0, 0.9, 0, 0, -0.9, 0), { x: 100, y: 100 }, 12)).toBe(1)
    expect(nearestPoint(space, Float32Array.of(0, -0.9, 0, 0, 0.9, 0), { x: 100, y: 100 }, 12)).toBe(0)
  })
})
