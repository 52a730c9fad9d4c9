// One lane's engine as the store sees it: commands in the order they were given, never lost, whatever state the worker is in.
// What must wait for the worker (or for the run to stand) waits here; a load that a newer one has overtaken is skipped. A worker that is
// lost is replaced by laneWorker.ts; what was open is then repeated here.

import type { Goal } from '../engine/loop.ts'
import type { BackendName, Metrics } from '../engine/metrics.ts'
import type { Speed } from '../engine/pace.ts'
import type { RunSpec } from '../spec/runSpec.ts'
import type { TrainerClient } from '../workers/client.ts'
import type { LoadOptions, RunId, Trainer } from '../workers/protocol.ts'
import { LaneRuns } from './laneRuns.ts'
import { type EngineHandlers, type LaneState, LaneWorker } from './laneWorker.ts'
import { RunRecord } from './runRecord.ts'
import type { WorkerOptions } from './spareWorker.ts'
import { Standing } from './standing.ts'

export type RemoteTrainer = Parameters<Parameters<TrainerClient['call']>[0]>[0]
type Ask<T> = (trainer: RemoteTrainer, attempt: number) => Promise<T>
export type Kept = Awaited<ReturnType<Trainer['load']>>['kept']

/** A newer load came before this one had begun. */
export class SupersededError extends Error {
  override readonly name = 'SupersededError'
}

export class LaneEngine {
  readonly #runs = new LaneRuns()
  readonly #standing = new Standing()
  readonly #worker: LaneWorker
  #newestLoad = 0
  #goals = 0

  /** The worker in reserve and the threads are those that all lanes share. */
  constructor(options: WorkerOptions, handlers: EngineHandlers, shared: Pick<LaneState, 'spare' | 'threads'>) {
    this.#worker = new LaneWorker(options, handlers, { runs: this.#runs, standing: this.#standing, ...shared })
  }

  /** Is this the run that restart() would go on with? */
  holds(runId: RunId): boolean {
    return this.#runs.current?.loaded.runId === runId
  }

  /** Starts a worker in place of the present one, if any; a run must be loaded into it. */
  start(backend: BackendName): void {
    this.#worker.start(backend)
  }

  /** Tries once more, in a new worker, with the run as it last was. */
  restart(): void {
    this.#worker.restart()
  }

  /** Keeps a worker in reserve from when the page is next idle. */
  prepareSpare(): void {
    this.#worker.prepareSpare()
  }

  /** Ends it for good, with its worker. */
  end(): void {
    this.#newestLoad++
    this.#worker.end()
  }

  /** Loads a run. Rejects with SupersededError where a newer load overtook it. */
  load(options: LoadOptions): Promise<Kept> {
    const order = ++this.#newestLoad
    const loading = this.#standing.newest.then(ignore, ignore).then(() => this.#loadInTurn(options, order))
    this.#standing.waitFor(loading)
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
      this.#runs.note(runId, (record) => {
        record.playing = speed
      })
      return trainer.play(runId, speed)
    })
  }

  pause(runId: RunId): Promise<Metrics> {
    return this.#command((trainer) => {
      this.#runs.note(runId, (record) => {
        record.playing = null
      })
      return trainer.pause(runId)
    })
  }

  setSpeed(speed: Speed): Promise<void> {
    return this.#command((trainer) => {
      const { current } = this.#runs
      if (current?.playing) current.playing = speed
      return trainer.setSpeed(speed)
    })
  }

  edit(runId: RunId, revision: number, spec: RunSpec): Promise<void> {
    return this.#command((trainer) => {
      this.#runs.note(runId, (record) => {
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
        const record = this.#runs.current
        if (record?.loaded.runId !== runId) return trainer.train(runId, goal, goalId)
        if (attempt === 0) record.openGoal(goalId, goal)
        record.playing = null
        const left = record.remaining(goalId)
        return left === 'reached' ? trainer.metrics(runId) : trainer.train(runId, left, goalId)
      })
    } finally {
      this.#runs.current?.closeGoal(goalId)
    }
  }

  async #loadInTurn(options: LoadOptions, order: number): Promise<Kept> {
    const { starts } = this.#worker
    for (;;) {
      const { client } = this.#worker
      try {
        await client.opened
        if (order !== this.#newestLoad) throw new SupersededError('a newer run took its place')
        const record = new RunRecord(options)
        this.#runs.incoming = record
        const { kept } = await client.call((trainer) => trainer.load(options))
        this.#runs.current = record
        this.#runs.incoming = null
        return kept
      } catch (error) {
        if (!this.#worker.isReplaced(error, client, starts)) {
          this.#runs.incoming = null
          throw error
        }
        await this.#worker.rebuilt()
      }
    }
  }

  /** A command takes effect once, however often it arrives: it is repeated as long as there is a worker to hear it. */
  #command<T>(ask: Ask<T>): Promise<T> {
    return this.#send(ask, { repeats: Number.POSITIVE_INFINITY, deadlineMs: Number.POSITIVE_INFINITY })
  }

  async #send<T>(ask: Ask<T>, { repeats, deadlineMs }: { repeats: number; deadlineMs: number | undefined }): Promise<T> {
    for (let attempt = 0; ; attempt++) {
      await this.#standing.settled()
      const { client, starts } = this.#worker
      try {
        return await client.call((trainer) => ask(trainer, attempt), deadlineMs)
      } catch (error) {
        if (attempt >= repeats || !this.#worker.isReplaced(error, client, starts)) throw error
      }
    }
  }
}

function ignore(): void {}
