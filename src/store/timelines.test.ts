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
    const timelines = new Timelines(store, (work) => work())
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

  it('[P115] what has come from several runs meanwhile is told together, and nothing of one that is gone', () => {
    const store = createAppStore(put(put(EMPTY, 'a'), 'b'))
    store.setState(({ live, runs }) => ({ live: { ...live, a: live.b }, runs: { ...runs, a: runs.b } }) as Partial<AppState>)
    const works: (() => void)[] = []
    const timelines = new Timelines(store, (work) => works.push(work))
    let changes = 0
    store.subscribe(() => changes++)
    for (const runId of ['a', 'b']) for (const step of [0, 1, 2]) timelines.add(runId, momentAt(step))
    expect([works.length, changes]).toEqual([1, 0])
    works.pop()?.()
    expect(changes).toBe(1)
    expect(['a', 'b'].map((runId) => store.getState().live[runId]?.moments?.length)).toEqual([3, 3])
    timelines.add('a', momentAt(3))
    store.setState((state) => put({ ...state, live: {}, runs: {} }, 'c'))
    works.pop()?.()
    expect(store.getState().live.c).not.toHaveProperty('moments')
    expect(store.getState().live.a).toBeUndefined()
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
