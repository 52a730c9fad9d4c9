// When a worker is lost: whether another takes its place, on which backend, and how soon. Knows the clock only as numbers it is given.

import type { BackendName } from '../engine/metrics.ts'
import type { LossKind } from '../workers/client.ts'

export interface Replacement {
  readonly backend: BackendName
  readonly delayMs: number
}

const WINDOW_MS = 60_000
const REPLACEMENTS_MAX = 3
const GPU_LOSSES_BORNE = 1
/** A script that does not load is asked for so often, each time later: a server that restarts has time to. */
const START_DELAYS_MS = [0, 250, 1_500]

export class Replacements {
  #losses: { readonly atMs: number; readonly kind: LossKind }[] = []
  #failedStarts = 0

  /** Counts a loss; null where no further worker shall be tried. */
  next(kind: LossKind, backend: BackendName, nowMs: number): Replacement | null {
    if (kind === 'start') {
      const delayMs = START_DELAYS_MS[++this.#failedStarts]
      return delayMs === undefined ? null : { backend, delayMs }
    }
    this.#losses = [...this.#losses.filter(({ atMs }) => nowMs - atMs < WINDOW_MS), { atMs: nowMs, kind }]
    if (this.#losses.length > REPLACEMENTS_MAX) return null
    const gpuLosses = this.#losses.filter((loss) => loss.kind === 'gpu').length
    return { backend: gpuLosses > GPU_LOSSES_BORNE ? 'wasm' : backend, delayMs: 0 }
  }

  /** A replacement has come up. */
  noteStart(): void {
    this.#failedStarts = 0
  }

  /** A person has asked to try again. */
  forget(): void {
    this.#losses = []
    this.#failedStarts = 0
  }
}
