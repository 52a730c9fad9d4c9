import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { EVERY_FRAME, onNextPaint, type PaintTime, setBeat } from './nextPaint.ts'

const FRAME_MS = 16
const BEAT_MS = 50

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('requestAnimationFrame', (callback: (now: number) => void) => setTimeout(() => callback(performance.now()), FRAME_MS))
  vi.stubGlobal('cancelAnimationFrame', clearTimeout)
})

afterEach(() => {
  setBeat(EVERY_FRAME)
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

/** When each of these is drawn, asked for at these times. */
function drawnAt(asked: readonly number[], time?: PaintTime): number[] {
  const start = performance.now()
  const drawn: number[] = []
  for (const at of asked) setTimeout(() => onNextPaint((now) => drawn.push(now - start), time), at)
  vi.advanceTimersByTime(10 * BEAT_MS)
  return drawn
}

describe('onNextPaint', () => {
  it('[P154] draws on the next animation frame', () => {
    expect(drawnAt([0, 5])).toEqual([FRAME_MS, 5 + FRAME_MS])
  })

  it('[P154] with a beat, what was asked for between two beats is drawn together', () => {
    setBeat({ ms: BEAT_MS, turns: 1 })
    const offset = performance.now() % BEAT_MS
    vi.advanceTimersByTime((BEAT_MS - offset) % BEAT_MS)
    expect(drawnAt([1, 20, 49, 51])).toEqual([50, 50, 50, 100].map((beat) => beat + FRAME_MS))
  })

  it('[P154] not before its time, with a beat and without', () => {
    vi.advanceTimersByTime((BEAT_MS - (performance.now() % BEAT_MS)) % BEAT_MS)
    const earliest = performance.now() + 60
    expect(drawnAt([0], { earliest })).toEqual([60 + FRAME_MS])
    setBeat({ ms: BEAT_MS, turns: 1 })
    vi.advanceTimersByTime((BEAT_MS - (performance.now() % BEAT_MS)) % BEAT_MS)
    expect(drawnAt([0], { earliest: performance.now() + 60 })).toEqual([100 + FRAME_MS])
  })

  it('[P154] where drawings take turns, each comes in its own part of the beat', () => {
    setBeat({ ms: BEAT_MS, turns: 2 })
    vi.advanceTimersByTime((BEAT_MS - (performance.now() % BEAT_MS)) % BEAT_MS)
    expect(drawnAt([1, 24, 26], { turn: 1 })).toEqual([25, 25, 75].map((at) => at + FRAME_MS))
    vi.advanceTimersByTime((BEAT_MS - (performance.now() % BEAT_MS)) % BEAT_MS)
    expect(drawnAt([1, 24, 51], { turn: 2 })).toEqual([50, 50, 100].map((at) => at + FRAME_MS))
  })

  it('[P154] what was called off is not drawn, whether its beat has come or not', () => {
    const draw = vi.fn()
    onNextPaint(draw)()
    setBeat({ ms: BEAT_MS, turns: 1 })
    const callOff = onNextPaint(draw)
    vi.advanceTimersByTime(BEAT_MS + 1)
    callOff()
    vi.advanceTimersByTime(10 * BEAT_MS)
    expect(draw).not.toHaveBeenCalled()
  })
})
