import { describe, expect, it } from 'vitest'
import { longestScriptMs, scriptMsPerFrame, type TraceEvent } from './trace.ts'

const FRAME_US = 16_000

function event(name: string, ts: number, dur = 0, tid = 1): TraceEvent {
  return { name, ph: 'X', pid: 1, tid, ts, dur }
}

/** Three frames with two callbacks each. */
const frames = [0, 1, 2].flatMap((i) => [event('FireAnimationFrame', i * FRAME_US, 1_000), event('FireAnimationFrame', i * FRAME_US + 1_000, 500)])

describe('trace', () => {
  it('script that nests is counted once, and each frame has its own', () => {
    const script = [event('FunctionCall', 100, 3_000), event('RunMicrotasks', 200, 1_000), event('FunctionCall', FRAME_US + 100, 2_000)]
    expect(scriptMsPerFrame([...frames, ...script])).toEqual([3, 2])
  })

  it('script that runs over a frame’s start counts on both sides of it', () => {
    expect(scriptMsPerFrame([...frames, event('FunctionCall', FRAME_US - 2_000, 5_000)])).toEqual([2, 3])
  })

  it('time in which the thread did not have the processor is left out', () => {
    const script = { ...event('FunctionCall', 100, 4_000), tdur: 1_000 }
    expect(scriptMsPerFrame([...frames, script, { ...event('RunMicrotasks', 200, 1_000), tdur: 1_000 }])).toEqual([1, 0])
  })

  it('leaves out other threads and what is no script', () => {
    const others = [event('FunctionCall', 100, 9_000, 2), event('Paint', 100, 9_000), { ...event('FunctionCall', 100, 9_000), ph: 'B' }]
    expect(scriptMsPerFrame([...frames, ...others])).toEqual([0, 0])
  })

  it('the longest piece of script is longest by the thread’s own time, whatever the clock says', () => {
    const waiting = { ...event('FunctionCall', 100, 14_000), tdur: 1_000 }
    const computing = { ...event('FunctionCall', FRAME_US + 100, 3_000), tdur: 2_500 }
    expect(longestScriptMs([...frames, waiting, computing, event('FunctionCall', 0, 9_000, 2)])).toBe(2.5)
  })

  it('has nothing to say without frames', () => {
    expect(scriptMsPerFrame([event('FunctionCall', 0, 10)])).toEqual([])
    expect(longestScriptMs([event('FunctionCall', 0, 10)])).toBe(0)
  })
})
