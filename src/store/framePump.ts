// Pulls frames: on an animation frame, if the last one has arrived and there may be something new, it asks for the next. Depth 1. Of
// several pumps each may be told to take its time.

import type { Frame } from '../workers/protocol.ts'
import { onNextPaint } from './nextPaint.ts'

export interface PumpOptions {
  /** Asks the worker; null: nothing to ask now. */
  readonly pull: () => Promise<Frame | null>
  /** Puts the answer into the store. */
  readonly apply: (frame: Frame) => void
  /** From one question to the next at least so long; 0: every animation frame. */
  readonly intervalMs?: () => number
  /** In whose turn it asks, where the page's beat has turns. */
  readonly turn?: number
}

export class FramePump {
  readonly #options: PumpOptions
  #isAsking = false
  #isDirty = false
  /** Calls off what is to come. */
  #scheduled: (() => void) | null = null
  #askedAtMs = Number.NEGATIVE_INFINITY
  #isStopped = false

  constructor(options: PumpOptions) {
    this.#options = options
  }

  /** Something changed: ask on the next animation frame. */
  wake(): void {
    this.#isDirty = true
    if (!this.#scheduled && !this.#isAsking && !this.#isStopped)
      this.#scheduled = onNextPaint(() => this.#askInTime(), { turn: this.#options.turn ?? 0 })
  }

  /** Nothing is asked any more. */
  stop(): void {
    this.#isStopped = true
    this.#isDirty = false
    this.#scheduled?.()
  }

  #askInTime(): void {
    this.#scheduled = null
    const now = performance.now()
    if (now - this.#askedAtMs < (this.#options.intervalMs?.() ?? 0)) {
      this.wake()
      return
    }
    this.#askedAtMs = now
    void this.#ask()
  }

  async #ask(): Promise<void> {
    this.#isAsking = true
    this.#isDirty = false
    try {
      const frame = await this.#options.pull()
      if (frame && !this.#isStopped) {
        this.#options.apply(frame)
        if (frame.pending) this.#isDirty = true
      }
    } catch {
      // The run was replaced or the worker lost: both wake the pump again when there is something to see.
    } finally {
      this.#isAsking = false
      if (this.#isDirty) this.wake()
    }
  }
}
