import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createMover } from './useMovingExtent.ts'

const NEAR = { x: [0, 1], y: [0, 1] } as const
const FAR = { x: [0, 2], y: [0, 2] } as const
const FRAME_MS = 16

let callbacks: ((now: number) => void)[]
let now: number

beforeEach(() => {
  callbacks = []
  now = performance.now()
  vi.stubGlobal('requestAnimationFrame', (callback: (now: number) => void) => callbacks.push(callback))
})
afterEach(() => {
  while (callbacks.length > 0) nextFrame()
  vi.unstubAllGlobals()
})

function nextFrame() {
  now += FRAME_MS
  for (const callback of callbacks.splice(0)) callback(now)
}

describe('createMover', () => {
  it('shows the first goal at once', () => {
    const draw = vi.fn()
    const mover = createMover(vi.fn())
    mover.follow(NEAR, draw)
    expect(draw).toHaveBeenCalledTimes(1)
    expect(mover.current()).toBe(NEAR)
  })

  it('while it moves, what is new is drawn with the next step, and once', () => {
    const [onMove, draw] = [vi.fn(), vi.fn()]
    const mover = createMover(onMove)
    mover.follow(NEAR, vi.fn())
    mover.follow(FAR, vi.fn())
    nextFrame()
    expect(onMove).toHaveBeenCalledTimes(1)
    mover.follow(FAR, draw)
    expect(draw).not.toHaveBeenCalled()
    nextFrame()
    expect(onMove.mock.calls.length + draw.mock.calls.length).toBe(2)
  })

  it('what is new is drawn even where the extent turns out to have arrived', () => {
    const draw = vi.fn()
    const mover = createMover(vi.fn())
    mover.follow(NEAR, vi.fn())
    mover.follow(FAR, vi.fn())
    nextFrame()
    const here = mover.current()
    if (!here) throw new Error('it shows nothing')
    mover.follow(here, draw)
    expect(draw).not.toHaveBeenCalled()
    nextFrame()
    expect(draw).toHaveBeenCalledTimes(1)
    expect(callbacks).toHaveLength(0)
  })
})
