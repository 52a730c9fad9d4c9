// A run as it was at a moment that is looked back at: its map and pictures as they were kept, everything else through the weights kept nearest to
// it, on the page. Follows a drag at once, and makes anew only what has changed.

import { describeCodes } from '../engine/analysis/describeCodes.ts'
import { forward, forwardAll, type NetworkWeights } from '../engine/forward.ts'
import type { Metrics } from '../engine/metrics.ts'
import { decodeGridRow } from '../engine/shipped/decodeGrid.ts'
import { networkFromBytes } from '../engine/timeline/byteWeights.ts'
import type { KeptMoment, SeenMoment } from '../engine/timeline/timelineKeeper.ts'
import type { GridFrame } from '../workers/protocol.ts'
import { GRID_COLUMNS, GRID_ROWS } from './frames.ts'
import { shownDigits, shownNoiseType, shownSample } from './inference.ts'
import { latentOf, shownTab } from './learnedTabs.ts'
import { samplesLike } from './samples.ts'
import { type AppState, type LiveRun, type PastView, selectedLive, selectedOverview, selectedRun } from './state.ts'

const BYTE_MAX = 255

export class PastRun {
  readonly #onGrid: () => void
  readonly #weights = new Made<NetworkWeights | null>()
  readonly #metrics = new Made<Metrics>()
  readonly #map = new Made<LiveRun['map']>()
  readonly #activations = new Made<LiveRun['activations']>()
  readonly #reconstructions = new Made<LiveRun['reconstructions']>()
  readonly #codes = new Made<Pick<LiveRun, 'codes' | 'samples'>>()
  readonly #live = new Made<LiveRun>()
  readonly #past = new Made<PastView>()
  /** The faint grid behind the map, and what it was or is being made from. */
  #grid: { readonly parts: readonly unknown[]; readonly frame: GridFrame | null } = { parts: [], frame: null }

  /** `onGrid` is called when a grid has been made since it was last seen. */
  constructor(onGrid: () => void) {
    this.#onGrid = onGrid
  }

  /** What is to be shown of the selected run at that moment. The same object for as long as nothing has changed. */
  see(state: AppState, seen: SeenMoment): PastView {
    const live = this.#see(state, seen)
    return this.#past.of([live], () => ({ snapshotStep: seen.weights?.step ?? null, live }))
  }

  /** Nobody looks any longer: a grid under way is given up. */
  leave(): void {
    this.#grid = { parts: [], frame: null }
  }

  #see(state: AppState, { moment, weights: kept }: SeenMoment): LiveRun {
    const now = selectedLive(state)
    const weights = this.#weights.of([kept], () => kept && networkFromBytes(kept))
    const metrics = this.#metrics.of([moment, now.history], () => metricsThen(now, moment))
    const map = this.#map.of([moment], () => ({ step: moment.step, ...moment.map }))
    const activations = this.#seeSample(state, weights)
    const reconstructions = this.#rebuild(state, moment, weights)
    const { codes, samples } = this.#seeCodes(state, moment)
    const grid = this.#decodeGrid(state, moment, weights)
    const { history, progress, moments } = now
    return this.#live.of([metrics, map, activations, reconstructions, codes, samples, grid, weights, history, progress, moments], () => ({
      metrics,
      progress,
      history,
      activations,
      sampleDeviations: null,
      map,
      grid,
      reconstructions,
      codes,
      samples,
      weights,
      ...(moments && { moments }),
    }))
  }

  #seeSample(state: AppState, weights: NetworkWeights | null): LiveRun['activations'] {
    const { view } = state
    const parts = [weights, view.sample, view.testNoise, view.padNoise, shownNoiseType(state), view.drawing, selectedOverview(state)]
    return this.#activations.of(parts, () => {
      const picture = weights && shownSample(state)
      return picture ? forwardAll(weights.layers, picture.noisy) : null
    })
  }

  /** As they were kept; with noise on the pictures that are looked at, through the weights. */
  #rebuild(state: AppState, { reconstructions: kept }: KeptMoment, weights: NetworkWeights | null): LiveRun['reconstructions'] {
    const { testNoise } = state.view
    if (testNoise === 0) return this.#reconstructions.of([kept], () => (kept ? Float32Array.from(kept, (value) => value / BYTE_MAX) : null))
    return this.#reconstructions.of([weights, testNoise, shownNoiseType(state), selectedOverview(state)], () => {
      const digits = kept && weights && shownDigits(state)
      return digits ? rebuildAll(weights, digits) : null
    })
  }

  /** Of a code of two, whose map holds the codes themselves. */
  #seeCodes(state: AppState, { step, map }: KeptMoment): Pick<LiveRun, 'codes' | 'samples'> {
    const { plan } = selectedRun(state)
    // Lanes beside each other have no tabs: what stands beside their maps is chosen for all.
    const tab = state.view.screen === 'compare' ? state.view.lanePictures : shownTab(state)
    const isAtHand = plan.latent === 2 && (tab === 'code' || tab === 'samples')
    return this.#codes.of([isAtHand && map, tab, state.view.samplesSeed], () => ({
      codes: isAtHand && tab === 'code' ? { step, ...describeCodes(map.points, latentOf(plan)) } : null,
      samples: isAtHand && tab === 'samples' ? samplesLike(map.points, plan.latent, { step, seed: state.view.samplesSeed }) : null,
    }))
  }

  /** Begins to make the grid of this place where it is another; until it is there, and where there are no weights, none is shown. */
  #decodeGrid(state: AppState, { map }: KeptMoment, weights: NetworkWeights | null): GridFrame | null {
    const { mapExtent, screen } = state.view
    const isSeen = screen === 'explore' && shownTab(state) === 'map'
    const parts = [weights, map.projection, mapExtent, isSeen]
    if (!isSame(parts, this.#grid.parts)) {
      this.#grid = { parts, frame: null }
      if (weights && mapExtent && isSeen) void this.#makeGrid(weights, map.projection, { ...mapExtent })
    }
    return this.#grid.frame
  }

  /** A row at a time, each in a task of its own: a drag never waits for it, and gives it up. */
  async #makeGrid(weights: NetworkWeights, projection: KeptMoment['map']['projection'], extent: Pick<GridFrame, 'x' | 'y'>): Promise<void> {
    const { parts } = this.#grid
    const place = { ...extent, columns: GRID_COLUMNS, rows: GRID_ROWS }
    const inputs = weights.layers[0]?.inputs ?? 0
    const pictures = new Uint8Array(GRID_ROWS * GRID_COLUMNS * inputs)
    for (let row = 0; row < GRID_ROWS; row++) {
      await new Promise((resolve) => setTimeout(resolve))
      if (this.#grid.parts !== parts) return
      pictures.set(decodeGridRow(weights, projection, place, row), row * GRID_COLUMNS * inputs)
    }
    this.#grid = { parts, frame: { ...place, step: weights.step, pictures } }
    this.#onGrid()
  }
}

/** What was known of the run then, and nothing of what is known now alone. */
function metricsThen({ metrics, history }: LiveRun, { step, epoch, samplesSeen }: KeptMoment): Metrics {
  const { runId, imagesPerSecond, stepMs, backend, parameters, status, edited, pcaMse } = metrics
  const before = history.filter((record) => record.step <= step)
  const trainLoss = before.at(-1)?.trainLoss ?? null
  const { testLoss = null, testMse = null, testLossClean } = before.findLast((record) => record.testLoss !== null) ?? {}
  return {
    ...{ runId, step, epoch, samplesSeen, trainLoss, testLoss, testMse, testSamples: 0 },
    ...{ imagesPerSecond, stepMs, backend, parameters, status, edited },
    ...(testLossClean !== undefined && { testLossClean }),
    ...(pcaMse !== undefined && { pcaMse }),
  }
}

function rebuildAll({ layers }: NetworkWeights, digits: Float32Array): Float32Array {
  const all = new Float32Array(digits.length)
  const size = layers[0]?.inputs ?? digits.length
  for (let at = 0; at < digits.length; at += size) all.set(forward(layers, digits.subarray(at, at + size)), at)
  return all
}

/** Something made from parts, and the same again for the same parts. */
class Made<T> {
  #parts: readonly unknown[] | null = null
  #value!: T

  of(parts: readonly unknown[], make: () => T): T {
    if (!this.#parts || !isSame(parts, this.#parts)) {
      this.#parts = parts
      this.#value = make()
    }
    return this.#value
  }
}

function isSame(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((part, i) => Object.is(part, b[i]))
}
