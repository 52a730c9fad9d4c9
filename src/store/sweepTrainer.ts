// One run of a sweep in a worker, from loading to its last figures. The worker is the caller's, and of use for the next run afterwards unless this rejects.

import { describeProblem } from '../engine/data/problem.ts'
import type { Metrics } from '../engine/metrics.ts'
import type { SweepRun } from '../spec/sweep.ts'
import { DeadlineError, type TrainerClient } from '../workers/client.ts'
import type { Frame, RunId } from '../workers/protocol.ts'
import type { Gate } from './gate.ts'

export type SweepClient = Pick<TrainerClient, 'opened' | 'call' | 'terminate'>

export interface TrainedRun {
  readonly metrics: Metrics
  /** Of training, test losses included. */
  readonly seconds: number
  /** With loading and reading. */
  readonly took: number
}

export interface RunWatch {
  readonly runId: RunId
  /** While it is shut the run rests. */
  readonly gate: Gate
  readonly onShare: (share: number) => void
}

/** Training threw, which another worker would not change. */
export class RunFailedError extends Error {
  override readonly name = 'RunFailedError'
}

/** How often a run is asked how far it is. */
const PROGRESS_MS = 400

/**
 * Trains to the spec's end, and measures all test pictures there, or where the loss ran away. Rejects with RunFailedError where training throws, with
 * EngineLostError or DeadlineError where the worker is lost, with an Error where a file can't be read.
 */
export async function trainRun(client: SweepClient, run: SweepRun, watch: RunWatch): Promise<TrainedRun> {
  const { runId, gate } = watch
  await client.opened
  const started = performance.now()
  await client.call((trainer) => trainer.load({ runId, revision: 0, spec: run.spec }))
  await client.call((trainer) => trainer.firstPictures(runId), Number.POSITIVE_INFINITY)
  const { trouble, stop } = follow(client, watch)
  try {
    let metrics: Metrics | null = null
    let [ms, restedMs] = [0, 0]
    while (metrics === null || metrics.status === 'paused') {
      const came = performance.now()
      await gate.opened()
      const began = performance.now()
      restedMs += began - came
      metrics = await Promise.race([client.call((trainer) => trainer.train(runId, undefined), Number.POSITIVE_INFINITY), trouble])
      ms += performance.now() - began
    }
    if (metrics.status === 'failed') throw new RunFailedError(await failureOf(client, runId))
    return { metrics, seconds: ms / 1000, took: (performance.now() - started - restedMs) / 1000 }
  } finally {
    stop()
  }
}

/** It rests until it is trained on. */
export async function pauseRun(client: SweepClient, runId: RunId): Promise<void> {
  await client.call((trainer) => trainer.pause(runId), Number.POSITIVE_INFINITY)
}

/** Asks from time to time how far it is; `trouble` rejects where that shows that it will never end. */
function follow(client: SweepClient, { runId, onShare }: RunWatch): { readonly trouble: Promise<never>; readonly stop: () => void } {
  let isAsking = false
  let fail: (error: Error) => void = () => {}
  const trouble = new Promise<never>((_, reject) => {
    fail = reject
  })
  // Where the run has ended first nobody waits for it.
  trouble.catch(() => {})
  const ask = async () => {
    if (isAsking) return
    isAsking = true
    try {
      const { metrics, progress, problem } = await look(client, runId)
      if (problem?.kind === 'data') fail(new Error(describeProblem(problem.problem)))
      else onShare(Math.min(1, metrics.samplesSeen / Math.max(1, progress.samplesPlanned)))
    } catch (error) {
      // A lost worker says so to whoever waits for the training.
      if (error instanceof DeadlineError) fail(error)
    } finally {
      isAsking = false
    }
  }
  const asking = setInterval(() => void ask(), PROGRESS_MS)
  return { trouble, stop: () => clearInterval(asking) }
}

/** The figures alone. */
function look(client: SweepClient, runId: RunId): Promise<Frame> {
  return client.call((trainer) => trainer.frame({ runId, revision: 0, historyFrom: Number.MAX_SAFE_INTEGER, viewVersion: 0 }))
}

async function failureOf(client: SweepClient, runId: RunId): Promise<string> {
  const { problem } = await look(client, runId)
  return problem?.kind === 'failed' ? problem.message : 'training failed'
}
