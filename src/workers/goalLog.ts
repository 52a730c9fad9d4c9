// Which call of train is being carried out: told to the page, so that another worker can go on to the same goal.

import type { RunStatus } from '../engine/metrics.ts'

const RESTING: readonly RunStatus[] = ['idle', 'paused', 'done', 'diverged', 'failed']

export class GoalLog {
  /** In the order given; the loop takes them in that order. */
  #waiting: number[] = []
  #current: number | null = null

  /** A call of train was made; call before it reaches the loop. */
  add(goalId: number): void {
    this.#waiting.push(goalId)
  }

  /** It has been answered, or refused. */
  remove(goalId: number): void {
    this.#waiting = this.#waiting.filter((id) => id !== goalId)
    if (this.#current === goalId) this.#current = null
  }

  /** A pause calls all of them off. */
  clear(): void {
    this.#waiting = []
    this.#current = null
  }

  /** Takes in a status of the loop; gives the goal that has begun with it, if one has. */
  note(status: RunStatus): number | null {
    if (RESTING.includes(status)) this.#current = null
    if (status !== 'training' || this.#current !== null) return null
    this.#current = this.#waiting.shift() ?? null
    return this.#current
  }
}
