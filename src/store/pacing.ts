// How often lanes are asked for frames and the page is painted. All lanes share the page's thread, and those that train want the processor.

import { type Beat, EVERY_FRAME, setBeat } from './nextPaint.ts'
import { type AppState, type AppStore, LANE_IDS, type LaneId, lanesOf, type RunState } from './state.ts'

/** A lane that nobody looks at tells how far it is so often, lanes beside each other take turns. */
const UNSEEN_INTERVAL_MS = 500
const COMPARED_INTERVAL_MS = 40
/** While anything trains, texts are written ten times a second: nobody reads faster. */
const BEAT_OF_ONE: Beat = { ...EVERY_FRAME, textMs: 100 }
/**
 * Where lanes that train beside each other leave the page no core: two are drawn together, ten times a second; more in turn, each five times. It is
 * asked as often what is new there. The first turn is left to the texts, which make a long frame of it.
 */
const BEAT_OF_TWO: Beat = { ms: 100, turns: 1, textMs: 200 }
const BEAT_OF_MORE: Beat = { ms: 200, turns: LANE_IDS.length + 1, textMs: 200 }

/** From one frame of a lane to the next, at least so long. */
export function frameIntervalMs(state: AppState, laneId: LaneId): number {
  const count = lanesOf(state).length
  if (count === 1) return 0
  if (state.view.screen === 'compare') return count * COMPARED_INTERVAL_MS
  return laneId === state.selectedLane ? 0 : UNSEEN_INTERVAL_MS
}

/** In whose turn what a lane shows is drawn, where lanes take turns. `null`: what shows no lane alone, in that of the last. */
export function paintTurnOf(laneId: LaneId | null): number {
  return laneId === null ? LANE_IDS.length : Number(laneId.replace(/\D/g, ''))
}

/** In whose turn it is asked what is new in a lane: while another is drawn, so that it needs no frame of its own, and in time for the next of its own. */
export function askTurnOf(laneId: LaneId): number {
  return paintTurnOf(laneId) + 2
}

/** From now on the page is painted as often as its state asks for. */
export function keepBeat(store: AppStore, cores = navigator.hardwareConcurrency ?? 1): void {
  store.subscribe((state, former) => {
    if (state.runs === former.runs && state.lanes === former.lanes && state.view === former.view) return
    setBeat(beatOf(state, cores))
  })
}

export function beatOf(state: AppState, cores: number): Beat {
  const { screen, moment } = state.view
  const training = lanesOf(state).filter(({ runId }) => (state.runs[runId] as RunState).status === 'training').length
  // Whoever looks back is followed within a frame, and nothing else is drawn.
  if (training === 0 || typeof moment === 'number') return EVERY_FRAME
  if (screen !== 'compare' || training < 2 || training < cores) return BEAT_OF_ONE
  return training === 2 ? BEAT_OF_TWO : BEAT_OF_MORE
}
