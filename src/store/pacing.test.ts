import { describe, expect, it } from 'vitest'
import { EVERY_FRAME } from './nextPaint.ts'
import { askTurnOf, beatOf, frameIntervalMs, paintTurnOf } from './pacing.ts'
import { type AppState, LANE_IDS } from './state.ts'

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

describe('beatOf', () => {
  it('[P154] two lanes that train on Compare on two cores are drawn together, ten times a second', () => {
    expect(beatOf(stateOf('compare', ['training', 'training', 'done']), 2)).toEqual({ ms: 100, turns: 1, textMs: 200 })
  })

  it('[P154] more are drawn in turn, each five times a second, in none that begins with the texts', () => {
    const beats = [2, 4].map((cores) => beatOf(stateOf('compare', new Array(4).fill('training')), cores))
    expect(beats).toEqual(new Array(2).fill({ ms: 200, turns: 5, textMs: 200 }))
    expect(new Set(LANE_IDS.map((laneId) => paintTurnOf(laneId) % 5))).toEqual(new Set([1, 2, 3, 4]))
    expect(paintTurnOf(null) % 5).not.toBe(0)
  })

  it('[P154] a lane is asked what is new in the turn of another', () => {
    for (const laneId of LANE_IDS) expect(askTurnOf(laneId) % 5).not.toBe(paintTurnOf(laneId) % 5)
  })

  it('[P154] is every animation frame for pictures elsewhere, for one that trains, and where a core is left for the page; texts come ten times a second', () => {
    const beats = [
      beatOf(stateOf('compare', ['training', 'paused']), 1),
      beatOf(stateOf('explore', ['training', 'training']), 2),
      beatOf(stateOf('compare', ['training', 'training']), 4),
    ]
    expect(beats).toEqual(new Array(3).fill({ ...EVERY_FRAME, textMs: 100 }))
  })

  it('[P154] is every animation frame for all while nothing trains', () => {
    expect(beatOf(stateOf('explore', ['done']), 2)).toBe(EVERY_FRAME)
    expect(beatOf(stateOf('compare', ['paused', 'idle']), 1)).toBe(EVERY_FRAME)
  })

  it('[P154] is every animation frame while somebody looks back', () => {
    const state = stateOf('compare', ['training', 'training'])
    expect(beatOf({ ...state, view: { ...state.view, moment: 20 } }, 2)).toBe(EVERY_FRAME)
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
