// What the runs on the page remember of their training, outside React: a keeper for each, for as long as a lane holds the run.

import type { Beginning } from '../engine/checkpoint.ts'
import { networkFromBytes } from '../engine/timeline/byteWeights.ts'
import type { Moment } from '../engine/timeline/moment.ts'
import { type SeenMoment, TimelineKeeper } from '../engine/timeline/timelineKeeper.ts'
import type { RunId } from '../workers/protocol.ts'
import { onNextPaint } from './nextPaint.ts'
import type { AppStore } from './state.ts'

/** Calls the work when the page is next to be drawn. */
type Later = (work: () => void) => void

/** Whoever looks at a run's moments redraws all of them: as often as texts are written is often enough. */
const withTexts: Later = (work) => void onNextPaint(work, { isText: true })

export class Timelines {
  readonly #store: AppStore
  readonly #later: Later
  readonly #keepers = new Map<RunId, TimelineKeeper>()
  /** Runs of which the page does not know all moments yet. */
  readonly #untold = new Set<RunId>()

  constructor(store: AppStore, later: Later = withTexts) {
    this.#store = store
    this.#later = later
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
    const isComing = this.#untold.size > 0
    this.#untold.add(runId)
    if (!isComing) this.#later(() => this.#tell())
  }

  /** Of all lanes at once: each change of the state is looked at by all that show any of it. */
  #tell(): void {
    const untold = [...this.#untold]
    this.#untold.clear()
    this.#store.setState(({ live }) => {
      const told = untold.flatMap((runId) => {
        const moments = this.#keepers.get(runId)?.moments
        return live[runId] && moments ? [[runId, { ...live[runId], moments }] as const] : []
      })
      return told.length > 0 ? { live: { ...live, ...Object.fromEntries(told) } } : {}
    })
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
