// What a run remembers of its losses: recorded at fixed steps, never at frames, so that it depends on nothing but the spec.

import type { TestMeasure } from './measure.ts'
import type { HistoryRecord } from './metrics.ts'

/** The training loss is recorded at every multiple of this. */
export const RECORD_EVERY_STEPS = 10

export class History {
  readonly #records: HistoryRecord[] = []

  static isRecorded(step: number): boolean {
    return step % RECORD_EVERY_STEPS === 0
  }

  get records(): readonly HistoryRecord[] {
    return this.#records
  }

  get last(): HistoryRecord | undefined {
    return this.#records.at(-1)
  }

  /** Goes on from these records. */
  restore(records: readonly HistoryRecord[]): void {
    this.#records.splice(0, this.#records.length, ...records)
  }

  /** Drops what was recorded after a step that the run has gone back to. */
  forgetAfter(step: number): void {
    while (this.last && this.last.step > step) this.#records.pop()
  }

  addTrain(step: number, trainLoss: number): void {
    this.#records.push({ step, trainLoss, testLoss: null })
  }

  /** Joins a test loss to the record of its step, or makes one. */
  addTest(step: number, trainLoss: number, { loss, mse, lossClean }: Pick<TestMeasure, 'loss' | 'mse' | 'lossClean'>): void {
    if (this.last?.step === step) this.#records.pop()
    this.#records.push({ step, trainLoss, testLoss: loss, testMse: mse, ...(lossClean !== undefined && { testLossClean: lossClean }) })
  }
}
