import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Frame } from '../workers/protocol.ts'
import { FramePump } from './framePump.ts'

/** What the browser would call at the next animation frames. */
const scheduled: (() => void)[] = []

beforeEach(() => {
  scheduled.length = 0
  vi.stubGlobal('requestAnimationFrame', (callback: () => void) => scheduled.push(callback))
})

afterEach(async () => {
  while (scheduled.length > 0) await paint()
  vi.unstubAllGlobals()
})

/** One animation frame, and what follows from it. */
async function paint(): Promise<void> {
  for (const callback of scheduled.splice(0)) callback()
  await settle()
}

async function settle(): Promise<void> {
  for (let i = 0; i < 10; i++) await Promise.resolve()
}

function frame(pending: boolean): Frame {
  return { pending } as Frame
}

/** A pump whose answers the test gives, one after another. */
function openPump() {
  const open: { resolve: (frame: Frame | null) => void; reject: (error: Error) => void }[] = []
  const applied: Frame[] = []
  const interval = { ms: 0 }
  const pump = new FramePump({
    pull: () => new Promise((resolve, reject) => open.push({ resolve, reject })),
    apply: (given) => applied.push(given),
    intervalMs: () => interval.ms,
  })
  const answer = async (given: Frame | null) => {
    open.shift()?.resolve(given)
    await settle()
  }
  return { pump, open, applied, answer, interval }
}

describe('FramePump', () => {
  it('[W10] asks on the next animation frame, once however often it is woken', async () => {
    const { pump, open } = openPump()
    for (let i = 0; i < 3; i++) pump.wake()
    expect([open.length, scheduled.length]).toEqual([0, 1])
    await paint()
    expect(open.length).toBe(1)
  })

  it('[W10] never has more than one question open', async () => {
    const { pump, open, answer } = openPump()
    pump.wake()
    await paint()
    for (let i = 0; i < 5; i++) {
      pump.wake()
      await paint()
    }
    expect([open.length, scheduled.length]).toEqual([1, 0])
    await answer(frame(false))
    expect(scheduled.length).toBe(1)
    await paint()
    expect(open.length).toBe(1)
  })

  it('[W11] asks again while the answer says that more is to come, and then rests', async () => {
    const { pump, applied, answer } = openPump()
    pump.wake()
    await paint()
    await answer(frame(true))
    await paint()
    await answer(frame(false))
    expect([applied.length, scheduled.length]).toEqual([2, 0])
  })

  it('[W11] with nothing to ask it rests until it is woken', async () => {
    const { pump, applied, answer } = openPump()
    pump.wake()
    await paint()
    await answer(null)
    expect([applied.length, scheduled.length]).toEqual([0, 0])
    pump.wake()
    expect(scheduled.length).toBe(1)
  })

  it('[W11] a question that was refused does not end it', async () => {
    const { pump, open, applied, answer } = openPump()
    pump.wake()
    await paint()
    open.shift()?.reject(new Error('the run was replaced'))
    await settle()
    expect([applied.length, scheduled.length]).toEqual([0, 0])
    pump.wake()
    await paint()
    await answer(frame(false))
    expect(applied.length).toBe(1)
  })
})
