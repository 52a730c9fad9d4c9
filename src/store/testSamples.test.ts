import { describe, expect, it } from 'vitest'
import type { AppCore } from './app.ts'
import { TestSamples } from './testSamples.ts'

interface LaneOfTest {
  readonly data: { readonly name: string; readonly shufflePixels?: true }
  readonly status?: 'training' | 'idle'
  /** How many test samples it has read; it dies when asked for one where this is null. */
  readonly read: number | null
}

describe('TestSamples', () => {
  it('[P118] asks a lane once for each sample, whichever lanes on the same data want it', async () => {
    const { samples, asked } = lanesOf({ 'lane-1': { data: { name: 'mnist' }, read: 9 }, 'lane-2': { data: { name: 'mnist' }, read: 9 } })
    const [first, second] = await Promise.all([samples.of('lane-1', 4), samples.of('lane-2', 4)])
    expect(first).toEqual(Float32Array.of(4))
    expect(second).toBe(first)
    expect(await samples.of('lane-2', 4)).toBe(first)
    expect(asked).toEqual(['lane-1 4'])
  })

  it('[P118] turns to another lane where one is training, has read nothing or has died', async () => {
    const data = { name: 'mnist' }
    const lanes = { 'lane-1': { data, status: 'training', read: 9 }, 'lane-2': { data, read: 0 }, 'lane-3': { data, read: null } } as const
    const { samples, asked } = lanesOf(lanes)
    expect(await samples.of('lane-2', 3)).toEqual(Float32Array.of(3))
    expect(asked).toEqual(['lane-2 3', 'lane-3 3', 'lane-1 3'])
  })

  it('[P118] asks again for what could not be had', async () => {
    const { samples, asked } = lanesOf({ 'lane-1': { data: { name: 'mnist' }, read: 2 } })
    expect(await samples.of('lane-1', 5)).toBeNull()
    expect(await samples.of('lane-1', 5)).toBeNull()
    expect(asked).toEqual(['lane-1 5', 'lane-1 5'])
    expect(await samples.of('lane-4', 1)).toBeNull()
  })

  it('[P118] a lane whose pixels are shuffled has samples of its own', async () => {
    const { samples, asked } = lanesOf({
      'lane-1': { data: { name: 'mnist' }, read: 9 },
      'lane-2': { data: { name: 'mnist', shufflePixels: true }, read: 9 },
    })
    await samples.of('lane-1', 1)
    await samples.of('lane-2', 1)
    expect(asked).toEqual(['lane-1 1', 'lane-2 1'])
  })
})

function lanesOf(given: Readonly<Record<string, LaneOfTest>>) {
  const asked: string[] = []
  const lanes = Object.entries(given).map(([laneId, { data, status = 'idle', read }]) => ({
    laneId,
    run: { runId: laneId, status, spec: { data } },
    engine: {
      async ask(ask: (trainer: object) => unknown) {
        const sample = async (_: string, { from }: { from: number }) => {
          asked.push(`${laneId} ${from}`)
          if (read === null) throw new Error('lost')
          return { inputs: from < read ? [[from]] : [] }
        }
        return ask({ sample })
      },
    },
  }))
  const state = {
    lanes: Object.fromEntries(lanes.map(({ laneId }) => [laneId, { runId: laneId }])),
    runs: Object.fromEntries(lanes.map(({ laneId, run }) => [laneId, run])),
  }
  return { samples: new TestSamples({ store: { getState: () => state }, lanes } as unknown as AppCore), asked }
}
