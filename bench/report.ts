// What npm run bench finds, as its JSON keeps it.

import type { Losses } from './contender.ts'
import { CONVNET, type Goal, OURS, timesFasterWanted } from './goals.ts'
import type { Machine } from './machine.ts'
import type { Measured } from './rounds.ts'
import { pairedRatio, type Spread, spreadOf } from './statistics.ts'
import type { MainTask } from './tasks.ts'

export interface Row {
  readonly name: string
  /** Milliseconds a step: median, smallest and largest of the rounds. */
  readonly stepMs: Spread
  readonly imagesPerSecond: number
  /** Its time over ours, round by round: so many times faster are we. Absent on our own row. */
  readonly ratio?: Spread
  /** After the first steps, from the same weights on the same batches. */
  readonly losses: Losses
}

export interface TaskReport {
  readonly task: MainTask
  readonly batch: number
  /** After so many steps the losses were judged. */
  readonly judgedAtStep: number
  readonly rows: readonly Row[]
}

export interface SeriesReport {
  readonly name: string
  readonly title: string
  readonly points: readonly { readonly value: number; readonly rows: readonly Row[] }[]
}

export interface BenchReport {
  readonly when: string
  readonly isQuick: boolean
  readonly machine: Machine
  readonly rounds: number
  readonly tasks: readonly TaskReport[]
  readonly series: readonly SeriesReport[]
  readonly goals: readonly Goal[]
}

/** Sums are added up in other orders; more than this is another computation. */
const STRAY_SHARE = 0.01

/** The rows of one task: ours first, then by time. Ours must be among what was measured. */
export function rowsOf(measured: readonly Measured[], batch: number): Row[] {
  const ours = measured.find(({ name }) => name === OURS)
  if (!ours) throw new RangeError(`no row '${OURS}' to compare with`)
  const rows = measured.map(({ name, stepMs, losses }): Row => {
    const spread = spreadOf(stepMs)
    const ratio = name === OURS ? {} : { ratio: pairedRatio(stepMs, ours.stepMs) }
    return { name, stepMs: spread, imagesPerSecond: (batch * 1000) / spread.median, ...ratio, losses }
  })
  return rows.sort((a, b) => Number(b.name === OURS) - Number(a.name === OURS) || a.stepMs.median - b.stepMs.median)
}

/** Contenders whose network stands elsewhere than ours after the same steps: then they have not trained the same. ConvNetJS never does. */
export function straysOf({ task, rows }: TaskReport): string[] {
  const ours = rows.find(({ name }) => name === OURS)?.losses.bce ?? Number.NaN
  const strays = rows.filter(({ name, losses }) => name !== CONVNET && !(Math.abs(losses.bce - ours) <= STRAY_SHARE * ours))
  return strays.map(({ name, losses }) => `${task}, ${name}: BCE ${losses.bce.toFixed(4)} where ours is ${ours.toFixed(4)}`)
}

/** The goals that this run has measured something for. */
export function goalsOf(tasks: readonly TaskReport[]): Goal[] {
  return tasks.flatMap(({ task, rows }) =>
    rows.flatMap(({ name, ratio }): Goal[] => {
      const wanted = timesFasterWanted(task, name)
      if (wanted === null || !ratio) return []
      const what = `${task}, against ${name}: times as fast`
      return [{ what, wanted: `${wanted} or more`, measured: ratio.median, isMet: ratio.median >= wanted }]
    }),
  )
}
