// How long a sweep will still take: a run as long as others of its value took, else by its share of the computing at the rate of those that have ended,
// else at a rate that was measured before. Pure.

import type { RunSpec } from '../spec/runSpec.ts'
import type { SweepRun } from '../spec/sweep.ts'
import { trainingWork } from '../spec/trainingWork.ts'

/** How long a run took, whatever it came to. */
export interface RunTime {
  readonly run: SweepRun
  /** Seconds of its worker's time; null where it failed. */
  readonly took: number | null
}

export interface SweepProgressFacts {
  readonly runs: readonly SweepRun[]
  readonly ended: readonly RunTime[]
  readonly training: readonly { readonly run: SweepRun; readonly share: number }[]
  readonly workers: number
  /** Seconds for a unit of trainingWork, known from elsewhere; null where nothing is. */
  readonly secondsPerWork: number | null
}

const works = new WeakMap<RunSpec, number>()

/** Null where there is nothing to tell it from. Never less than the longest run alone has left. */
export function secondsLeft({ runs, ended, training, workers, secondsPerWork }: SweepProgressFacts): number | null {
  const timed = ended.flatMap(({ run, took }) => (took === null ? [] : [{ run, took }]))
  const rate = timed.length > 0 ? sum(timed.map(({ took }) => took)) / sum(timed.map(({ run }) => workOf(run))) : secondsPerWork
  const isOver = new Set(ended.map(({ run }) => run))
  const open = runs.filter((run) => !isOver.has(run))
  if (open.length === 0) return 0
  if (rate === null) return null
  const left = open.map((run) => {
    const alike = timed.filter((other) => other.run.value === run.value)
    const whole = alike.length > 0 ? sum(alike.map(({ took }) => took)) / alike.length : workOf(run) * rate
    return whole * (1 - (training.find((one) => one.run === run)?.share ?? 0))
  })
  return Math.max(sum(left) / Math.max(1, Math.min(workers, open.length)), ...left)
}

/** Of the whole sweep's computing, from 0 to 1. */
export function shareDone({ runs, ended, training }: Pick<SweepProgressFacts, 'runs' | 'ended' | 'training'>): number {
  const done = sum(ended.map(({ run }) => workOf(run))) + sum(training.map(({ run, share }) => share * workOf(run)))
  return done / sum(runs.map(workOf))
}

/** Worked out once for each spec: it is asked for with every frame. */
export function workOf({ spec }: Pick<SweepRun, 'spec'>): number {
  const work = works.get(spec) ?? trainingWork(spec)
  works.set(spec, work)
  return work
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
