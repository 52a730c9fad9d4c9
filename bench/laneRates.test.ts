import { describe, expect, it } from 'vitest'
import { imagesPerSecond, type LaneAnswer, stepsApart } from './laneRates.ts'

const BATCH = 128

function lane(laneId: string, step: number, changes: Partial<LaneAnswer['metrics']> = {}): LaneAnswer {
  return { laneId, metrics: { runId: `${laneId}'s run`, status: 'training', step, samplesSeen: step * BATCH, ...changes } }
}

const before = { at: 1_000, lanes: [lane('lane-1', 100), lane('lane-2', 90)] }

describe('rates of lanes', () => {
  it('counts what all of them have seen since, over the time that has gone by', () => {
    expect(imagesPerSecond(before, { at: 3_000, lanes: [lane('lane-1', 120), lane('lane-2', 100)] })).toBe((30 * BATCH) / 2)
  })

  it('what lanes had seen before does not count, nor the order in which they answer', () => {
    const later = { at: 2_000, lanes: [lane('lane-2', 91), lane('lane-1', 101)] }
    expect(imagesPerSecond(before, later)).toBe(2 * BATCH)
  })

  it.each([
    ['rests', lane('lane-2', 100, { status: 'done' }), "lane-2 is 'done' where it should be training"],
    ['stands still', lane('lane-2', 90), 'lane-2 has not been trained while it was measured'],
    ['holds another run', lane('lane-2', 100, { runId: 'another' }), 'lane-2 holds another run than before'],
    ['is new', lane('lane-3', 100), 'lane-3 holds another run than before'],
  ])('there is no figure where a lane %s', (_name, second, message) => {
    expect(() => imagesPerSecond(before, { at: 2_000, lanes: [lane('lane-1', 120), second] })).toThrow(message)
  })

  it('there is no figure where a lane rested at first, or has gone', () => {
    const resting = { at: 1_000, lanes: [lane('lane-1', 100, { status: 'idle' })] }
    expect(() => imagesPerSecond(resting, { at: 2_000, lanes: [lane('lane-1', 120)] })).toThrow("lane-1 is 'idle'")
    expect(() => imagesPerSecond(before, { at: 2_000, lanes: [lane('lane-1', 120)] })).toThrow('there were 2 lanes, then 1')
  })

  it('lanes are as far apart as the first is from the last', () => {
    expect(stepsApart({ at: 0, lanes: [lane('a', 7), lane('b', 12), lane('c', 9)] })).toBe(5)
    expect(stepsApart({ at: 0, lanes: [lane('a', 7)] })).toBe(0)
  })
})
