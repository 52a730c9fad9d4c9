// Trains the runs of a sweep in workers of their own, so many at a time, in their order. A worker that is lost is replaced once for the run that was in
// it, which begins anew; what still fails is an outcome like any other. Knows nothing of the page's state.

import type { BackendName } from '../engine/metrics.ts'
import type { SweepRun } from '../spec/sweep.ts'
import type { RunId } from '../workers/protocol.ts'
import { Gate } from './gate.ts'
import type { SweepInTraining, SweepOutcome } from './sweepState.ts'
import { pauseRun, RunFailedError, type SweepClient, trainRun } from './sweepTrainer.ts'

export interface SweepPoolOptions {
  readonly runs: readonly SweepRun[]
  readonly backend: BackendName
  /** How many at once, to begin with. */
  readonly workers: number
  readonly connect: (backend: BackendName) => SweepClient
  readonly onOutcome: (outcome: SweepOutcome) => void
  /** Those that are under way now. */
  readonly onTraining: (training: readonly SweepInTraining[]) => void
  /** Every run has an outcome, and every worker is gone. */
  readonly onOver: () => void
}

interface Place {
  readonly runId: RunId
  readonly client: SweepClient
  readonly share: number
}

export class SweepPool {
  readonly #options: SweepPoolOptions
  readonly #waiting: SweepRun[]
  readonly #gate = new Gate()
  readonly #clients = new Set<SweepClient>()
  readonly #training = new Map<SweepRun, Place>()
  #backend: BackendName
  #workers: number
  #busy = 0
  #loads = 0
  #isStopped = false

  constructor(options: SweepPoolOptions) {
    this.#options = options
    this.#waiting = [...options.runs]
    this.#backend = options.backend
    this.#workers = options.workers
  }

  start(): void {
    this.#fill()
  }

  /** More begin at once; those that are too many end with the run that is in them. */
  set workers(count: number) {
    this.#workers = count
    this.#fill()
  }

  /** What trains rests where it is, in its worker; nothing new begins. */
  pause(): void {
    this.#gate.shut()
    for (const { client, runId } of this.#training.values()) {
      pauseRun(client, runId).catch(() => {
        // It is not there yet or any more, and will wait at the gate; or its worker is lost, which whoever waits for its training hears.
      })
    }
  }

  goOn(): void {
    this.#gate.open()
    this.#fill()
  }

  /** Ends all workers at once; what was under way has no outcome. */
  stop(): void {
    this.#isStopped = true
    this.#waiting.length = 0
    for (const client of this.#clients) client.terminate()
    this.#gate.open()
  }

  #fill(): void {
    const more = Math.min(this.#workers - this.#busy, this.#waiting.length)
    for (let i = 0; i < more && this.#gate.isOpen && !this.#isStopped; i++) void this.#work()
  }

  /** One worker's life: run after run, as long as there are any and it is not one too many. */
  async #work(): Promise<void> {
    this.#busy++
    let client: SweepClient | null = null
    for (let run = this.#waiting.shift(); run; run = this.#busy <= this.#workers ? this.#waiting.shift() : undefined) {
      client = await this.#trainOne(client, run)
      if (this.#waiting.length > 0) await this.#gate.opened()
    }
    if (client) this.#end(client)
    this.#busy--
    if (this.#busy === 0 && this.#waiting.length === 0 && !this.#isStopped) this.#options.onOver()
  }

  /** Trains the run, at the second try in another worker. Gives the worker for the next run, or null where that needs a new one. */
  async #trainOne(given: SweepClient | null, run: SweepRun): Promise<SweepClient | null> {
    let client = given ?? this.#connect()
    for (let triesLeft = 1; !this.#isStopped; triesLeft--) {
      try {
        const { metrics, ...times } = await this.#train(client, run)
        this.#settle({ run, status: metrics.status === 'diverged' ? 'diverged' : 'done', metrics, ...times })
        return client
      } catch (error) {
        this.#end(client)
        if (this.#isStopped) break
        if (this.#isRefused(error)) triesLeft++
        if (triesLeft <= 0 || error instanceof RunFailedError) {
          this.#settle({
            run,
            status: 'failed',
            metrics: null,
            seconds: null,
            took: null,
            error: error instanceof Error ? error.message : String(error),
          })
          return null
        }
        client = this.#connect()
      }
    }
    this.#training.delete(run)
    return null
  }

  #train(client: SweepClient, run: SweepRun): ReturnType<typeof trainRun> {
    const runId = `sweep-${++this.#loads}`
    const onShare = (share: number) => {
      if (this.#isStopped) return
      this.#training.set(run, { runId, client, share })
      this.#tell()
    }
    onShare(0)
    return trainRun(client, run, { runId, gate: this.#gate, onShare })
  }

  /** The worker lives and its backend can't be had: from now on the sweep computes on wasm, as lanes do then. */
  #isRefused(error: unknown): boolean {
    if (!(error instanceof Error && error.name === 'BackendError') || this.#backend === 'wasm') return false
    this.#backend = 'wasm'
    return true
  }

  #settle(outcome: SweepOutcome): void {
    if (this.#isStopped) return
    this.#training.delete(outcome.run)
    this.#options.onOutcome(outcome)
    this.#tell()
  }

  #tell(): void {
    this.#options.onTraining([...this.#training].map(([run, { share }]) => ({ run, share })))
  }

  #connect(): SweepClient {
    const client = this.#options.connect(this.#backend)
    this.#clients.add(client)
    return client
  }

  #end(client: SweepClient): void {
    client.terminate()
    this.#clients.delete(client)
  }
}
