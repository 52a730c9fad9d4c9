// The measuring budget: while training, at most a tenth of the worker's time goes into what is looked at. Time comes in as numbers.
// Where several runs share a worker each has its part of that. With it, messages, yields and what the page itself takes of the processor
// stay within the 15 % that watching may cost.

const SHARE = 0.1
/** Unused time does not pile up beyond this, so that a pause is not followed by a flood. */
const CREDIT_MAX_MS = 60

export interface BudgetOptions {
  /** The part of the worker's time that may be spent on looking. */
  readonly share?: number
  /** How many runs take turns in the worker. */
  readonly countSharing?: () => number
  /** Unused time does not pile up beyond this; it is there at the beginning. */
  readonly creditMaxMs?: number
}

export class MeasuringBudget {
  readonly #share: number
  readonly #countSharing: () => number
  readonly #creditMax: number
  #credit: number
  #last: number | null = null

  constructor({ share = SHARE, countSharing = () => 1, creditMaxMs = CREDIT_MAX_MS }: BudgetOptions = {}) {
    this.#share = share
    this.#creditMax = creditMaxMs
    this.#credit = creditMaxMs
    this.#countSharing = countSharing
  }

  /** May something be measured now? */
  isAffordable(nowMs: number): boolean {
    return this.#creditAt(nowMs) > 0
  }

  /** Is more than half of all that can pile up there? */
  isAmple(nowMs: number): boolean {
    return this.#creditAt(nowMs) > this.#creditMax / 2
  }

  /** Books what a measurement took. It may overdraw: the next then waits the longer. */
  spend(ms: number): void {
    this.#credit -= ms
  }

  #creditAt(nowMs: number): number {
    const share = this.#share / this.#countSharing()
    if (this.#last !== null) this.#credit = Math.min(this.#creditMax, this.#credit + share * (nowMs - this.#last))
    this.#last = nowMs
    return this.#credit
  }
}
