import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { RunStatus } from '../engine/metrics.ts'
import { PRESETS } from '../spec/presets.ts'
import { withRun } from './freshRun.ts'
import { askKnnAtRest } from './knnAsking.ts'
import { type AppState, createAppStore, type LaneId, type LiveRun, type RunState } from './state.ts'

const REST_MS = 1_000

beforeEach(() => {
  vi.useFakeTimers()
})

afterEach(() => {
  vi.useRealTimers()
})

/** A page with two lanes that stand ready; the test answers what is asked of them. */
function openPage(spec = PRESETS.multilayer.spec) {
  const empty = { lanes: {}, runs: {}, live: {}, selectedLane: 'lane-1', shipped: null, view: { screen: 'compare' } } as unknown as AppState
  const withLane = (state: AppState, laneId: LaneId, runId: string): AppState => {
    const next = { ...state, ...withRun(state, { laneId, runId, spec, backend: 'wasm', wantsTraining: false }) }
    const lane = next.lanes[laneId] as NonNullable<AppState['lanes'][LaneId]>
    return { ...next, lanes: { ...next.lanes, [laneId]: { ...lane, engine: { status: 'ready' } } } }
  }
  const store = createAppStore(withLane(withLane(empty, 'lane-1', 'a'), 'lane-2', 'b'))
  const open: { runId: string; resolve: (answer: unknown) => void; reject: (error: Error) => void }[] = []
  const patchLive = (runId: string, change: Partial<LiveRun>) =>
    store.setState(({ live }) => ({ live: { ...live, [runId]: { ...(live[runId] as LiveRun), ...change } } }))
  const engine = {
    ask: (question: (trainer: never, attempt: number) => Promise<unknown>) =>
      question(
        { knnAccuracy: (runId: string) => new Promise((resolve, reject) => open.push({ runId, resolve, reject })) } as never,
        0,
      ) as Promise<never>,
  }
  askKnnAtRest({ store, patchLive, lane: () => ({ engine }) })
  const stand = (runId: string, status: RunStatus, step: number) => {
    const { metrics } = store.getState().live[runId] as LiveRun
    patchLive(runId, { metrics: { ...metrics, step } })
    store.setState(({ runs }) => ({ runs: { ...runs, [runId]: { ...(runs[runId] as RunState), status } } }))
  }
  const rest = () => vi.advanceTimersByTimeAsync(REST_MS)
  const answer = async (accuracy: number, step: number) => {
    open.shift()?.resolve({ accuracy, training: 10, test: 10, step })
    await rest()
  }
  return {
    store,
    open,
    stand,
    rest,
    answer,
    asked: () => open.map(({ runId }) => runId),
    knnOf: (runId: string) => store.getState().live[runId]?.knn,
  }
}

describe('askKnnAtRest', () => {
  it('[P127] asks one lane after the other once they rest, each once', async () => {
    const { stand, rest, answer, asked, knnOf } = openPage()
    stand('a', 'done', 40)
    stand('b', 'paused', 30)
    await rest()
    expect(asked()).toEqual(['a'])
    await answer(0.4, 40)
    expect([asked(), knnOf('a')?.accuracy]).toEqual([['b'], 0.4])
    await answer(0.5, 30)
    stand('b', 'paused', 30)
    await rest()
    expect([asked(), knnOf('b')?.accuracy]).toEqual([[], 0.5])
  })

  it('[P127] asks none while any lane trains, before a first step, or while nobody looks', async () => {
    const { store, stand, rest, asked } = openPage()
    stand('a', 'paused', 0)
    stand('b', 'idle', 0)
    await rest()
    expect(asked()).toEqual([])
    stand('a', 'done', 40)
    stand('b', 'training', 20)
    await rest()
    expect(asked()).toEqual([])
    store.setState(({ view }) => ({ view: { ...view, screen: 'explore' } }))
    stand('b', 'done', 40)
    await rest()
    expect(asked()).toEqual([])
    store.setState(({ view }) => ({ view: { ...view, screen: 'compare' } }))
    await rest()
    expect(asked()).toEqual(['a'])
  })

  it('[P127] does not ask a run that goes on at once', async () => {
    const { stand, rest, asked } = openPage()
    stand('a', 'paused', 40)
    await vi.advanceTimersByTimeAsync(100)
    stand('a', 'training', 41)
    await rest()
    expect(asked()).toEqual([])
  })

  it('[P127] asks anew once the run has trained on, and goes on after one that could not answer', async () => {
    const { open, stand, rest, answer, asked } = openPage()
    stand('a', 'done', 40)
    stand('b', 'done', 40)
    await rest()
    open.shift()?.reject(new Error('replaced'))
    await rest()
    expect(asked()).toEqual(['b'])
    await answer(0.5, 40)
    expect(asked()).toEqual([])
    stand('a', 'done', 80)
    await rest()
    expect(asked()).toEqual(['a'])
  })

  it('[P127] asks nothing of points', async () => {
    const { stand, rest, asked } = openPage({ ...PRESETS.multilayer.spec, data: { name: 'ring' } })
    stand('a', 'done', 40)
    await rest()
    expect(asked()).toEqual([])
  })
})
