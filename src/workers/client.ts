// The page's side of a training worker: starts it, listens to its heartbeat, notices when it has died or hangs.
// No event tells that a worker has died, so silence is the only sign. It restarts nothing by itself: the store decides.

import * as Comlink from 'comlink'
import type { BackendName } from '../engine/metrics.ts'
import type { Trainer, TrainerEvent } from './protocol.ts'

/** The worker is gone: every open call is rejected with this. */
export class EngineLostError extends Error {
  override readonly name = 'EngineLostError'
}

/** The worker lives, but an answer is overdue. */
export class DeadlineError extends Error {
  override readonly name = 'DeadlineError'
}

export interface ClientOptions {
  readonly baseUrl: string
  readonly backend: BackendName
  readonly onEvent: (event: TrainerEvent) => void
  readonly onLost: (reason: string) => void
}

/** Silence longer than this means dead or hung. A first step on a software GPU compiles for up to three seconds. */
const SILENCE_MAX_MS = 8_000
/** Until the first heartbeat: loading the script over a slow line. */
const START_MAX_MS = 60_000
/** For one answer. A wide network on a slow machine measures all test pictures for some seconds. */
const ANSWER_MAX_MS = 30_000
const CHECK_EVERY_MS = 500
/** A check that comes this late means that the page itself slept: the silence was ours. */
const OVERSLEPT_MS = 3_000

export class TrainerClient {
  /** Resolves when the backend has started; rejects when it can't be, or the worker is lost. */
  readonly opened: Promise<void>
  readonly #worker: Worker
  readonly #trainer: Comlink.Remote<Trainer>
  readonly #options: ClientOptions
  readonly #checking: ReturnType<typeof setInterval>
  /** What rejects each call that is open. */
  readonly #open = new Set<(error: Error) => void>()
  #isLost = false
  #lastHeard = performance.now()
  #lastCheck = performance.now()
  #silenceMax = START_MAX_MS

  constructor(options: ClientOptions) {
    this.#options = options
    this.#worker = new Worker(new URL('./trainer.worker.ts', import.meta.url), { type: 'module', name: 'trainer' })
    this.#worker.addEventListener('error', (event) => this.#lose(event.message || 'its script could not be loaded'))
    this.#trainer = Comlink.wrap<Trainer>(this.#worker)
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = ({ data }: MessageEvent<TrainerEvent>) => this.#hear(data)
    this.#checking = setInterval(() => this.#check(), CHECK_EVERY_MS)
    const setup = { baseUrl: options.baseUrl, backend: options.backend, events: port2 }
    this.opened = this.call((trainer) => trainer.open(Comlink.transfer(setup, [port2])), START_MAX_MS)
    // Whoever waits for it hears of its failure; nobody has to.
    this.opened.catch(() => {})
  }

  /**
   * One call of the worker. Rejects with EngineLostError when the worker is lost before it answers, and with DeadlineError when
   * the answer takes longer than `deadlineMs`; pass Infinity for what lasts as long as training or reading does.
   */
  call<T>(ask: (trainer: Comlink.Remote<Trainer>) => Promise<T>, deadlineMs = ANSWER_MAX_MS): Promise<T> {
    if (this.#isLost) return Promise.reject(new EngineLostError('the training engine is lost'))
    return new Promise((resolve, reject) => {
      const late = () => reject(new DeadlineError(`the training engine has not answered within ${deadlineMs / 1000} s`))
      const timer = Number.isFinite(deadlineMs) ? setTimeout(late, deadlineMs) : undefined
      this.#open.add(reject)
      ask(this.#trainer)
        .then(resolve, reject)
        .finally(() => {
          clearTimeout(timer)
          this.#open.delete(reject)
        })
    })
  }

  /** Ends the worker; open calls are rejected. */
  terminate(): void {
    this.#close(new EngineLostError('the engine was replaced'))
  }

  #hear(event: TrainerEvent): void {
    this.#lastHeard = performance.now()
    this.#silenceMax = SILENCE_MAX_MS
    if (event.type !== 'heartbeat') this.#options.onEvent(event)
  }

  #check(): void {
    const now = performance.now()
    if (now - this.#lastCheck > OVERSLEPT_MS) this.#lastHeard = now
    this.#lastCheck = now
    if (now - this.#lastHeard > this.#silenceMax) this.#lose('it has stopped answering')
  }

  #lose(reason: string): void {
    if (this.#isLost) return
    this.#close(new EngineLostError(`the training engine is lost: ${reason}`))
    this.#options.onLost(reason)
  }

  #close(error: EngineLostError): void {
    this.#isLost = true
    clearInterval(this.#checking)
    this.#worker.terminate()
    for (const reject of this.#open) reject(error)
    this.#open.clear()
  }
}
