// What the runs on the page remember of their training, outside React: a keeper for each, for as long as a lane holds the run.

import type { Beginning } from '../engine/checkpoint.ts'
import { networkFromBytes } from '../engine/timeline/byteWeights.ts'
import type { Moment } from '../engine/timeline/moment.ts'
import { type SeenMoment, TimelineKeeper } from '../engine/timeline/timelineKeeper.ts'
import type { RunId } from '../workers/protocol.ts'
import type { AppStore } from './state.ts'

export class Timelines {
  readonly #store: AppStore
  readonly #keepers = new Map<RunId, TimelineKeeper>()

  constructor(store: AppStore) {
    this.#store = store
    store.subscribe(({ runs }, former) => {
      if (runs === former.runs) return
      for (const runId of this.#keepers.keys()) if (!runs[runId]) this.#keepers.delete(runId)
    })
  }

  /** Takes in what a worker has handed out; of a run that no lane holds any more, nothing. */
  add(runId: RunId, moment: Moment): void {
    if (!this.#store.getState().runs[runId]) return
    const keeper = this.#keepers.get(runId) ?? new TimelineKeeper()
    this.#keepers.set(runId, keeper)
    keeper.add(moment)
    const { moments } = keeper
    this.#store.setState(({ live }) => (live[runId] ? { live: { ...live, [runId]: { ...live[runId], moments } } } : {}))
  }

  /** What a run was like nearest to this step; null where nothing is remembered of it. */
  nearest(runId: RunId, step: number): SeenMoment | null {
    return this.#keepers.get(runId)?.nearest(step) ?? null
  }

  /** The same by the pictures that it had been shown, which another run had been shown as well. */
  nearestBySamples(runId: RunId, samplesSeen: number): SeenMoment | null {
    const moments = this.#keepers.get(runId)?.moments ?? []
    const distance = (moment: (typeof moments)[number]) => Math.abs(moment.samplesSeen - samplesSeen)
    const nearest = moments.reduce((best, moment) => (!best || distance(moment) < distance(best) ? moment : best), moments[0])
    return nearest ? this.nearest(runId, nearest.step) : null
  }

  /** What a lane can train on from: the weights kept nearest to this step, and how far they had come; null where none are kept. */
  beginningAt(runId: RunId, step: number): Beginning | null {
    const keeper = this.#keepers.get(runId)
    const kept = keeper?.nearest(step)?.weights
    if (!keeper || !kept) return null
    const { moment } = keeper.nearest(kept.step) as SeenMoment
    const samplesSeen = moment.step === 0 ? 0 : Math.round((moment.samplesSeen * kept.step) / moment.step)
    return { weights: networkFromBytes(kept), step: kept.step, samplesSeen }
  }

  /** Of all runs together, in bytes. */
  get bytes(): number {
    return [...this.#keepers.values()].reduce((sum, keeper) => sum + keeper.bytes, 0)
  }
}
