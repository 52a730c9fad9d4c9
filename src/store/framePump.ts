// Pulls frames: on an animation frame, if the last one has arrived and there may be something new, it asks for the next. Depth 1.

import type { Frame } from '../workers/protocol.ts'

export class FramePump {
  readonly #pull: () => Promise<Frame | null>
  readonly #apply: (frame: Frame) => void
  #isAsking = false
  #isDirty = false
  #scheduled = 0

  /** `pull` asks the worker (null: nothing to ask now); `apply` puts the answer into the store. */
  constructor(pull: () => Promise<Frame | null>, apply: (frame: Frame) => void) {
    this.#pull = pull
    this.#apply = apply
  }

  /** Something changed: ask on the next animation frame. */
  wake(): void {
    this.#isDirty = true
    if (this.#scheduled === 0 && !this.#isAsking) this.#scheduled = requestAnimationFrame(() => void this.#ask())
  }

  async #ask(): Promise<void> {
    this.#scheduled = 0
    this.#isAsking = true
    this.#isDirty = false
    try {
      const frame = await this.#pull()
      if (frame) {
        this.#apply(frame)
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
