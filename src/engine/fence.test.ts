import { describe, expect, it, vi } from 'vitest'
import { useBackend } from '../testing/digits.ts'
import { ContextLostError, caughtUp, FENCE_MAX_MS, onContextLost, settleGpu } from './fence.ts'

const [SIGNALED, EXPIRED, SATISFIED, FAILED] = [1, 2, 3, 4]

/** A context whose fence answers these states one after another, the last one for ever. */
function fakeGl(states: number[], { isContextLost = (): boolean => false, sync = {} as object | null } = {}) {
  return {
    SYNC_GPU_COMMANDS_COMPLETE: 9,
    ALREADY_SIGNALED: SIGNALED,
    CONDITION_SATISFIED: SATISFIED,
    WAIT_FAILED: FAILED,
    fenceSync: vi.fn(() => sync),
    flush: vi.fn(),
    clientWaitSync: vi.fn(() => (states.length > 1 ? states.shift() : states[0]) as number),
    deleteSync: vi.fn(),
    isContextLost,
  }
}

/** A clock that only waiting moves: 1 ms for each message let in. */
function fakeClock() {
  let time = 0
  const waits: number[] = []
  const wait = async (ms: number) => {
    waits.push(ms)
    time += Math.max(ms, 1)
  }
  return { now: () => time, wait, waits }
}

const isSound = (): boolean => false

describe('waiting for the GPU', () => {
  it.each([SIGNALED, SATISFIED])('[E43] messages are let in until the GPU has caught up', async (done) => {
    const gl = fakeGl([EXPIRED, EXPIRED, EXPIRED, done])
    const clock = fakeClock()
    await caughtUp(gl, clock, isSound)
    expect(clock.waits).toHaveLength(3)
    expect(gl.flush).toHaveBeenCalledOnce()
    expect(gl.deleteSync).toHaveBeenCalledOnce()
  })

  it('[E43] a GPU that has caught up is not waited for', async () => {
    const clock = fakeClock()
    await caughtUp(fakeGl([SIGNALED]), clock, isSound)
    expect(clock.waits).toEqual([])
  })

  it('[E43] a long wait leaves the processor alone', async () => {
    const clock = fakeClock()
    await caughtUp(fakeGl([...Array(10).fill(EXPIRED), SIGNALED]), clock, isSound)
    expect(clock.waits[0]).toBe(0)
    expect(clock.waits.at(-1)).toBeGreaterThan(0)
  })

  it.each([
    ['a fence that can’t be made', fakeGl([EXPIRED], { sync: null }), isSound],
    ['a fence that fails', fakeGl([EXPIRED, FAILED]), isSound],
    ['a context that is lost', fakeGl([EXPIRED], { isContextLost: () => true }), isSound],
    ['one that was lost and has come back empty', fakeGl([SIGNALED]), () => true],
  ])('[E43] %s is an error of its own, at once', async (_what, gl, isLost) => {
    const clock = fakeClock()
    await expect(caughtUp(gl, clock, isLost)).rejects.toThrow(ContextLostError)
    expect(clock.waits.length).toBeLessThan(2)
  })

  it('[E43] a GPU that never answers is waited for until the deadline', async () => {
    const clock = fakeClock()
    await expect(caughtUp(fakeGl([EXPIRED]), clock, isSound)).rejects.toThrow(/has not answered for 30 s/)
    expect(clock.now()).toBeLessThan(FENCE_MAX_MS + 10)
  })

  it.each(['cpu', 'wasm'] as const)('[E43] on %s there is nothing to wait for, and nothing to lose', async (backend) => {
    await useBackend(backend)
    const clock = fakeClock()
    await settleGpu(clock)
    expect(clock.waits).toEqual([])
    const listener = vi.fn()
    onContextLost(listener)()
    expect(listener).not.toHaveBeenCalled()
  })
})
