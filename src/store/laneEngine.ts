// One lane's engine as the store sees it: commands in the order they were given, never lost, whatever state the worker is in.
// What must wait for the worker (or for the run to stand) waits here; a load that a newer one has overtaken is skipped.

import type { BackendName } from '../engine/metrics.ts'
import { TrainerClient } from '../workers/client.ts'
import type { LoadOptions, RunId, Trainer } from '../workers/protocol.ts'

export interface EngineHandlers {
  readonly onReady: () => void
  readonly onChanged: (runId: RunId) => void
  readonly onLost: (reason: string) => void
  /** The worker lives, but its backend can't be had. */
  readonly onRefused: (reason: string) => void
}

type RemoteTrainer = Parameters<Parameters<TrainerClient['call']>[0]>[0]
export type Kept = Awaited<ReturnType<Trainer['load']>>['kept']

/** A newer load came before this one had begun. */
export class SupersededError extends Error {
  override readonly name = 'SupersededError'
}

export class LaneEngine {
  readonly #baseUrl: string
  readonly #handlers: EngineHandlers
  #client: TrainerClient | null = null
  /** Settles when the newest load has: commands wait for it. */
  #standing: Promise<unknown> = Promise.resolve()
  #newestLoad = 0

  constructor(baseUrl: string, handlers: EngineHandlers) {
    this.#baseUrl = baseUrl
    this.#handlers = handlers
  }

  /** Starts a worker in place of the present one, if any; a run must be loaded into it. */
  start(backend: BackendName): void {
    this.#client?.terminate()
    const client = new TrainerClient({
      baseUrl: this.#baseUrl,
      backend,
      onEvent: (event) => {
        if (event.type === 'changed') this.#handlers.onChanged(event.runId)
      },
      onLost: (reason) => this.#handlers.onLost(reason),
    })
    this.#client = client
    this.#standing = client.opened
    client.opened.then(
      () => this.#client === client && this.#handlers.onReady(),
      // A worker that was lost has said so already.
      (error: Error) => this.#client === client && error.name !== 'EngineLostError' && this.#handlers.onRefused(error.message),
    )
  }

  /** Loads a run. Rejects with SupersededError where a newer load overtook it. */
  load(options: LoadOptions): Promise<Kept> {
    const client = this.#need()
    const order = ++this.#newestLoad
    const loading = this.#standing.then(swallow, swallow).then(async () => {
      await client.opened
      if (order !== this.#newestLoad) throw new SupersededError('a newer run took its place')
      return (await client.call((trainer) => trainer.load(options))).kept
    })
    this.#standing = loading
    loading.catch(swallow)
    return loading
  }

  /** One call, made once the newest load stands; its deadline as in TrainerClient.call. */
  async call<T>(ask: (trainer: RemoteTrainer) => Promise<T>, deadlineMs?: number): Promise<T> {
    const client = this.#need()
    await this.#settled()
    return client.call(ask, deadlineMs)
  }

  /** Waits until no load is under way: a load that was overtaken hands over to the newer. */
  async #settled(): Promise<void> {
    let standing: Promise<unknown>
    do {
      standing = this.#standing
      await standing.catch((error: Error) => {
        if (error.name !== 'SupersededError') throw error
      })
    } while (standing !== this.#standing)
  }

  #need(): TrainerClient {
    if (!this.#client) throw new Error('the engine has not been started')
    return this.#client
  }
}

function swallow(): void {}
