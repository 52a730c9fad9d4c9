// The baselines of runs: asked of the analysis worker, which starts with the first question and remembers its answers.

import * as Comlink from 'comlink'
import type { RunSpec } from '../spec/runSpec.ts'
import type { Analyst, Baseline } from '../workers/protocol.ts'

export class Baselines {
  readonly #baseUrl: string
  #analyst: Comlink.Remote<Analyst> | null = null

  constructor(baseUrl: string) {
    this.#baseUrl = baseUrl
  }

  /** Null where the data can't be read; rejects with SupersededError where a newer question overtook this one. */
  async ask(spec: RunSpec): Promise<Baseline | null> {
    this.#analyst ??= Comlink.wrap<Analyst>(
      new Worker(new URL('../workers/analysis.worker.ts', import.meta.url), { type: 'module', name: 'analysis' }),
    )
    try {
      return await this.#analyst.baseline({ spec, baseUrl: this.#baseUrl })
    } catch (error) {
      if (error instanceof Error && error.name === 'SupersededError') throw error
      return null
    }
  }
}

/** Specs with the same key have the same baseline. */
export function baselineKey({ data, model, loss, corruption }: RunSpec): string {
  return JSON.stringify([data, 'units' in model.latent ? model.latent.units : model.latent, model.output, loss, corruption])
}
