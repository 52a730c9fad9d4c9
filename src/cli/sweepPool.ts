// Trains the runs of a sweep in processes of their own, so many at a time, in their order. A run that fails, or takes its process down, is an outcome like
// any other: the next one gets a new process.

import { type ChildProcess, fork } from 'node:child_process'
import { createRequire } from 'node:module'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { Metrics } from '../engine/metrics.ts'
import type { SweepRun } from '../spec/sweep.ts'
import type { RunOptions } from './options.ts'
import type { SweepOrder, SweepReport } from './sweepMessages.ts'

const TRAINER = fileURLToPath(new URL('./sweepTrainer.ts', import.meta.url))
const TSX = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href

export interface SweepOutcome {
  readonly run: SweepRun
  readonly status: 'done' | 'diverged' | 'failed'
  /** Null where the run failed. */
  readonly metrics: Metrics | null
  readonly seconds: number | null
  readonly error?: string
}

export interface SweepListener {
  readonly onOutcome: (outcome: SweepOutcome) => void
  /** How much of a run that is under way has been trained, from 0 to 1. */
  readonly onProgress: (run: SweepRun, share: number) => void
}

export class SweepPool {
  readonly #options: Omit<RunOptions, 'spec'>
  readonly #listener: SweepListener
  readonly #trainer: string
  readonly #trainers = new Set<ChildProcess>()
  #isStopped = false

  /** `trainer` is the file that each process runs: one that answers a SweepOrder with SweepReports. */
  constructor(options: Omit<RunOptions, 'spec'>, listener: SweepListener, trainer = TRAINER) {
    this.#options = options
    this.#listener = listener
    this.#trainer = trainer
  }

  /** Resolves when every run has an outcome, or soon after stop(). */
  async train(runs: readonly SweepRun[], jobs: number): Promise<void> {
    const waiting = [...runs]
    await Promise.all(Array.from({ length: jobs }, () => this.#work(waiting)))
  }

  /** Ends the processes; runs under way have no outcome. */
  stop(): void {
    this.#isStopped = true
    // They have nothing to save.
    for (const trainer of this.#trainers) trainer.kill('SIGKILL')
  }

  get isStopped(): boolean {
    return this.#isStopped
  }

  async #work(waiting: SweepRun[]): Promise<void> {
    let trainer: ChildProcess | null = null
    for (let run = waiting.shift(); run && !this.#isStopped; run = waiting.shift()) {
      if (!trainer?.connected) trainer = this.#startTrainer()
      const outcome = await this.#trainOne(trainer, run)
      if (outcome) this.#listener.onOutcome(outcome)
    }
    if (trainer?.connected) trainer.disconnect()
  }

  #startTrainer(): ChildProcess {
    // Not this process's own arguments: among tsx's is a channel to whoever started it.
    const trainer = fork(this.#trainer, { execArgv: ['--import', TSX] })
    this.#trainers.add(trainer)
    trainer.once('exit', () => this.#trainers.delete(trainer))
    return trainer
  }

  /** Null where the sweep was stopped first. */
  #trainOne(trainer: ChildProcess, run: SweepRun): Promise<SweepOutcome | null> {
    const order: SweepOrder = { spec: run.spec, ...this.#options }
    return new Promise((resolve) => {
      const end = (outcome: SweepOutcome | null) => {
        trainer.off('message', onReport).off('exit', onExit).off('error', onError)
        resolve(this.#isStopped ? null : outcome)
      }
      const onReport = (report: SweepReport) => {
        if (report.kind === 'progress') this.#listener.onProgress(run, report.share)
        else end(outcomeOf(run, report))
      }
      const onExit = (code: number | null, signal: NodeJS.Signals | null) => {
        // Ctrl-C reaches every process of a terminal's group, this one a moment later maybe.
        if (signal === 'SIGINT') this.stop()
        end(failed(run, `the process that trained it ended early (${signal ?? `exit code ${code}`})`))
      }
      const onError = (error: Error) => end(failed(run, error.message))
      trainer.on('message', onReport).on('exit', onExit).on('error', onError)
      // A process that has ended is reported by its exit.
      trainer.send(order, () => {})
    })
  }
}

function outcomeOf(run: SweepRun, report: Exclude<SweepReport, { kind: 'progress' }>): SweepOutcome {
  if (report.kind === 'failed') return failed(run, report.error)
  const { metrics, seconds } = report
  return { run, status: metrics.status === 'diverged' ? 'diverged' : 'done', metrics, seconds }
}

function failed(run: SweepRun, error: string): SweepOutcome {
  return { run, status: 'failed', metrics: null, seconds: null, error }
}
