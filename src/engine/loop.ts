// Drives a run: bursts of steps, a yield after each, test losses in between, at the speed asked for and in step with its company. The worker,
// the terminal and the tests all train through it. It knows no worker and no page: what it needs of time comes from its platform.

import { samplesOfSteps, testCount, trainingCount } from '../spec/runLength.ts'
import type { MeasuringBudget } from './budget.ts'
import { BurstLimit } from './burstLimit.ts'
import type { Company } from './company.ts'
import { settleGpu } from './fence.ts'
import { type Goal, goalFrom, samplesOfGoal } from './goal.ts'
import type { Metrics, RunStatus } from './metrics.ts'
import { BURST_MS, type Speed } from './pace.ts'
import type { Platform } from './platform.ts'
import type { Run, StepOutcome } from './run.ts'
import { metricsOf } from './runMetrics.ts'
import { SpeedControl } from './speedControl.ts'
import { TestMeasuring } from './testMeasuring.ts'
import { Throughput } from './throughput.ts'
import { Waits } from './waits.ts'

export type { Goal }

/** Somebody who looks at the run at steps of his own choosing, between bursts. */
export interface Lookout {
  /** The next of these steps from the present one on: no burst goes beyond it. Infinity where there is none. */
  next(): number
  /** A burst has ended, and the backend is at rest. */
  look(): void
}

export interface LoopOptions {
  readonly platform: Platform
  /** Where somebody watches: test losses on the way are paid from it. Without it none are measured between epochs. */
  readonly budget?: MeasuringBudget
  readonly lookout?: Lookout
  /** Called when the status changes, a test loss is new or training waits. */
  readonly onChange?: () => void
}

export class TrainingLoop {
  readonly run: Run
  failure: string | null = null
  #status: RunStatus = 'idle'
  #driving: Promise<void> | null = null
  #wantsPause = false
  #hasGoal = false
  /** What was asked for while a pause was being carried out. */
  #next: (() => void) | null = null
  /** Counts the pauses asked for: one that comes while train() still waits for its turn calls it off. */
  #pauses = 0
  #isStopped = false
  #awaitsTestPictures = false
  #company: Company | null = null
  /** May a step follow? Not while it only measures, nor once a goal is reached. */
  #isStepping = false
  #burstBegan = { at: 0, step: 0 }
  readonly #burstLimit = new BurstLimit()
  readonly #speed = new SpeedControl()
  readonly #throughput = new Throughput()
  readonly #testing: TestMeasuring
  readonly #waits: Waits
  readonly #platform: Platform
  readonly #lookout: Lookout | undefined
  readonly #onChange: () => void

  constructor(run: Run, { platform, budget, lookout, onChange = () => {} }: LoopOptions) {
    this.run = run
    this.#platform = platform
    this.#lookout = lookout
    this.#onChange = onChange
    this.#testing = new TestMeasuring(run, { platform, budget, throughput: this.#throughput, onChange })
    this.#waits = new Waits({ platform, speed: this.#speed, throughput: this.#throughput })
    // A run that was resumed stands where it was stopped.
    if (run.step > 0) this.#status = run.isDone ? 'done' : 'paused'
  }

  get status(): RunStatus {
    return this.#status === 'idle' && this.run.dataset.train.read === 0 ? 'loading' : this.#status
  }

  get isDriving(): boolean {
    return this.#driving !== null
  }

  set speed(speed: Speed) {
    this.#speed.set(speed, this.#platform.now(), this.run.step)
  }

  /** Those it must not leave behind; null: nobody. They are told at once whether it trains. */
  set company(company: Company | null) {
    this.#company = company
    if (this.#isStepping) company?.tell(this.run.samplesSeen)
    else company?.leave()
    this.#waits.lookAgain()
  }

  /**
   * Begins training at this speed and returns at once; nothing if it is under way, and after the pause where one is being carried out.
   * On a finished run a further cycle begins.
   */
  play(speed: Speed, goal?: Goal): void {
    if (this.#driving && this.#wantsPause) this.#next = () => this.play(speed, goal)
    if (this.#driving || this.#status === 'diverged' || this.#status === 'failed') return
    if (this.run.isDone) this.run.beginFurtherCycle(goal && samplesOfGoal(this.run, goal))
    this.run.dataset.readOn()
    this.#wantsPause = false
    this.#hasGoal = goal !== undefined
    this.speed = speed
    this.#throughput.start(this.#platform.now(), this.run.samplesSeen)
    this.#setStatus('training')
    this.#occupy(this.#drive(goalFrom(this.run, goal)))
  }

  /** Resolves when no further step will follow and the test pictures have been measured. */
  async pause(): Promise<void> {
    this.#pauses++
    await this.#halt()
  }

  /** Stops at once, measuring nothing: before the run is disposed. */
  async stop(): Promise<void> {
    this.#isStopped = true
    await this.pause()
  }

  /**
   * After a live edit: a finished run that was lengthened can go on, and so can a diverged one with another rate.
   * A run at rest whose noise has changed is measured anew; what is asked for meanwhile waits its turn.
   */
  async refresh(): Promise<void> {
    const canGoOn = this.#status === 'diverged' || (this.#status === 'done' && !this.run.isDone)
    if (canGoOn) this.#setStatus('paused')
    else this.#onChange()
    // The next step may be a smaller one now, or none may be left.
    this.#waits.lookAgain()
    if (this.#driving || this.run.step === 0 || this.run.test) return
    await this.#measureAtRest()
  }

  /**
   * Measures the run where it stands once all test pictures have been read, unless its figures rest on all of them or it trains by then:
   * whatever ends that training measures them itself. Never rejects; an error stops the run as one within a step does.
   */
  async measureOnceRead(): Promise<void> {
    if (this.#awaitsTestPictures) return
    this.#awaitsTestPictures = true
    const { dataset } = this.run
    await dataset.whenRead('test', this.#testing.pictures)
    this.#awaitsTestPictures = false
    // The reading may have been called off instead.
    if (dataset.test.read < this.#testing.pictures) return
    if (this.#isStopped || this.#driving || !this.#isMeasuredInPart) return
    await this.#measureAtRest().catch((error: unknown) => this.#fail(error))
  }

  /**
   * Trains at full speed to the goal, or to the spec's end; resolves when there, or paused, or stopped by a fault.
   * A goal that is under way is reached first, so that none of its steps is lost; training without one is taken over.
   */
  async train(goal?: Goal): Promise<void> {
    const pauses = this.#pauses
    while (this.#driving) await (this.#hasGoal ? this.#driving : this.#halt())
    if (this.#pauses !== pauses) return
    this.play('full', goal)
    await this.#driving
  }

  /** The figures as they stand. At rest reads back one number; on the way trainLoss is the last one recorded. */
  metrics(runId: string): Metrics {
    const { run, status, isDriving } = this
    return metricsOf(run, { runId, status, isDriving, imagesPerSecond: this.#throughput.imagesPerSecond })
  }

  /** An estimate for the rest of the cycle at this speed, in this company; null before anything is known. */
  get secondsLeft(): number | null {
    const samplesLeft = Math.max(0, this.run.samplesPlanned - this.run.samplesSeen)
    const rate = this.#throughput.imagesPerSecondHeld
    if (rate === 0) return null
    const stepsLeft = samplesLeft / this.run.spec.training.batchSize
    return Math.max(samplesLeft / rate, this.#speed.secondsFor(stepsLeft, this.#stepsPlanned))
  }

  /** While this work is under way nothing else is; then comes what was asked for meanwhile. */
  #occupy(work: Promise<void>): void {
    this.#driving = work.finally(() => {
      this.#driving = null
      const next = this.#next
      this.#next = null
      next?.()
      if (!this.#driving && !this.#isStopped && this.#isMeasuredInPart) void this.measureOnceRead()
    })
  }

  async #measureAtRest(): Promise<void> {
    this.#wantsPause = true
    this.#occupy(this.#testing.measureAll())
    await this.#driving
  }

  async #halt(): Promise<void> {
    this.#wantsPause = true
    this.#next = null
    this.#waits.end()
    await this.#driving
  }

  async #drive(mustStop: () => boolean): Promise<void> {
    try {
      await this.#end(await this.#stepOn(mustStop))
    } catch (error) {
      this.#fail(error)
    }
  }

  /** Bursts until training must stop; the company hears of it for as long. */
  async #stepOn(mustStop: () => boolean): Promise<StepOutcome> {
    this.#isStepping = true
    this.#company?.tell(this.run.samplesSeen)
    try {
      let outcome: StepOutcome = 'stepped'
      while (outcome === 'stepped' || outcome === 'waiting') {
        if (this.#wantsPause || mustStop()) break
        if (this.#company && !this.#isStepAllowed(this.#company)) {
          await this.#waits.forCompany(this.#company)
          continue
        }
        outcome = this.#burst(mustStop)
        // What follows a last step can take seconds: nobody need wait for that.
        if (this.#company && (outcome === 'diverged' || this.run.isDone || mustStop())) this.#company.leave()
        else this.#company?.tell(this.run.samplesSeen)
        if (outcome === 'waiting') await this.#waitForPictures('train', this.run.picturesAwaited)
        else if (outcome !== 'diverged') await this.#afterBurst()
      }
      return outcome
    } finally {
      this.#isStepping = false
      this.#company?.leave()
    }
  }

  #fail(error: unknown): void {
    this.failure = error instanceof Error ? error.message : String(error)
    this.#setStatus('failed')
  }

  /** Steps until the burst's time is over, the pace's or the GPU's steps are used up, an epoch ends, the company lags, the lookout wants to look or training must stop. */
  #burst(mustStop: () => boolean): StepOutcome {
    const started = this.#platform.now()
    this.#burstBegan = { at: started, step: this.run.step }
    const limit = this.run.backend === 'webgl' ? this.#burstLimit.steps : Number.POSITIVE_INFINITY
    const end = Math.min(this.#speed.stepLimit(started, this.#stepsPlanned), this.run.step + limit, this.#lookout?.next() ?? Number.POSITIVE_INFINITY)
    const epoch = Math.floor(this.run.epoch)
    let outcome: StepOutcome = 'stepped'
    while (outcome === 'stepped' && this.run.step < end && !mustStop()) {
      outcome = this.run.tryStep()
      if (Math.floor(this.run.epoch) !== epoch || this.#platform.now() - started >= BURST_MS) break
      if (this.#company && !this.#isStepAllowed(this.#company)) break
    }
    return outcome
  }

  /** Where no step is left there is nobody to wait for. */
  #isStepAllowed(company: Company): boolean {
    const { isDone, samplesSeen, spec } = this.run
    return isDone || company.isStepAllowed(samplesSeen, samplesSeen + samplesOfSteps(spec, 1, samplesSeen))
  }

  async #afterBurst(): Promise<void> {
    const { run } = this
    // No second burst is given to a GPU that is still at the first.
    await settleGpu(this.#platform)
    this.#burstLimit.note(run.step - this.#burstBegan.step, this.#platform.now() - this.#burstBegan.at)
    this.#lookout?.look()
    if (run.samplesSeen > 0 && run.samplesSeen % trainingCount(run.spec) === 0 && run.test?.step !== run.step) await this.#testing.measureAll()
    else await this.#testing.measureSomeIfDue()
    await this.#platform.wait(0)
    this.#throughput.mark(this.#platform.now(), run.samplesSeen)
    await this.#waits.forPace((now) => this.#wantsPause || run.step < this.#speed.stepLimit(now, this.#stepsPlanned))
  }

  /** Waits for pictures, or for a pause. The run keeps its weights meanwhile. */
  async #waitForPictures(split: 'train' | 'test', count: number, ...orElse: readonly Promise<void>[]): Promise<void> {
    this.#setStatus('loading')
    await this.#waits.forPictures(this.run.dataset.whenRead(split, count), ...orElse)
    if (!this.#wantsPause) this.#setStatus('training')
  }

  /**
   * What a goal ends with must not depend on how fast the line is. At the end of the run a file that can't be read is waited for too,
   * since somebody will be asked; on the way it holds up nothing.
   */
  async #waitForTestPictures(): Promise<void> {
    const { run } = this
    const all = testCount(run.spec)
    if (run.isDone) return await this.#waitForPictures('test', all)
    if (run.dataset.problem) return
    let stop = () => {}
    const troubled = new Promise<void>((resolve) => {
      stop = run.dataset.onChange(() => run.dataset.problem && resolve())
    })
    await this.#waitForPictures('test', all, troubled)
    stop()
  }

  async #end(outcome: StepOutcome): Promise<void> {
    if (this.#isStopped) return
    const { run } = this
    if (outcome === 'diverged') {
      run.rollBack()
      await this.#testing.measureAll()
      return this.#setStatus('diverged')
    }
    if (!run.dataset.test.isComplete && (run.isDone || !this.#wantsPause)) await this.#waitForTestPictures()
    if (run.step > 0 && !this.#testing.isUpToDate) await this.#testing.measureAll()
    this.#setStatus(run.isDone ? 'done' : 'paused')
  }

  get #isMeasuredInPart(): boolean {
    return this.#status !== 'failed' && this.#testing.isInPart
  }

  /** Steps of the present cycle. */
  get #stepsPlanned(): number {
    return this.run.cyclePictures / this.run.spec.training.batchSize
  }

  #setStatus(status: RunStatus): void {
    this.#status = status
    this.#onChange()
  }
}
