// A lane's worker, and another in its place when it is lost or has no backend: from the reserve where there is one, with the run put back
// where its last checkpoint was made. What is to be done with it is laneEngine.ts's business.

import type { BackendName } from '../engine/metrics.ts'
import type { Moment } from '../engine/timeline/moment.ts'
import { EngineLostError, type Loss, TrainerClient } from '../workers/client.ts'
import type { RunId, TrainerEvent } from '../workers/protocol.ts'
import type { LaneRuns } from './laneRuns.ts'
import type { LaneThreads } from './laneThreads.ts'
import { type Replacement, Replacements } from './replacements.ts'
import type { SpareWorker, WorkerOptions } from './spareWorker.ts'
import type { Standing } from './standing.ts'

export interface Replaced {
  readonly backend: BackendName
  /** The step that the run was put back to; null where nothing had been loaded. */
  readonly step: number | null
  readonly isTraining: boolean
}

export interface EngineHandlers {
  readonly onReady: () => void
  readonly onChanged: (runId: RunId) => void
  /** A worker is lost, or has no backend; another is on its way, on the backend named. */
  readonly onReplacing: (loss: Loss, backend: BackendName) => void
  readonly onReplaced: (replaced: Replaced) => void
  /** Of a run that remembers its training. */
  readonly onMoment?: (runId: RunId, moment: Moment) => void
  /** Lost, and nothing more is tried until restart() or start(). */
  readonly onLost: (reason: string) => void
}

/** What it shares with the engine of its lane, and what all lanes share: the reserve, and where their engines sit. */
export interface LaneState {
  readonly runs: LaneRuns
  readonly standing: Standing
  readonly spare: SpareWorker
  readonly threads: LaneThreads
}

export class LaneWorker {
  readonly #options: WorkerOptions
  readonly #handlers: EngineHandlers
  readonly #runs: LaneRuns
  readonly #standing: Standing
  readonly #replacements = new Replacements()
  readonly #spare: SpareWorker
  readonly #threads: LaneThreads
  #client: TrainerClient | null = null
  /** A new worker being given the run of a lost one. */
  #rebuilding: Promise<unknown> | null = null
  #starts = 0

  constructor(options: WorkerOptions, handlers: EngineHandlers, { runs, standing, spare, threads }: LaneState) {
    this.#options = options
    this.#handlers = handlers
    this.#runs = runs
    this.#standing = standing
    this.#spare = spare
    this.#threads = threads
  }

  /** The present one, lost or not. */
  get client(): TrainerClient {
    if (!this.#client) throw new Error('the engine has not been started')
    return this.#client
  }

  /** Counts the workers that were started afresh: what was asked of a former one is not asked again. */
  get starts(): number {
    return this.#starts
  }

  /** Starts one in place of the present one, if any; a run must be loaded into it. */
  start(backend: BackendName): void {
    this.#client?.terminate()
    this.#starts++
    this.#runs.forget()
    this.#rebuilding = null
    this.#replacements.forget()
    const client = this.#connect(backend)
    if (this.#starts === 1) this.#standing.begin(client.opened)
    else this.#standing.waitFor(client.opened)
    client.opened.then(() => this.#client === client && this.#handlers.onReady(), ignore)
  }

  /** Tries once more, with the run as it last was. */
  restart(): void {
    const { client } = this
    client.terminate()
    this.#replacements.forget()
    this.#replace({ backend: client.backend, delayMs: 0 })
  }

  /** Keeps one in reserve from when the page is next idle. */
  prepareSpare(): void {
    if (this.#client && !this.#client.isLost) this.#spare.prepare(this.#client.backend)
  }

  /** Ends it for good: what is still asked of it is rejected. */
  end(): void {
    this.#starts++
    this.#rebuilding = null
    this.#client?.terminate()
  }

  /** Was this client, of that start, lost, and is another taking its place? */
  isReplaced(error: unknown, client: TrainerClient, starts: number): boolean {
    const isGone = error instanceof Error && (error.name === 'EngineLostError' || error.name === 'BackendError')
    return isGone && starts === this.#starts && this.#rebuilding !== null && (client !== this.#client || client.isLost)
  }

  /** Waits until a worker has been given the lost one's run, or none could be. */
  async rebuilt(): Promise<void> {
    let rebuilding: Promise<unknown> | null
    do {
      rebuilding = this.#rebuilding
      await rebuilding?.catch(ignore)
    } while (rebuilding !== this.#rebuilding)
  }

  #connect(backend: BackendName): TrainerClient {
    const listeners = {
      onEvent: (event: TrainerEvent) => this.#client === client && this.#hear(event),
      onLost: (loss: Loss) => this.#client === client && this.#replaceLost(loss),
    }
    const spare = this.#spare.take(backend)
    spare?.listen(listeners)
    const client = spare ?? new TrainerClient({ ...this.#options, ...listeners, backend, thread: this.#threads.threadFor(backend) })
    this.#client = client
    client.opened.catch((error: Error) => {
      // A worker that was lost has said so already.
      if (this.#client === client && error.name !== 'EngineLostError') this.#refuse(client, error.message)
    })
    return client
  }

  #hear(event: TrainerEvent): void {
    if (event.type === 'changed') this.#handlers.onChanged(event.runId)
    if (event.type === 'moment') this.#handlers.onMoment?.(event.runId, event.moment)
    this.#runs.hear(event)
  }

  #replaceLost(loss: Loss): void {
    // The reserve's graphics may have gone the same way, and not have noticed yet.
    if (loss.kind === 'gpu') this.#spare.drop()
    const replacement = this.#replacements.next(loss.kind, this.client.backend, performance.now())
    if (!replacement) {
      this.#giveUp(loss.reason)
      return
    }
    this.#handlers.onReplacing(loss, replacement.backend)
    this.#replace(replacement)
  }

  /** The worker lives, but its backend can't be had; wasm can, nearly everywhere. */
  #refuse(client: TrainerClient, reason: string): void {
    client.terminate()
    if (client.backend === 'wasm') {
      this.#giveUp(reason)
      return
    }
    this.#handlers.onReplacing({ kind: 'start', reason }, 'wasm')
    this.#replace({ backend: 'wasm', delayMs: 0 })
  }

  #giveUp(reason: string): void {
    this.#rebuilding = null
    this.#standing.waitFor(Promise.reject(new EngineLostError(`the training engine is lost: ${reason}`)))
    this.#handlers.onLost(reason)
  }

  #replace(replacement: Replacement): void {
    // A load that was under way waits for the rebuilding and then loads again; what was asked after it waits for both.
    const interrupted = this.#standing.newest
    const rebuilding = this.#rebuild(replacement, this.#starts)
    this.#rebuilding = rebuilding
    this.#standing.waitFor(
      rebuilding
        .then(() => interrupted)
        .catch((error: Error) => {
          if (error.name === 'EngineLostError' && this.#rebuilding === rebuilding && !this.#client?.isLost) return
          throw error
        }),
    )
  }

  async #rebuild({ backend, delayMs }: Replacement, starts: number): Promise<void> {
    if (delayMs > 0) await new Promise((resolve) => setTimeout(resolve, delayMs))
    if (starts !== this.#starts) throw new EngineLostError('the engine was replaced')
    const client = this.#connect(backend)
    await client.opened
    const record = this.#runs.toPutBack
    try {
      await record?.putInto(client)
    } catch (error) {
      // Neither lost nor of use: one that can't take the run in is as good as none.
      if (this.#client === client && !client.isLost) {
        client.terminate()
        this.#replaceLost({ kind: 'worker', reason: error instanceof Error ? error.message : String(error) })
      }
      throw error
    }
    this.#replacements.noteStart()
    this.#handlers.onReplaced({ backend, step: record?.place.step ?? null, isTraining: record?.isTraining === true })
    this.#spare.prepare(backend)
  }
}

function ignore(): void {}
