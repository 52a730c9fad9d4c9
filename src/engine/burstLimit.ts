// How many steps a burst may hold on webgl: what is given to the GPU in 10 ms can keep it busy for much longer, and the page's own drawing waits
// behind it. Knows the clock only as numbers it is given.

import { BURST_MS } from './pace.ts'

/** From burst to burst it grows no faster: the first steps compile, and tell nothing of the others. */
const GROWTH_MAX = 2

export class BurstLimit {
  #steps = 1

  /** At least one. */
  get steps(): number {
    return this.#steps
  }

  /** A burst of so many steps took so long, until the GPU had caught up. */
  note(steps: number, elapsedMs: number): void {
    if (steps === 0) return
    const fitting = Math.floor((steps * BURST_MS) / Math.max(elapsedMs, 1e-3))
    this.#steps = Math.max(1, Math.min(fitting, GROWTH_MAX * this.#steps))
  }
}
