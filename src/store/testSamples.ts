// Single test samples as they go into a lane's network, asked of its worker and kept for when they are looked at again.

import type { AppCore } from './app.ts'
import type { LaneCore } from './lane.ts'
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

  /** The test sample of this index, in the data's order, as it goes into the lane's network; null where no lane on the same data has read it. */
  of(laneId: LaneId, index: number): Promise<Float32Array | null> {
    const data = this.#dataOf(laneId)
    if (!data) return Promise.resolve(null)
    const key = `${data} ${index}`
    const asked = this.#kept.get(key) ?? this.#ask(data, index)
    this.#kept.delete(key)
    this.#kept.set(key, asked)
    // What was not to be had is asked for again.
    void asked.then((sample) => !sample && this.#kept.get(key) === asked && this.#kept.delete(key))
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= KEPT_MAX) break
      this.#kept.delete(oldest)
    }
    return asked
  }

  /** Of one lane after the other, those first that have nothing else to do: a run that nobody has looked at may not have read its test samples yet. */
  async #ask(data: string, index: number): Promise<Float32Array | null> {
    const lanes = this.#core.lanes.filter(({ laneId }) => this.#dataOf(laneId) === data)
    for (const lane of lanes.toSorted((a, b) => Number(isBusy(a)) - Number(isBusy(b)))) {
      const sample = await read(lane, index)
      if (sample) return sample
    }
    return null
  }

  /** Lanes that agree in this have the same test samples going in. Null for a lane that is no more. */
  #dataOf(laneId: LaneId): string | null {
    const { runs, lanes } = this.#core.store.getState()
    const run = runs[lanes[laneId]?.runId ?? '']
    return run ? JSON.stringify([run.spec.data.name, run.spec.data.classes, run.spec.data.shufflePixels]) : null
  }
}

function isBusy({ run }: LaneCore): boolean {
  return run.status === 'training'
}

/** Null as well for a run that was replaced meanwhile, or an engine that was lost: that shows itself elsewhere. */
async function read({ engine, run: { runId } }: LaneCore, index: number): Promise<Float32Array | null> {
  try {
    const { inputs } = await engine.ask((trainer) => trainer.sample(runId, { split: 'test', from: index, count: 1 }))
    return inputs[0] ? Float32Array.from(inputs[0]) : null
  } catch {
    return null
  }
}
