// One worker in reserve: its script and its backend's library loaded, kernels compiled, no run in it. Takes the place of one that is lost
// without anybody waiting for a download, and tries out other backends.

import type { BackendName } from '../engine/metrics.ts'
import { TrainerClient } from '../workers/client.ts'
import type { KernelChoice } from '../workers/protocol.ts'
import { shortageOf } from './laneThreads.ts'

export interface WorkerOptions {
  readonly baseUrl: string
  readonly kernels: KernelChoice
}

export class SpareWorker {
  readonly #options: WorkerOptions
  readonly #onReady: () => void
  #client: TrainerClient | null = null
  /** The backend that one is to be started for as soon as the page has nothing else to do. */
  #wanted: BackendName | null = null

  /** `onReady` is called when one stands. */
  constructor(options: WorkerOptions, onReady: () => void) {
    this.#options = options
    this.#onReady = onReady
  }

  /** Starts one when the page is idle. On one core, or short of memory, a worker is started when it is needed. */
  prepare(backend: BackendName): void {
    if (shortageOf() !== null || this.#wanted === backend || (this.#client && !this.#client.isLost && this.#client.backend === backend)) return
    const isScheduled = this.#wanted !== null
    this.#wanted = backend
    if (!isScheduled) whenIdle(() => this.#start())
  }

  /** Gives it away, or null where there is none for this backend. */
  take(backend: BackendName): TrainerClient | null {
    const client = this.#client
    if (!client || client.isLost || client.backend !== backend) return null
    this.#client = null
    return client
  }

  /** Gives it away whatever its backend, to whoever wants to try something out in it. */
  takeAny(): TrainerClient | null {
    return this.#client && this.take(this.#client.backend)
  }

  /** Ends it: its backend is no longer the run's, or not to be trusted. */
  drop(): void {
    this.#wanted = null
    this.#client?.terminate()
    this.#client = null
  }

  #start(): void {
    const backend = this.#wanted
    this.#wanted = null
    if (!backend || this.#client?.backend === backend) return
    this.#client?.terminate()
    const client = new TrainerClient({
      ...this.#options,
      backend,
      onEvent: () => {},
      onLost: () => {
        if (this.#client === client) this.#client = null
      },
    })
    this.#client = client
    client.opened.then(
      () => this.#client === client && this.#onReady(),
      () => {},
    )
  }
}

function whenIdle(work: () => void): void {
  // Safari has no requestIdleCallback.
  if (typeof requestIdleCallback === 'function') requestIdleCallback(work)
  else setTimeout(work, 500)
}
