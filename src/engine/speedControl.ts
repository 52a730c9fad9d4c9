// Up to which step a run may train by now, at the speed asked for. Knows the clock only as numbers it is given.

import { type Speed, stepsAllowed, wholeRunSeconds } from './pace.ts'

export class SpeedControl {
  #speed: Speed = 'full'
  #since = 0
  #fromStep = 0

  /** From now on, and from this step, at this speed. */
  set(speed: Speed, nowMs: number, step: number): void {
    this.#speed = speed
    this.#since = nowMs
    this.#fromStep = step
  }

  /** The next step may be taken while the run's is below this; a run of `stepsPlanned` is what the speeds are made for. */
  stepLimit(nowMs: number, stepsPlanned: number): number {
    return this.#fromStep + stepsAllowed(this.#speed, (nowMs - this.#since) / 1000, stepsPlanned)
  }

  /** A stretch that does not count: what was not trained in it is not made up for. */
  skip(fromMs: number, toMs: number): void {
    // The speed may have been set within it.
    this.#since = Math.min(toMs, this.#since + toMs - fromMs)
  }

  /** What so many steps of that run take at the least. */
  secondsFor(steps: number, stepsPlanned: number): number {
    return (steps / stepsPlanned) * wholeRunSeconds(this.#speed, stepsPlanned)
  }
}
