import { describe, expect, it } from 'vitest'
import { beatMsOf, frameIntervalMs, phaseOf } from './pacing.ts'
import type { AppState, LaneId } from './state.ts'

/** As much of a state as pacing looks at: a lane for each status. */
function stateOf(screen: AppState['view']['screen'], statuses: readonly string[]): AppState {
  const names = statuses.map((_, i) => `lane-${i + 1}`)
  return {
    view: { screen },
    selectedLane: 'lane-1',
    lanes: Object.fromEntries(names.map((laneId) => [laneId, { laneId, runId: `run of ${laneId}` }])),
    runs: Object.fromEntries(names.map((laneId, i) => [`run of ${laneId}`, { status: statuses[i] }])),
  } as unknown as AppState
}

describe('beatMsOf', () => {
  it('[P154] is fifteen a second of two lanes that train on Compare on two cores, ten of more', () => {
    expect(beatMsOf(stateOf('compare', ['training', 'training', 'done']), 2)).toBeCloseTo(1000 / 15)
    expect(beatMsOf(stateOf('compare', new Array(4).fill('training')), 2)).toBe(100)
    expect(beatMsOf(stateOf('compare', new Array(4).fill('training')), 4)).toBe(100)
  })

  it('[P154] is every animation frame elsewhere, for one that trains, and where a core is left for the page', () => {
    expect(beatMsOf(stateOf('compare', ['training', 'paused']), 1)).toBe(0)
    expect(beatMsOf(stateOf('explore', ['training', 'training']), 2)).toBe(0)
    expect(beatMsOf(stateOf('compare', ['training', 'training']), 4)).toBe(0)
  })
})

describe('phaseOf', () => {
  it('[P154] is another for each of four lanes, and none for what shows all', () => {
    const phases = ['lane-1', 'lane-2', 'lane-3', 'lane-4'].map((laneId) => phaseOf(laneId as LaneId))
    expect(new Set(phases).size).toBe(4)
    expect(phases.every((phase) => phase >= 0 && phase < 1)).toBe(true)
    expect(phaseOf(null)).toBe(0)
  })
})

describe('frameIntervalMs', () => {
  it('[W10] one lane is asked on every frame, lanes beside each other in turn, a lane out of sight seldom', () => {
    expect(frameIntervalMs(stateOf('explore', ['training']), 'lane-1')).toBe(0)
    expect(frameIntervalMs(stateOf('explore', ['training', 'training']), 'lane-1')).toBe(0)
    expect(frameIntervalMs(stateOf('explore', ['training', 'training']), 'lane-2')).toBe(500)
    const [two, four] = [2, 4].map((lanes) => frameIntervalMs(stateOf('compare', new Array(lanes).fill('training')), 'lane-1'))
    expect(four).toBe(2 * (two as number))
  })
})
