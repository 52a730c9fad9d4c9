// What the page sees of the shipped network, made here rather than in the training worker: no worker has to be there. Follows what the
// person looks at for as long as that network is shown, and makes anew only what has changed.

import { describeCodes } from '../engine/analysis/describeCodes.ts'
import { forward, forwardAll } from '../engine/forward.ts'
import { decodeGridRow } from '../engine/shipped/decodeGrid.ts'
import { GRID_COLUMNS, GRID_ROWS } from './frames.ts'
import { shownDigits, shownNoiseType, shownSample } from './inference.ts'
import { latentOf, shownTab } from './learnedTabs.ts'
import { samplesLike } from './samples.ts'
import { type AppState, type AppStore, isShippedShown, type LiveRun, type ShippedNetwork, seenFrom, selectedOverview } from './state.ts'

type Parts = readonly unknown[]

export class ShippedViews {
  readonly #store: AppStore
  #scheduled = 0
  /** What each view was last made from. */
  #sample: Parts = []
  #digits: Parts = []
  #extent: AppState['view']['mapExtent'] = null

  /** Makes what can be seen at once, and from then on whatever changes, at most once an animation frame. */
  constructor(store: AppStore) {
    this.#store = store
    this.#update()
    store.subscribe((now, before) => {
      const [state, former] = [seenFromItsLane(now), seenFromItsLane(before)]
      if (!state || !former || this.#scheduled !== 0) return
      const isNew =
        state.view !== former.view || selectedOverview(state) !== selectedOverview(former) || shownNoiseType(state) !== shownNoiseType(former)
      if (isNew) this.#scheduled = requestAnimationFrame(() => this.#update())
    })
  }

  #update(): void {
    this.#scheduled = 0
    const state = seenFromItsLane(this.#store.getState())
    if (!state) return
    const { shipped, view } = state
    const overview = selectedOverview(state)
    const { weights } = shipped.live
    if (!weights) return
    const noiseType = shownNoiseType(state)
    const sample = [view.sample, view.testNoise, view.padNoise, noiseType, view.drawing, overview]
    if (!isSame(sample, this.#sample)) {
      const picture = shownSample(state)
      this.#patch({ activations: picture && forwardAll(weights.layers, picture.noisy) })
    }
    const digits = [view.testNoise, noiseType, overview]
    if (!isSame(digits, this.#digits)) this.#patch({ reconstructions: rebuildAll(state, shipped) })
    this.#seeCodes(state, shipped)
    if (view.mapExtent !== this.#extent) void this.#decodeGrid(shipped, view.mapExtent)
    this.#sample = sample
    this.#digits = digits
    this.#extent = view.mapExtent
  }

  /** What the tab that is shown tells of the codes: those that came with the file, which for two numbers are the map's points. */
  #seeCodes(state: AppState, { run, live }: ShippedNetwork): void {
    const { samplesSeed: seed } = state.view
    const codes = run.plan.latent === 2 ? live.map?.points : null
    if (!codes) return
    const tab = shownTab(state)
    const { step } = live.metrics
    if (tab === 'code' && !live.codes) this.#patch({ codes: { step, ...describeCodes(codes, latentOf(run.plan)) } })
    if (tab === 'samples' && live.samples?.seed !== seed) this.#patch({ samples: samplesLike(codes, run.plan.latent, { step, seed }) })
  }

  /** A row at a time, each in a task of its own: the pointer never waits for it. Given up where the map shows another stretch meanwhile. */
  async #decodeGrid({ run, live: { weights, map } }: ShippedNetwork, extent: AppState['view']['mapExtent']): Promise<void> {
    if (!weights || !map || !extent) return
    const place = { ...extent, columns: GRID_COLUMNS, rows: GRID_ROWS }
    const rowBytes = GRID_COLUMNS * run.plan.inputs
    const pictures = new Uint8Array(GRID_ROWS * rowBytes)
    for (let row = 0; row < GRID_ROWS; row++) {
      await new Promise((resolve) => setTimeout(resolve))
      if (this.#extent !== extent) return
      pictures.set(decodeGridRow(weights, map.projection, place, row), row * rowBytes)
    }
    this.#patch({ grid: { ...place, step: weights.step, pictures } })
  }

  #patch(change: Partial<LiveRun>): void {
    this.#store.setState(({ shipped }) => ({ shipped: shipped && { ...shipped, live: { ...shipped.live, ...change } } }))
  }
}

/** Null where it is shown no more. */
function seenFromItsLane(state: AppState) {
  const seen = state.shipped && state.lanes[state.shipped.laneId] ? seenFrom(state, state.shipped.laneId) : null
  return seen && isShippedShown(seen) ? seen : null
}

/** The ten test digits as they come out, row after row. */
function rebuildAll(state: AppState, { run, live }: ShippedNetwork): Float32Array | null {
  const digits = shownDigits(state)
  if (!digits || !live.weights) return null
  const all = new Float32Array(digits.length)
  const size = run.plan.inputs
  for (let at = 0; at < digits.length; at += size) all.set(forward(live.weights.layers, digits.subarray(at, at + size)), at)
  return all
}

function isSame(a: Parts, b: Parts): boolean {
  return a.length === b.length && a.every((part, i) => Object.is(part, b[i]))
}
