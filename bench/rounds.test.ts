import { describe, expect, it } from 'vitest'
import type { Burst, Contender } from './contender.ts'
import { burstOf, measureInRounds, rotated } from './rounds.ts'
import { MAIN_TASKS } from './tasks.ts'

const LOSSES = { bce: 0.2, mse: 0.05 }

/** Writes what is asked of it into the log; its steps take as long as it says, without waiting for them. */
function scripted(name: string, stepMs: number, log: string[]): { name: string; contender: Contender } {
  const train = async ({ chunks, stepsPerChunk }: Burst) => {
    log.push(`${name} trains ${chunks} x ${stepsPerChunk}`)
    return Array.from({ length: chunks }, () => stepMs * stepsPerChunk)
  }
  const open = async () => {
    log.push(`${name} opens`)
  }
  return { name, contender: { open, train, losses: async () => LOSSES } }
}

describe('rounds', () => {
  it('every round begins with another contender, and none is left out', async () => {
    const log: string[] = []
    const entries = ['a', 'b', 'c'].map((name) => scripted(name, 10, log))
    await measureInRounds(MAIN_TASKS.vanilla, entries, { rounds: 3, burstMs: 100, warmUpSteps: 4 })
    const trained = log.filter((line) => line.endsWith('x 5')).map((line) => line[0])
    expect(trained.join('')).toBe('abcbcacab')
  })

  it('gives milliseconds a step, whatever the size of the chunks, and the losses after the warm-up', async () => {
    const log: string[] = []
    const entries = [scripted('fast', 1, log), scripted('slow', 150, log)]
    const measured = await measureInRounds(MAIN_TASKS.vanilla, entries, { rounds: 2, burstMs: 100, warmUpSteps: 6 })
    expect(measured).toEqual([
      { name: 'fast', stepMs: [1, 1], losses: LOSSES },
      { name: 'slow', stepMs: [150, 150], losses: LOSSES },
    ])
    expect(log.slice(0, 2)).toEqual(['fast opens', 'fast trains 6 x 1'])
  })

  it('a chunk is five steps, fewer of slow ones, and of fast ones as many as take a hundred ticks of the clock', () => {
    expect(burstOf(1000, 100)).toEqual({ chunks: 1, stepsPerChunk: 1 })
    expect(burstOf(10, 300)).toEqual({ chunks: 6, stepsPerChunk: 5 })
    expect(burstOf(0.25, 300)).toEqual({ chunks: 30, stepsPerChunk: 40 })
    expect(burstOf(5, 100_000).chunks).toBe(60)
  })

  it('rotating keeps all', () => {
    expect(rotated([1, 2, 3], 4)).toEqual([2, 3, 1])
    expect(rotated([], 2)).toEqual([])
  })
})
