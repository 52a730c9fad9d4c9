// How often lanes are asked for frames and the page is painted. All lanes share the page's thread, and those that train want the processor.

import { setBeat } from './nextPaint.ts'
import { type AppState, type AppStore, type LaneId, lanesOf, type RunState } from './state.ts'

/** A lane that nobody looks at tells how far it is so often, lanes beside each other take turns. */
const UNSEEN_INTERVAL_MS = 500
const COMPARED_INTERVAL_MS = 45
/** Where lanes that train beside each other leave the page no core, it is painted so seldom: of two lanes fifteen times a second, of more ten. */
const BEAT_MS_PER_LANE = 1000 / 30
const BEAT_MS_MAX = 100
/** One for each lane there may be. */
const PHASES = 4

/** From one frame of a lane to the next, at least so long. */
export function frameIntervalMs(state: AppState, laneId: LaneId): number {
  const count = lanesOf(state).length
  if (count === 1) return 0
  if (state.view.screen === 'compare') return count * COMPARED_INTERVAL_MS
  return laneId === state.selectedLane ? 0 : UNSEEN_INTERVAL_MS
}

/** How far behind the beat what a lane shows is drawn: lanes take turns, or each beat's frame would be late. `null`: what shows no lane alone. */
export function phaseOf(laneId: LaneId | null): number {
  return laneId === null ? 0 : (Number(laneId.replace(/\D/g, '')) % PHASES) / PHASES
}

/** From now on the page is painted as often as its state asks for. */
export function keepBeat(store: AppStore, cores = navigator.hardwareConcurrency ?? 1): void {
  store.subscribe((state, former) => {
    if (state.runs === former.runs && state.lanes === former.lanes && state.view === former.view) return
    setBeat(beatMsOf(state, cores))
  })
}

/** From one paint to the next; 0: every animation frame. */
export function beatMsOf(state: AppState, cores: number): number {
  if (state.view.screen !== 'compare') return 0
  const training = lanesOf(state).filter(({ runId }) => (state.runs[runId] as RunState).status === 'training').length
  return training > 1 && training >= cores ? Math.min(BEAT_MS_MAX, training * BEAT_MS_PER_LANE) : 0
}
