// One lane's engine as the store sees it: commands in the order they were given, never lost, whatever state the worker is in.
// What must wait for the worker (or for the run to stand) waits here; a load that a newer one has overtaken is skipped. A worker that is
// lost is replaced, and goes on from its last checkpoint with what it was doing.

import type { Goal } from '../engine/loop.ts'
import type { BackendName, Metrics } from '../engine/metrics.ts'
import type { Speed } from '../engine/pace.ts'
import type { RunSpec } from '../spec/runSpec.ts'
import { EngineLostError, type Loss, TrainerClient } from '../workers/client.ts'
import type { LoadOptions, RunId, Trainer, TrainerEvent } from '../workers/protocol.ts'
import { Replacements } from './replacements.ts'
import { RunRecord } from './runRecord.ts'
import { SpareWorker, type WorkerOptions } from './spareWorker.ts'

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
  /** Lost, and nothing more is tried until restart() or start(). */
  readonly onLost: (reason: string) => void
  /** There is a worker in reserve. */
  readonly onSpare: () => void
}

type RemoteTrainer = Parameters<Parameters<TrainerClient['call']>[0]>[0]
type Ask<T> = (trainer: RemoteTrainer, attempt: number) => Promise<T>
export type Kept = Awaited<ReturnType<Trainer['load']>>['kept']

/** A newer load came before this one had begun. */
export class SupersededError extends Error {
  override readonly name = 'SupersededError'
}

export class LaneEngine {
  readonly #options: WorkerOptions
  readonly #handlers: EngineHandlers
  readonly #replacements = new Replacements()
  readonly #spare: SpareWorker
  #client: TrainerClient | null = null
  /** Lets go what was asked for before the first worker was started. */
  #begin!: (opened: Promise<void>) => void
  /** Settles when the newest load has: commands wait for it. */
  #standing: Promise<unknown> = new Promise((resolve) => {
    this.#begin = resolve
  })
  /** A new worker being given the run of a lost one. */
  #rebuilding: Promise<unknown> | null = null
  #newestLoad = 0
  /** Counts the workers that were started afresh: what was asked of a former one is not asked again. */
  #starts = 0
  #goals = 0
  /** The run that stands in the worker, and the one that is being loaded. */
  #run: RunRecord | null = null
  #incoming: RunRecord | null = null

  constructor(options: WorkerOptions, handlers: EngineHandlers) {
    this.#options = options
    this.#handlers = handlers
    this.#spare = new SpareWorker(options, () => handlers.onSpare())
    this.#standing.catch(swallow)
  }

  /** Is this the run that restart() would go on with? */
  holds(runId: RunId): boolean {
    return this.#run?.loaded.runId === runId
  }

  /** Starts a worker in place of the present one, if any; a run must be loaded into it. */
  start(backend: BackendName): void {
    this.#client?.terminate()
    this.#starts++
    this.#run = null
    this.#incoming = null
    this.#rebuilding = null
    this.#replacements.forget()
    const client = this.#connect(backend)
    if (this.#starts === 1) this.#begin(client.opened)
    else this.#stand(client.opened)
    client.opened.then(() => this.#client === client && this.#handlers.onReady(), swallow)
  }

  /** Tries once more, in a new worker, with the run as it last was. */
  restart(): void {
    const client = this.#need()
    client.terminate()
    this.#replacements.forget()
    this.#replace({ backend: client.backend, delayMs: 0 })
  }

  /** Keeps a worker in reserve from when the page is next idle. */
  prepareSpare(): void {
    if (this.#client && !this.#client.isLost) this.#spare.prepare(this.#client.backend)
  }

  /** Gives the reserve away to whoever wants to try something out in it, and then ends it; null where there is none. */
  takeSpare(): TrainerClient | null {
    return this.#spare.takeAny()
  }

  /** Loads a run. Rejects with SupersededError where a newer load overtook it. */
  load(options: LoadOptions): Promise<Kept> {
    const order = ++this.#newestLoad
    const loading = this.#standing.then(swallow, swallow).then(() => this.#loadInTurn(options, order))
    this.#stand(loading)
    return loading
  }

  /** One call, made once the newest load stands; its deadline as in TrainerClient.call. Rejects where the worker is lost. */
  call<T>(ask: Ask<T>, deadlineMs?: number): Promise<T> {
    return this.#send(ask, { repeats: 0, deadlineMs })
  }

  /** The same for a call that changes nothing: asked once more of the worker that replaces a lost one. */
  ask<T>(ask: Ask<T>, deadlineMs?: number): Promise<T> {
    return this.#send(ask, { repeats: 1, deadlineMs })
  }

  play(runId: RunId, speed: Speed): Promise<void> {
    return this.#command((trainer) => {
      this.#note(runId, (record) => {
        record.playing = speed
      })
      return trainer.play(runId, speed)
    })
  }

  pause(runId: RunId): Promise<Metrics> {
    return this.#command((trainer) => {
      this.#note(runId, (record) => {
        record.playing = null
      })
      return trainer.pause(runId)
    })
  }

  setSpeed(speed: Speed): Promise<void> {
    return this.#command((trainer) => {
      if (this.#run?.playing) this.#run.playing = speed
      return trainer.setSpeed(speed)
    })
  }

  edit(runId: RunId, revision: number, spec: RunSpec): Promise<void> {
    return this.#command((trainer) => {
      this.#note(runId, (record) => {
        record.edit = { revision, spec }
      })
      return trainer.edit(runId, revision, spec)
    })
  }

  /** Trains to the goal, whatever becomes of workers on the way. */
  async train(runId: RunId, goal: Goal): Promise<Metrics> {
    const goalId = ++this.#goals
    try {
      return await this.#command((trainer, attempt) => {
        const record = this.#run
        if (record?.loaded.runId !== runId) return trainer.train(runId, goal, goalId)
        if (attempt === 0) record.openGoal(goalId, goal)
        record.playing = null
        const left = record.remaining(goalId)
        return left === 'reached' ? trainer.metrics(runId) : trainer.train(runId, left, goalId)
      })
    } finally {
      this.#run?.closeGoal(goalId)
    }
  }

  async #loadInTurn(options: LoadOptions, order: number): Promise<Kept> {
    const starts = this.#starts
    for (;;) {
      const client = this.#need()
      try {
        await client.opened
        if (order !== this.#newestLoad) throw new SupersededError('a newer run took its place')
        const record = new RunRecord(options)
        this.#incoming = record
        const { kept } = await client.call((trainer) => trainer.load(options))
        this.#run = record
        this.#incoming = null
        return kept
      } catch (error) {
        if (!this.#isReplaced(error, client, starts)) {
          this.#incoming = null
          throw error
        }
        await this.#rebuilt()
      }
    }
  }

  /** A command takes effect once, however often it arrives: it is repeated as long as there is a worker to hear it. */
  #command<T>(ask: Ask<T>): Promise<T> {
    return this.#send(ask, { repeats: Number.POSITIVE_INFINITY, deadlineMs: Number.POSITIVE_INFINITY })
  }

  async #send<T>(ask: Ask<T>, { repeats, deadlineMs }: { repeats: number; deadlineMs: number | undefined }): Promise<T> {
    for (let attempt = 0; ; attempt++) {
      await this.#settled()
      const client = this.#need()
      const starts = this.#starts
      try {
        return await client.call((trainer) => ask(trainer, attempt), deadlineMs)
      } catch (error) {
        if (attempt >= repeats || !this.#isReplaced(error, client, starts)) throw error
      }
    }
  }

  /** Waits until no load is under way: a load that was overtaken hands over to the newer, a lost worker to the next. */
  async #settled(): Promise<void> {
    let standing: Promise<unknown>
    do {
      standing = this.#standing
      await standing.catch((error: Error) => {
        if (error.name !== 'SupersededError' && standing === this.#standing) throw error
      })
    } while (standing !== this.#standing)
  }

  /** Waits until a worker has been given the lost one's run, or none could be. */
  async #rebuilt(): Promise<void> {
    let rebuilding: Promise<unknown> | null
    do {
      rebuilding = this.#rebuilding
      await rebuilding?.catch(swallow)
    } while (rebuilding !== this.#rebuilding)
  }

  /** Was this client lost, and is another taking its place? */
  #isReplaced(error: unknown, client: TrainerClient, starts: number): boolean {
    const isGone = error instanceof Error && (error.name === 'EngineLostError' || error.name === 'BackendError')
    return isGone && starts === this.#starts && this.#rebuilding !== null && (client !== this.#client || client.isLost)
  }

  #connect(backend: BackendName): TrainerClient {
    const listeners = {
      onEvent: (event: TrainerEvent) => this.#client === client && this.#hear(event),
      onLost: (loss: Loss) => this.#client === client && this.#replaceLost(loss),
    }
    const spare = this.#spare.take(backend)
    spare?.listen(listeners)
    const client = spare ?? new TrainerClient({ ...this.#options, ...listeners, backend })
    this.#client = client
    client.opened.catch((error: Error) => {
      // A worker that was lost has said so already.
      if (this.#client === client && error.name !== 'EngineLostError') this.#refuse(client, error.message)
    })
    return client
  }

  #hear(event: TrainerEvent): void {
    if (event.type === 'changed') this.#handlers.onChanged(event.runId)
    if (event.type === 'goal-begun') this.#run?.beginGoal(event.goalId, event.from)
    if (event.type !== 'checkpoint') return
    this.#note(event.kept.runId, (record) => {
      record.kept = event.kept
    })
  }

  #note(runId: RunId, change: (record: RunRecord) => void): void {
    for (const record of [this.#run, this.#incoming]) if (record?.loaded.runId === runId) change(record)
  }

  #replaceLost(loss: Loss): void {
    const { backend } = this.#need()
    // The reserve's graphics may have gone the same way, and not have noticed yet.
    if (loss.kind === 'gpu') this.#spare.drop()
    const replacement = this.#replacements.next(loss.kind, backend, performance.now())
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
    this.#stand(Promise.reject(new EngineLostError(`the training engine is lost: ${reason}`)))
    this.#handlers.onLost(reason)
  }

  #replace(replacement: { backend: BackendName; delayMs: number }): void {
    // A load that was under way waits for the rebuilding and then loads again; what was asked after it waits for both.
    const interrupted = this.#standing
    const starts = this.#starts
    const rebuilding = this.#rebuild(replacement, starts)
    this.#rebuilding = rebuilding
    this.#stand(
      rebuilding
        .then(() => interrupted)
        .catch((error: Error) => {
          if (error.name === 'EngineLostError' && this.#rebuilding === rebuilding && !this.#client?.isLost) return
          throw error
        }),
    )
  }

  async #rebuild({ backend, delayMs }: { backend: BackendName; delayMs: number }, starts: number): Promise<void> {
    if (delayMs > 0) await new Promise((resolve) => setTimeout(resolve, delayMs))
    if (starts !== this.#starts) throw new EngineLostError('the engine was replaced')
    const client = this.#connect(backend)
    await client.opened
    const record = this.#incoming && !this.#incoming.loaded.inheritsWeights ? null : this.#run
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

  #stand(standing: Promise<unknown>): void {
    this.#standing = standing
    standing.catch(swallow)
  }

  #need(): TrainerClient {
    if (!this.#client) throw new Error('the engine has not been started')
    return this.#client
  }
}

function swallow(): void {}
