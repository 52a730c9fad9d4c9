import { describe, expect, it } from 'vitest'
import { planNetwork } from '../spec/network.ts'
import { PRESETS } from '../spec/presets.ts'
import type { RunSpec } from '../spec/runSpec.ts'
import { withRun } from './freshRun.ts'
import { type AppState, ghostOf, isShippedShown, type LiveRun, type RunState, type ShippedStage, shownLive, shownRun } from './state.ts'

const { spec } = PRESETS.multilayer
const BASELINE = { codeSize: 2, pcaMse: 0.056, pcaLoss: 0.231, meanLoss: 0.263, floor: 0.058, reconstructions: new Float32Array(0) }

describe('the shipped network', () => {
  it('[P45] stands in for the run until that has something of its own to show', () => {
    for (const stage of ['shown', 'leaving'] as const) {
      const state = stateWith(stage)
      expect(isShippedShown(state)).toBe(true)
      expect(shownRun(state)).toBe(state.shipped?.run)
      expect(shownLive(state)).toBe(state.shipped?.live)
      expect(ghostOf(state)).toBeNull()
    }
    for (const stage of ['ghost', 'gone'] as const) {
      const state = stateWith(stage)
      expect(isShippedShown(state)).toBe(false)
      expect(shownRun(state).runId).toBe('run-1')
      expect(shownLive(state)).toBe(state.live['run-1'])
    }
  })

  it('[P49] is a ghost only of a run whose loss can be compared with its own', () => {
    expect(ghostOf(stateWith('ghost'))?.run.runId).toBe('shipped')
    expect(ghostOf(stateWith('ghost', { ...spec, loss: 'mse' }))).toBeNull()
    expect(ghostOf(stateWith('gone'))).toBeNull()
  })

  it('brings its baseline along for a run that has the same, and for no other', () => {
    const state = stateWith('gone')
    const baselineFor = (other: RunSpec) => runOf(state, other).baseline
    expect(baselineFor(spec)).toBe(BASELINE)
    expect(baselineFor({ ...spec, seed: 7, training: { ...spec.training, learningRate: 0.1 } })).toBe(BASELINE)
    expect(baselineFor(PRESETS.vanilla.spec)).toBeNull()
    expect(baselineFor({ ...spec, data: { name: 'mnist', train: 20_000 } })).toBeNull()
    expect(baselineFor({ ...spec, corruption: { type: 'gaussian', sigma: 0.2 } })).toBeNull()
  })
})

function stateWith(stage: ShippedStage, ofRun: RunSpec = spec): AppState {
  const empty = {
    lanes: { 'lane-1': { laneId: 'lane-1', runId: 'run-1', engine: { status: 'ready' }, overview: null } },
    selectedLane: 'lane-1',
    runs: {},
    live: {},
    shipped: null,
  } as unknown as AppState
  const lane = { ...empty, ...freshRun(empty, ofRun) }
  const { runs, live } = freshRun(empty, spec)
  const run: RunState = { ...(runs?.['run-1'] as RunState), runId: 'shipped', plan: planNetwork(spec), baseline: BASELINE }
  return { ...lane, shipped: { laneId: 'lane-1', stage, run, live: live?.['run-1'] as LiveRun } }
}

function freshRun(state: AppState, ofRun: RunSpec) {
  return withRun(state, { laneId: 'lane-1', runId: 'run-1', spec: ofRun, backend: 'wasm', wantsTraining: false })
}

function runOf(state: AppState, ofRun: RunSpec): RunState {
  return freshRun(state, ofRun).runs?.['run-1'] as RunState
}
