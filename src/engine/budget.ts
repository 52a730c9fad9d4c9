// The measuring budget: while training, at most a tenth of the worker's time goes into what is looked at. Time comes in as numbers.
// With it, messages, yields and what the page itself takes of the processor stay within the 15 % that watching may cost.

const SHARE = 0.1
/** Unused time does not pile up beyond this, so that a pause is not followed by a flood. */
const CREDIT_MAX_MS = 60

export class MeasuringBudget {
  readonly #share: number
  #credit = CREDIT_MAX_MS
  #last: number | null = null

  /** `share`: the part of the time that may be spent from this budget. */
  constructor(share: number = SHARE) {
    this.#share = share
  }

  /** May something be measured now? */
  isAffordable(nowMs: number): boolean {
    return this.#creditAt(nowMs) > 0
  }

  /** Is more than half of all that can pile up there? */
  isAmple(nowMs: number): boolean {
    return this.#creditAt(nowMs) > CREDIT_MAX_MS / 2
  }

  /** Books what a measurement took. It may overdraw: the next then waits the longer. */
  spend(ms: number): void {
    this.#credit -= ms
  }

  #creditAt(nowMs: number): number {
    if (this.#last !== null) this.#credit = Math.min(CREDIT_MAX_MS, this.#credit + this.#share * (nowMs - this.#last))
    this.#last = nowMs
    return this.#credit
  }
}
