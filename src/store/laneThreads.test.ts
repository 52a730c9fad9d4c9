import { describe, expect, it, vi } from 'vitest'
import type { TrainerThread } from '../workers/trainerThread.ts'
import { LaneThreads } from './laneThreads.ts'

vi.mock('../workers/trainerThread.ts', () => ({
  TrainerThread: class {
    isEnded = false
  },
}))

function end(thread: TrainerThread): void {
  Object.assign(thread, { isEnded: true })
}

describe('the threads that lanes sit in', () => {
  it('[W35] each has its own where the machine has cores and memory', () => {
    const threads = new LaneThreads({ isShared: false })
    expect(threads.threadFor('wasm')).not.toBe(threads.threadFor('wasm'))
  })

  it('[W35] all share one where it has not, a backend each, and the next one when it has ended', () => {
    const threads = new LaneThreads({ isShared: true })
    const first = threads.threadFor('wasm')
    expect(threads.threadFor('wasm')).toBe(first)
    expect(threads.threadFor('webgl')).not.toBe(first)
    end(first)
    const next = threads.threadFor('wasm')
    expect(next).not.toBe(first)
    expect(threads.threadFor('wasm')).toBe(next)
  })
})
