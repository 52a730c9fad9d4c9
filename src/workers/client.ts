// The page's side of one training engine, in a worker thread of its own or in one that others share: starts it, listens to its heartbeat,
// notices when it has died, hangs or has lost its GPU. No event tells that a worker has died: its lock that comes free does, or else silence.
// It replaces nothing: that is store/'s business.

import * as Comlink from 'comlink'
import type { BackendName } from '../engine/metrics.ts'
import { watchLifeLock } from './lifeLock.ts'
import { SILENCE_MIN_MS } from './patience.ts'
import type { KernelChoice, Trainer, TrainerEvent } from './protocol.ts'
import { type Occupant, TrainerThread } from './trainerThread.ts'

/** The worker is gone: every open call is rejected with this. */
export class EngineLostError extends Error {
  override readonly name = 'EngineLostError'
}

/** The worker lives, but an answer is overdue. */
export class DeadlineError extends Error {
  override readonly name = 'DeadlineError'
}

/** 'start': it never came up. 'worker': it died or hangs. 'gpu': it lives, and its graphics context is lost. */
export type LossKind = 'start' | 'worker' | 'gpu'

export interface Loss {
  readonly kind: LossKind
  readonly reason: string
}

export interface ClientOptions {
  readonly baseUrl: string
  readonly backend: BackendName
  readonly kernels: KernelChoice
  /** Where it is to sit; absent: in a thread of its own. */
  readonly thread?: TrainerThread
  readonly onEvent: (event: TrainerEvent) => void
  readonly onLost: (loss: Loss) => void
}

/** Until the first heartbeat: loading the script over a slow line. */
const START_MAX_MS = 60_000
/** For one answer. A wide network on a slow machine measures all test pictures for some seconds. */
const ANSWER_MAX_MS = 30_000
const CHECK_EVERY_MS = 500
/** A check that comes this late means that the page itself slept, or was held up: the silence may have been ours. */
const OVERSLEPT_MS = 1_500

export class TrainerClient implements Occupant {
  /** Resolves when the backend has started; rejects when it can't be, or the worker is lost. */
  readonly opened: Promise<void>
  readonly #thread: TrainerThread
  readonly #trainer: Comlink.Remote<Trainer>
  readonly #checking: ReturnType<typeof setInterval>
  /** What rejects each call that is open. */
  readonly #open = new Set<(error: Error) => void>()
  #options: ClientOptions
  #isLost = false
  #stopWatching: () => void = () => {}
  #hasSpoken = false
  #lastHeard = performance.now()
  #lastCheck = performance.now()

  constructor(options: ClientOptions) {
    this.#options = options
    this.#thread = options.thread ?? new TrainerThread()
    const calls = this.#thread.seat(this)
    calls.onmessageerror = () => this.#thread.fail('worker', 'one of its answers can’t be read')
    this.#trainer = Comlink.wrap<Trainer>(calls)
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = ({ data }: MessageEvent<TrainerEvent>) => this.#hear(data)
    port1.onmessageerror = () => this.#thread.fail('worker', 'what it said can’t be read')
    this.#checking = setInterval(() => this.#check(), CHECK_EVERY_MS)
    const { baseUrl, backend, kernels } = options
    const setup = { baseUrl, backend, kernels, events: port2 }
    this.opened = this.call((trainer) => trainer.open(Comlink.transfer(setup, [port2])), START_MAX_MS)
    // Whoever waits for it hears of its failure; nobody has to.
    this.opened.catch(() => {})
  }

  get backend(): BackendName {
    return this.#options.backend
  }

  get isLost(): boolean {
    return this.#isLost
  }

  /** A worker that was kept in reserve gets an owner. */
  listen({ onEvent, onLost }: Pick<ClientOptions, 'onEvent' | 'onLost'>): void {
    this.#options = { ...this.#options, onEvent, onLost }
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

  /** Ends the engine, and the worker where nobody else sits in it; open calls are rejected. */
  terminate(): void {
    if (this.#isLost) return
    this.#close(new EngineLostError('the engine was replaced'))
    // What it held in a worker that goes on is freed there.
    this.#trainer[Comlink.releaseProxy]()
    this.#thread.leave(this)
  }

  /** Called by the thread. */
  lose(kind: LossKind, reason: string): void {
    if (this.#isLost) return
    this.#close(new EngineLostError(`the training engine is lost: ${reason}`))
    this.#options.onLost({ kind: this.#hasSpoken ? kind : 'start', reason })
  }

  #hear(event: TrainerEvent): void {
    if (this.#isLost) return
    if (event.type === 'life-lock') {
      this.#stopWatching = watchLifeLock(event.name, () => this.#thread.fail('worker', 'it has died'))
      return
    }
    this.#lastHeard = performance.now()
    this.#hasSpoken = true
    if (event.type === 'busy') this.#thread.announceSilence(this, event.upToMs)
    else if (event.type === 'gpu-lost') this.#thread.fail('gpu', 'the graphics context was lost')
    else if (event.type !== 'heartbeat') this.#options.onEvent(event)
  }

  #check(): void {
    const now = performance.now()
    if (now - this.#lastCheck > OVERSLEPT_MS) this.#lastHeard = now
    this.#lastCheck = now
    const silenceMaxMs = this.#hasSpoken ? Math.max(SILENCE_MIN_MS, this.#thread.silenceMaxMs) : START_MAX_MS
    if (now - this.#lastHeard > silenceMaxMs) this.#thread.fail('worker', 'it has stopped answering')
  }

  #close(error: EngineLostError): void {
    this.#isLost = true
    clearInterval(this.#checking)
    this.#stopWatching()
    for (const reject of this.#open) reject(error)
    this.#open.clear()
  }
}
