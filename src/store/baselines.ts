// The baselines of runs: asked of the analysis worker, which starts with the first question and remembers its answers.

import * as Comlink from 'comlink'
import type { RunSpec } from '../spec/runSpec.ts'
import type { Analyst, Baseline } from '../workers/protocol.ts'

interface StartedAnalyst {
  readonly remote: Comlink.Remote<Analyst>
  /** Resolves when the worker's script fails: its calls then never settle. */
  readonly broken: Promise<null>
}

export class Baselines {
  readonly #baseUrl: string
  #analyst: StartedAnalyst | null = null

  constructor(baseUrl: string) {
    this.#baseUrl = baseUrl
  }

  /** Null where the data can't be read or the worker can't be had; rejects with SupersededError where a newer question overtook this one. */
  async ask(spec: RunSpec): Promise<Baseline | null> {
    this.#analyst ??= this.#start()
    const { remote, broken } = this.#analyst
    try {
      return await Promise.race([remote.baseline({ spec, baseUrl: this.#baseUrl }), broken])
    } catch (error) {
      if (error instanceof Error && error.name === 'SupersededError') throw error
      return null
    }
  }

  #start(): StartedAnalyst {
    const worker = new Worker(new URL('../workers/analysis.worker.ts', import.meta.url), { type: 'module', name: 'analysis' })
    const broken = new Promise<null>((resolve) => {
      worker.addEventListener('error', () => {
        this.#analyst = null
        resolve(null)
      })
    })
    return { remote: Comlink.wrap<Analyst>(worker), broken }
  }
}

/** Specs with the same key have the same baseline. */
export function baselineKey({ data, model, loss, corruption }: RunSpec): string {
  return JSON.stringify([data, 'units' in model.latent ? model.latent.units : model.latent, model.output, loss, corruption])
}
