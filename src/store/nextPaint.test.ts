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
    expect(drawnAt([0, FRAME_MS + 5])).toEqual([FRAME_MS, 5 + 2 * FRAME_MS])
  })

  it('[P154] with a beat, what was asked for between two beats is drawn together', () => {
    setBeat({ ...EVERY_FRAME, ms: BEAT_MS })
    const offset = performance.now() % BEAT_MS
    vi.advanceTimersByTime((BEAT_MS - offset) % BEAT_MS)
    expect(drawnAt([1, 20, 49, 51])).toEqual([50, 50, 50, 100].map((beat) => beat + FRAME_MS))
  })

  it('[P154] not before its time, with a beat and without', () => {
    vi.advanceTimersByTime((BEAT_MS - (performance.now() % BEAT_MS)) % BEAT_MS)
    const earliest = performance.now() + 60
    expect(drawnAt([0], { earliest })).toEqual([60 + FRAME_MS])
    setBeat({ ...EVERY_FRAME, ms: BEAT_MS })
    vi.advanceTimersByTime((BEAT_MS - (performance.now() % BEAT_MS)) % BEAT_MS)
    expect(drawnAt([0], { earliest: performance.now() + 60 })).toEqual([100 + FRAME_MS])
  })

  it('[P154] where drawings take turns, each comes in its own part of the beat', () => {
    setBeat({ ...EVERY_FRAME, ms: BEAT_MS, turns: 2 })
    vi.advanceTimersByTime((BEAT_MS - (performance.now() % BEAT_MS)) % BEAT_MS)
    expect(drawnAt([1, 24, 26], { turn: 1 })).toEqual([25, 25, 75].map((at) => at + FRAME_MS))
    vi.advanceTimersByTime((BEAT_MS - (performance.now() % BEAT_MS)) % BEAT_MS)
    expect(drawnAt([1, 24, 51], { turn: 2 })).toEqual([50, 50, 100].map((at) => at + FRAME_MS))
  })

  it('[P154] texts are written together, on a beat of their own', () => {
    setBeat({ ...EVERY_FRAME, textMs: 2 * BEAT_MS })
    vi.advanceTimersByTime((2 * BEAT_MS - (performance.now() % (2 * BEAT_MS))) % (2 * BEAT_MS))
    expect(drawnAt([1, 60, 99, 101], { isText: true })).toEqual([100, 100, 100, 200].map((beat) => beat + FRAME_MS))
    expect(drawnAt([1])).toEqual([1 + FRAME_MS])
  })

  it('[P154] what waits for a beat is drawn at once where there is none any more', () => {
    setBeat({ ...EVERY_FRAME, ms: 10 * BEAT_MS, textMs: 10 * BEAT_MS })
    vi.advanceTimersByTime(10 * BEAT_MS - (performance.now() % (10 * BEAT_MS)) + 1)
    const [draw, write, calledOff] = [vi.fn(), vi.fn(), vi.fn()]
    onNextPaint(draw)
    onNextPaint(write, { isText: true })
    onNextPaint(calledOff)()
    setBeat(EVERY_FRAME)
    vi.advanceTimersByTime(FRAME_MS)
    expect([draw, write, calledOff].map(({ mock }) => mock.calls.length)).toEqual([1, 1, 0])
    vi.advanceTimersByTime(20 * BEAT_MS)
    expect([draw, write].map(({ mock }) => mock.calls.length)).toEqual([1, 1])
  })

  it('[P154] what moves by itself is drawn when all that is new in its frame is there', () => {
    const order: string[] = []
    onNextPaint(() => order.push('motion'), { isMotion: true })
    onNextPaint(() => order.push('first'))
    onNextPaint(() => order.push('second'))
    vi.advanceTimersByTime(FRAME_MS)
    expect(order).toEqual(['first', 'second', 'motion'])
  })

  it('[P154] a drawing that fails takes no other with it, and is reported', () => {
    const [draw, report] = [vi.fn(), vi.fn()]
    vi.stubGlobal('reportError', report)
    onNextPaint(() => {
      throw new Error('no canvas')
    })
    onNextPaint(draw)
    vi.advanceTimersByTime(FRAME_MS)
    expect(draw).toHaveBeenCalledOnce()
    expect(report).toHaveBeenCalledWith(new Error('no canvas'))
  })

  it('[P154] one animation frame is asked for all, and what a drawing asks for comes with the next', () => {
    const ask = vi.fn(requestAnimationFrame)
    vi.stubGlobal('requestAnimationFrame', ask)
    const again = vi.fn()
    onNextPaint(() => onNextPaint(again))
    onNextPaint(vi.fn())
    expect(ask).toHaveBeenCalledOnce()
    vi.advanceTimersByTime(FRAME_MS)
    expect(again).not.toHaveBeenCalled()
    vi.advanceTimersByTime(FRAME_MS)
    expect(again).toHaveBeenCalledOnce()
  })

  it('[P154] what was called off is not drawn, whether its beat has come or not', () => {
    const draw = vi.fn()
    onNextPaint(draw)()
    setBeat({ ...EVERY_FRAME, ms: BEAT_MS })
    const callOff = onNextPaint(draw)
    vi.advanceTimersByTime(BEAT_MS + 1)
    callOff()
    vi.advanceTimersByTime(10 * BEAT_MS)
    expect(draw).not.toHaveBeenCalled()
  })
})
