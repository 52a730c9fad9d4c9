import { describe, expect, it } from 'vitest'
import type { Checkpoint } from '../engine/checkpoint.ts'
import type { Moment } from '../engine/timeline/moment.ts'
import { PRESETS } from '../spec/presets.ts'
import type { TrainerClient } from '../workers/client.ts'
import type { LoadOptions, ResumeOptions } from '../workers/protocol.ts'
import { withRun } from './freshRun.ts'
import { RunRecord } from './runRecord.ts'
import { type AppState, createAppStore } from './state.ts'
import { Timelines } from './timelines.ts'

const EMPTY = { lanes: {}, selectedLane: 'lane-1', runs: {}, live: {}, shipped: null, view: {} } as unknown as AppState

function put(state: AppState, runId: string): AppState {
  return { ...state, ...withRun(state, { laneId: 'lane-1', runId, spec: PRESETS.multilayer.spec, backend: 'wasm', wantsTraining: false }) }
}

function momentAt(step: number): Moment {
  return {
    step,
    samplesSeen: 128 * step,
    epoch: step / 79,
    map: { points: new Float32Array(2), labels: new Uint8Array(1), projection: { mean: new Float32Array(2), axes: [] } },
  }
}

describe('Timelines', () => {
  it('[P115] each run has its own, which the page sees as it grows, and which goes with the run', () => {
    const store = createAppStore(put(EMPTY, 'a'))
    const timelines = new Timelines(store)
    timelines.add('a', momentAt(0))
    timelines.add('a', momentAt(1))
    timelines.add('nobody', momentAt(7))
    expect(store.getState().live.a?.moments?.map(({ step }) => step)).toEqual([0, 1])
    expect(timelines.nearest('a', 5)).toMatchObject({ moment: { step: 1 }, weights: null })
    expect(timelines.nearest('nobody', 7)).toBeNull()
    expect(timelines.bytes).toBeGreaterThan(0)
    store.setState((state) => put(state, 'b'))
    expect(timelines.nearest('a', 5)).toBeNull()
    expect(timelines.bytes).toBe(0)
    expect(store.getState().live.b).not.toHaveProperty('moments')
  })

  it('[P115] a run that is put into another worker goes on being remembered, and one that was not goes on without', async () => {
    for (const remembersMoments of [true, false]) {
      const asked: Pick<ResumeOptions, 'remembersMoments'>[] = []
      const trainer = { resume: async (options: ResumeOptions) => asked.push(options), load: async (options: LoadOptions) => asked.push(options) }
      const client = { call: (ask: (remote: typeof trainer) => Promise<unknown>) => ask(trainer) } as unknown as TrainerClient
      const { spec } = PRESETS.multilayer
      const record = new RunRecord({ runId: 'a', revision: 0, spec, remembersMoments })
      await record.putInto(client)
      record.kept = {
        runId: 'a',
        revision: 0,
        checkpoint: { spec, cycle: { start: 0, length: 1_000 }, samplesSeen: 10, step: 1 } as unknown as Checkpoint,
      }
      await record.putInto(client)
      expect(asked.map((options) => options.remembersMoments)).toEqual([remembersMoments, remembersMoments])
    }
  })
})
