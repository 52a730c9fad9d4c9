import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createWork } from './useSpreadWork.ts'

/** A clock that each picture moves on by as much as it takes. */
let now = 0
let frames: (() => void)[] = []

beforeEach(() => {
  now = 0
  frames = []
  vi.stubGlobal('performance', { now: () => now })
  vi.stubGlobal('requestAnimationFrame', (draw: () => void) => frames.push(draw))
  vi.stubGlobal('cancelAnimationFrame', (handle: number) => {
    frames[handle - 1] = () => {}
  })
})
afterEach(() => vi.unstubAllGlobals())

function series(count: number, ms: number, value = 1) {
  return {
    count,
    make(index: number) {
      now += ms
      return new Float32Array([value * index])
    },
  }
}

/** Lets an animation frame go by. */
function nextFrame(): void {
  const due = frames
  frames = []
  for (const draw of due) draw()
}

describe('createWork', () => {
  it('[P84] shows what takes no time at once', () => {
    const show = vi.fn()
    createWork(() => series(5, 0), show).begin()
    expect(show).toHaveBeenCalledTimes(1)
    expect(show.mock.calls[0]?.[0]).toHaveLength(5)
  })

  it('[P84] makes of slow pictures a few a frame, and shows them once all are there', () => {
    const show = vi.fn()
    createWork(() => series(10, 2), show).begin()
    expect(now).toBe(4)
    for (let frame = 1; frame < 5; frame++) {
      expect(show).not.toHaveBeenCalled()
      nextFrame()
      expect(now).toBe(4 + 4 * frame)
    }
    expect(show).toHaveBeenCalledTimes(1)
  })

  it('[P84] what is asked for meanwhile follows, once, with the newest', () => {
    const show = vi.fn()
    let value = 1
    const work = createWork(() => series(4, 3, value), show)
    work.begin()
    value = 2
    work.begin()
    value = 3
    work.begin()
    for (let frame = 0; frame < 10; frame++) nextFrame()
    expect(show.mock.calls.map(([pictures]) => pictures[3][0])).toEqual([3, 9])
  })

  it('[P84] shows nothing of what was dropped', () => {
    const show = vi.fn()
    const work = createWork(() => series(4, 3), show)
    work.begin()
    work.drop()
    for (let frame = 0; frame < 5; frame++) nextFrame()
    expect(show).not.toHaveBeenCalled()
    work.begin()
    for (let frame = 0; frame < 5; frame++) nextFrame()
    expect(show).toHaveBeenCalledTimes(1)
  })

  it('waits where there is nothing to make yet', () => {
    const show = vi.fn()
    createWork(() => null, show).begin()
    expect(show).not.toHaveBeenCalled()
  })
})
