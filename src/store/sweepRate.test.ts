import { describe, expect, it } from 'vitest'
import { PRESETS } from '../spec/presets.ts'
import { plannedSamples } from '../spec/runLength.ts'
import type { AppState } from './state.ts'
import { workOf } from './sweepEstimate.ts'
import { secondsPerWork } from './sweepRate.ts'
import { FIRST_SWEEP, type SweepSlice } from './sweepState.ts'

const { spec } = PRESETS.vanilla
const seconds = (imagesPerSecond: number) => plannedSamples(spec) / imagesPerSecond / workOf({ spec })

/** Two lanes of one spec at these rates, the second one selected. */
function stateOf(rates: readonly [number, number], sweep: Partial<SweepSlice> = {}): AppState {
  const lanes = { 'lane-1': { laneId: 'lane-1', runId: 'a' }, 'lane-2': { laneId: 'lane-2', runId: 'b' } }
  const live = { a: { metrics: { imagesPerSecond: rates[0] } }, b: { metrics: { imagesPerSecond: rates[1] } } }
  const backend = { measured: null }
  const state = { lanes, live, backend, runs: { a: { spec }, b: { spec } }, selectedLane: 'lane-2', sweep: { ...FIRST_SWEEP, ...sweep } }
  return state as unknown as AppState
}

describe('[P134] what a unit of computing takes here', () => {
  it('is not known before anything was timed', () => {
    expect(secondsPerWork(stateOf([0, 0]))).toBeNull()
  })

  it('is the selected lane’s, else another’s, else what a lane last had', () => {
    expect(secondsPerWork(stateOf([1_000, 2_000]))).toBeCloseTo(seconds(2_000), 15)
    expect(secondsPerWork(stateOf([1_000, 0]))).toBeCloseTo(seconds(1_000), 15)
    expect(secondsPerWork(stateOf([0, 0], { laneSecondsPerWork: 7 }))).toBe(7)
  })

  it('is the last sweep’s before any lane’s', () => {
    const outcomes = [{ run: { value: 1, seed: 0, spec }, took: 4 }]
    expect(secondsPerWork(stateOf([1_000, 2_000], { current: { outcomes } as unknown as NonNullable<SweepSlice['current']> }))).toBeCloseTo(
      4 / workOf({ spec }),
      15,
    )
  })
})
