// How far a sweep has come, on stderr: a line for each run that ends, and under it a bar where stderr is a terminal.

import type { SweepRun } from '../spec/sweep.ts'
import { trainingWork } from '../spec/trainingWork.ts'
import { clearProgress, drawBar } from './progress.ts'
import type { SweepOutcome } from './sweepPool.ts'
import { writeValue } from './sweepTable.ts'

/** Before so much of the whole is done an estimate would be a guess. */
const SHARE_TOLD = 0.02

export class SweepProgress {
  readonly #path: string
  readonly #works: ReadonlyMap<SweepRun, number>
  readonly #total: number
  readonly #shares = new Map<SweepRun, number>()
  readonly #began: number
  readonly #now: () => number
  #ended = 0

  /** `now` in milliseconds. */
  constructor(path: string, runs: readonly SweepRun[], now: () => number) {
    this.#path = path
    this.#works = new Map(runs.map((run) => [run, trainingWork(run.spec)]))
    this.#total = [...this.#works.values()].reduce((sum, work) => sum + work, 0)
    this.#now = now
    this.#began = now()
  }

  note(run: SweepRun, share: number): void {
    this.#shares.set(run, share)
    this.draw()
  }

  tell({ run, status, metrics, seconds, error }: SweepOutcome): void {
    this.#shares.set(run, 1)
    this.#ended++
    const loss = typeof metrics?.testLoss === 'number' ? `, test loss ${metrics.testLoss.toFixed(4)}` : ''
    const time = seconds === null ? '' : `, ${seconds.toFixed(1)} s`
    const end = status === 'done' ? `${loss}${time}` : status === 'diverged' ? ', its loss ran away' : `, failed: ${error}`
    const left = this.#ended < this.#works.size && this.secondsLeft !== null ? ` · about ${Math.ceil(this.secondsLeft)} s left` : ''
    clearProgress(`${this.#ended} of ${this.#works.size}: ${this.#path} ${writeValue(run.value)}, seed ${run.seed}${end}${left}`)
    this.draw()
  }

  draw(): void {
    if (this.#ended === this.#works.size) return
    const left = this.secondsLeft
    drawBar(this.share, `${this.#ended} of ${this.#works.size} runs${left === null ? '' : `, ${Math.ceil(left)} s left`}`)
  }

  /** Of the whole sweep's computing, from 0 to 1. */
  get share(): number {
    const done = [...this.#shares].reduce((sum, [run, share]) => sum + share * (this.#works.get(run) ?? 0), 0)
    return this.#total === 0 ? 1 : done / this.#total
  }

  /** At the rate so far; null before there is one. */
  get secondsLeft(): number | null {
    const { share } = this
    if (share < SHARE_TOLD) return null
    return ((this.#now() - this.#began) / 1000) * (1 / share - 1)
  }
}
