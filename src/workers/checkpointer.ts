// Hands checkpoints of a run to the page: every two seconds while it trains (five on webgl, where reading back stalls the GPU) and
// whenever it comes to rest. What that costs is booked on the measuring budget.

import type { MeasuringBudget } from '../engine/budget.ts'
import type { Checkpoint } from '../engine/checkpoint.ts'
import type { RunStatus } from '../engine/metrics.ts'
import type { Run } from '../engine/run.ts'

/** Asked at each heartbeat, so that none is older than two seconds, or five, when the next is there: a heartbeat less, and what a checkpoint may take. */
const EVERY_MS = { wasm: 1_400, cpu: 1_400, webgl: 4_400 } as const
/** The largest part of the time that checkpoints may take: a huge network hands them out less often. */
const COST_SHARE_MAX = 0.1
/** A run that failed may hold anything. */
const AT_REST: readonly RunStatus[] = ['paused', 'done', 'diverged']

export interface CheckpointerOptions {
  readonly run: Run
  readonly budget: MeasuringBudget
  readonly now: () => number
  readonly hand: (checkpoint: Checkpoint) => void
  /** Has all that was just read back from the backend been true? A lost GPU answers with zeros. */
  readonly isSound: () => boolean
}

export class Checkpointer {
  readonly #options: CheckpointerOptions
  #lastMs: number
  #costMs = 0
  #step: number
  /** Where the present cycle ends, in pictures shown. */
  #cycleEnd: number

  constructor(options: CheckpointerOptions) {
    this.#options = options
    this.#lastMs = options.now()
    this.#step = options.run.step
    this.#cycleEnd = options.run.samplesPlanned
  }

  /** To be called at each heartbeat. */
  tick(isDriving: boolean): void {
    const { run, now } = this.#options
    const everyMs = Math.max(EVERY_MS[run.backend], this.#costMs / COST_SHARE_MAX)
    if (isDriving && run.step !== this.#step && now() - this.#lastMs >= everyMs) this.push()
  }

  /** To be called with each change of the loop's status. */
  note(status: RunStatus): void {
    const { step, samplesPlanned } = this.#options.run
    const isFurtherCycle = status === 'training' && samplesPlanned !== this.#cycleEnd
    if (isFurtherCycle || (AT_REST.includes(status) && step !== this.#step)) this.push()
  }

  /** Hands one out now. */
  push(): void {
    const { run, budget, now, hand, isSound } = this.#options
    const started = now()
    const checkpoint = run.checkpoint()
    if (!isSound()) return
    hand(checkpoint)
    this.#lastMs = started
    this.#costMs = now() - started
    this.#step = run.step
    this.#cycleEnd = run.samplesPlanned
    budget.spend(this.#costMs)
  }
}
