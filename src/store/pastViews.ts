// Which runs are looked back at: the selected one, and where lanes stand beside each other all of them, each as it was when it had seen as many
// pictures. Back to now: when one of them begins to train, or another run, lane or screen is shown.

import type { RunId } from '../workers/protocol.ts'
import { PastRun } from './pastRun.ts'
import { type AppState, type AppStore, isShippedShown, type Lane, lanesOf, type PastView, seenFrom, selectedLane, selectedRun } from './state.ts'
import type { Timelines } from './timelines.ts'

export class PastViews {
  readonly #store: AppStore
  readonly #timelines: Timelines
  readonly #runs = new Map<RunId, PastRun>()

  constructor(store: AppStore, timelines: Timelines) {
    this.#store = store
    this.#timelines = timelines
    store.subscribe((state, former) => {
      if (state.view.moment == null && !state.pasts) return
      if (isOver(state, former)) this.#leave()
      else this.#follow()
    })
  }

  #leave(): void {
    for (const run of this.#runs.values()) run.leave()
    this.#runs.clear()
    this.#store.setState(({ view }) => ({ pasts: null, ...(view.moment != null && { view: { ...view, moment: null } }) }))
  }

  #follow(): void {
    const state = this.#store.getState()
    const { runId } = selectedRun(state)
    const own = state.view.moment == null ? null : this.#timelines.nearest(runId, state.view.moment)
    if (!own) {
      this.#leave()
      return
    }
    const pasts = Object.fromEntries(
      lanesLookedBackAt(state).flatMap((lane): [RunId, PastView][] => {
        const seen = lane.runId === runId ? own : this.#timelines.nearestBySamples(lane.runId, own.moment.samplesSeen)
        return seen ? [[lane.runId, this.#runOf(lane.runId).see(seenFrom(state, lane.laneId), seen)]] : []
      }),
    )
    if (!isSame(pasts, state.pasts)) this.#store.setState({ pasts })
  }

  #runOf(runId: RunId): PastRun {
    const run = this.#runs.get(runId) ?? new PastRun(() => this.#follow())
    this.#runs.set(runId, run)
    return run
  }
}

function lanesLookedBackAt(state: AppState): readonly Lane[] {
  return state.view.screen === 'compare' ? lanesOf(state).filter(({ laneId }) => !isShippedShown(seenFrom(state, laneId))) : [selectedLane(state)]
}

/** Is what is looked back at no longer there to be looked at? */
function isOver(state: AppState, former: AppState): boolean {
  const { view, selectedLane: laneId } = state
  if (isShippedShown(state) || view.screen !== former.view.screen || laneId !== former.selectedLane) return true
  if (view.screen === 'compare' && view.comparePanel !== 'lanes') return true
  const { runId } = selectedRun(state)
  if (state.pasts && !state.pasts[runId]) return true
  return lanesLookedBackAt(state).some((lane) => state.runs[lane.runId]?.status === 'training' && former.runs[lane.runId]?.status !== 'training')
}

function isSame(pasts: Readonly<Record<RunId, PastView>>, former: AppState['pasts']): boolean {
  const runIds = Object.keys(pasts)
  return former != null && runIds.length === Object.keys(former).length && runIds.every((runId) => pasts[runId] === former[runId])
}
