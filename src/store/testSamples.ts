// Single test samples as they go into a lane's network, asked of its worker and kept for when they are looked at again.

import type { AppCore } from './app.ts'
import type { LaneId } from './state.ts'

/** Of 784 numbers each: less than a megabyte. */
const KEPT_MAX = 200

export class TestSamples {
  readonly #core: AppCore
  /** The longest unused first. */
  readonly #kept = new Map<string, Promise<Float32Array | null>>()

  constructor(core: AppCore) {
    this.#core = core
  }

  /** The test sample of this index, in the data's order; null where it hasn't been read, or nobody answers. Lanes on the same data share it. */
  of(laneId: LaneId, index: number): Promise<Float32Array | null> {
    const { engine, run } = this.#core.lane(laneId)
    const { name, classes, shufflePixels } = run.spec.data
    const key = JSON.stringify([name, classes, shufflePixels, index])
    const known = this.#kept.get(key)
    this.#kept.delete(key)
    const asked = known ?? this.#keptOnly(key, read(engine.ask((trainer) => trainer.sample(run.runId, { split: 'test', from: index, count: 1 }))))
    this.#kept.set(key, asked)
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= KEPT_MAX) break
      this.#kept.delete(oldest)
    }
    return asked
  }

  /** What was not to be had is asked for again. */
  #keptOnly(key: string, asked: Promise<Float32Array | null>): Promise<Float32Array | null> {
    void asked.then((sample) => {
      if (!sample && this.#kept.get(key) === asked) this.#kept.delete(key)
    })
    return asked
  }
}

/** A run that was replaced meanwhile, or an engine that was lost: that shows itself elsewhere. */
async function read(asked: Promise<{ readonly inputs: readonly (readonly number[])[] }>): Promise<Float32Array | null> {
  try {
    const [input] = (await asked).inputs
    return input ? Float32Array.from(input) : null
  } catch {
    return null
  }
}
