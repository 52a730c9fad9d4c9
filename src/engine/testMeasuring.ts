// When a run's test pictures are measured and on how many of them: all where it rests or an epoch ends, some on the way where somebody
// watches and the budget allows. Knows nothing of who trains it.

import { testCount } from '../spec/runLength.ts'
import type { MeasuringBudget } from './budget.ts'
import type { Platform } from './platform.ts'
import type { Run } from './run.ts'
import type { Throughput } from './throughput.ts'

export interface TestMeasuringOptions {
  readonly platform: Platform
  /** Without it nothing is measured on the way. */
  readonly budget: MeasuringBudget | undefined
  /** Measuring all is left out of it. */
  readonly throughput: Throughput
  /** Called when there is a new measure. */
  readonly onChange: () => void
}

const TEST_EVERY_MS = 500
const TEST_SAMPLES_WHILE_TRAINING = 1_000

export class TestMeasuring {
  readonly #run: Run
  readonly #options: TestMeasuringOptions
  #last = Number.NEGATIVE_INFINITY

  constructor(run: Run, options: TestMeasuringOptions) {
    this.#run = run
    this.#options = options
  }

  /** As many test pictures as there will be. */
  get pictures(): number {
    return Math.min(testCount(this.#run.spec), this.#run.dataset.test.wanted)
  }

  /** Do the figures of a run that is under way rest on fewer test pictures than there will be, or are there none for its step? */
  get isInPart(): boolean {
    const { step, test } = this.#run
    if (step === 0 && !test) return false
    return test?.step !== step || test.samples < this.pictures
  }

  /** Do they rest on all that have been read? */
  get isUpToDate(): boolean {
    const { step, test, dataset } = this.#run
    return test?.step === step && test.samples === dataset.test.read
  }

  async measureSomeIfDue(): Promise<void> {
    const { platform, budget, onChange } = this.#options
    const now = platform.now()
    if (!budget || this.#run.step === 0 || now - this.#last < TEST_EVERY_MS || !budget.isAffordable(now)) return
    if (this.#run.dataset.test.read === 0) return
    this.#last = now
    await this.#run.measure(TEST_SAMPLES_WHILE_TRAINING)
    budget.spend(platform.now() - now)
    onChange()
  }

  async measureAll(): Promise<void> {
    const { platform, throughput, onChange } = this.#options
    const started = platform.now()
    await this.#run.measure(testCount(this.#run.spec))
    this.#last = platform.now()
    throughput.skip(started, this.#last)
    onChange()
  }
}
