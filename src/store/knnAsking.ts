// Asks what the lanes' codes have kept of the classes, while lanes are beside each other and all of them rest: a lane at a time, so that no figure of
// another is slowed down by it. The answer holds for the weights that it names; once the run has trained on it is asked for anew.

import { datasetFacts } from '../spec/datasets.ts'
import type { AppCore } from './app.ts'
import type { LaneEngine } from './laneEngine.ts'
import { isAnyTraining } from './lanes.ts'
import { type AppState, isShippedShown, type LaneId, lanesOf, seenFrom, selectedEngine, selectedLive, selectedRun } from './state.ts'

/** What it needs of the page. */
export interface KnnAsker extends Pick<AppCore, 'store' | 'patchLive'> {
  lane(laneId: LaneId): { readonly engine: Pick<LaneEngine, 'ask'> }
}

/** A run has rested so long before it is asked: a person who pauses for a moment, or goes step by step, is not kept waiting. */
const REST_MS = 400
/** The share is then known to a percent or so. */
const JUDGED_MAX = 2_000

/** From now on. Each question is asked once; a run that could not answer is asked again only when it has trained on. */
export function askKnnAtRest(core: KnnAsker): void {
  const { store } = core
  const asked = new Set<string>()
  let isBusy = false

  const ask = async (laneId: LaneId) => {
    const { runId, step } = question(store.getState(), laneId)
    asked.add(`${runId} ${step}`)
    try {
      const knn = await core.lane(laneId).engine.ask((trainer) => trainer.knnAccuracy(runId, { test: JUDGED_MAX }), Number.POSITIVE_INFINITY)
      if (knn) core.patchLive(runId, { knn })
    } catch {
      // The run was replaced meanwhile, or its worker lost: there is no figure to show.
    }
  }
  const next = async () => {
    const laneId = laneToAsk(store.getState(), asked)
    if (laneId) await ask(laneId)
    isBusy = false
    begin()
  }
  const begin = () => {
    if (isBusy || !laneToAsk(store.getState(), asked)) return
    isBusy = true
    setTimeout(() => void next(), REST_MS)
  }
  store.subscribe(begin)
}

/** The first that stands with trained weights of which it is not known yet; null while any trains, or nobody looks. */
function laneToAsk(state: AppState, asked: ReadonlySet<string>): LaneId | null {
  if (state.view.screen !== 'compare' || isAnyTraining(state)) return null
  const lane = lanesOf(state).find(({ laneId }) => {
    const { runId, step, isAnswerable } = question(state, laneId)
    return isAnswerable && !asked.has(`${runId} ${step}`)
  })
  return lane?.laneId ?? null
}

function question(state: AppState, laneId: LaneId) {
  const seen = seenFrom(state, laneId)
  const { runId, status, spec } = selectedRun(seen)
  const { step } = selectedLive(seen).metrics
  const rests = (status === 'done' || status === 'paused') && selectedEngine(seen).status === 'ready'
  const isAnswerable = rests && step > 0 && !isShippedShown(seen) && datasetFacts(spec.data.name).kind === 'pictures'
  return { runId, step, isAnswerable }
}
