// Drives a run: bursts of steps, a yield after each, test losses in between, at the speed asked for. The worker, the terminal and the tests
// all train through it. It knows no worker and no page: what it needs of time comes from its platform.

import { samplesOfSteps, testCount, trainingCount } from '../spec/runLength.ts'
import { psnr } from './analysis/psnr.ts'
import type { MeasuringBudget } from './budget.ts'
import { BurstLimit } from './burstLimit.ts'
import { settleGpu } from './fence.ts'
import type { Metrics, RunStatus } from './metrics.ts'
import { BURST_MS, type Speed, stepsAllowed, wholeRunSeconds } from './pace.ts'
import type { Platform } from './platform.ts'
import type { Run, StepOutcome } from './run.ts'
import { Throughput } from './throughput.ts'

/** So many steps or epochs more, or to the spec's end. */
export type Goal = { readonly steps: number } | { readonly epochs: number } | undefined

export interface LoopOptions {
  readonly platform: Platform
  /** Where somebody watches: test losses on the way are paid from it. Without it none are measured between epochs. */
  readonly budget?: MeasuringBudget
  /** Called when the status changes, a test loss is new or training waits. */
  readonly onChange?: () => void
}

const TEST_EVERY_MS = 500
const TEST_SAMPLES_WHILE_TRAINING = 1_000
/** Never wait longer than this in one go, so that a pause is heard. */
const WAIT_MAX_MS = 20

export class TrainingLoop {
  readonly run: Run
  failure: string | null = null
  #speed: Speed = 'full'
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
  #wake: () => void = () => {}
  #lastTest = Number.NEGATIVE_INFINITY
  #pace = { since: 0, fromStep: 0 }
  #burstBegan = { at: 0, step: 0 }
  readonly #burstLimit = new BurstLimit()
  readonly #throughput = new Throughput()
  readonly #platform: Platform
  readonly #budget: MeasuringBudget | undefined
  readonly #onChange: () => void

  constructor(run: Run, { platform, budget, onChange = () => {} }: LoopOptions) {
    this.run = run
    this.#platform = platform
    this.#budget = budget
    this.#onChange = onChange
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
    this.#speed = speed
    this.#pace = { since: this.#platform.now(), fromStep: this.run.step }
  }

  /**
   * Begins training at this speed and returns at once; nothing if it is under way, and after the pause where one is being carried out.
   * On a finished run a further cycle begins.
   */
  play(speed: Speed, goal?: Goal): void {
    if (this.#driving && this.#wantsPause) this.#next = () => this.play(speed, goal)
    if (this.#driving || this.#status === 'diverged' || this.#status === 'failed') return
    if (this.run.isDone) this.run.beginFurtherCycle(goal && this.#samplesOf(goal))
    this.run.dataset.readOn()
    this.#wantsPause = false
    this.#hasGoal = goal !== undefined
    this.speed = speed
    this.#throughput.start(this.#platform.now(), this.run.samplesSeen)
    this.#setStatus('training')
    this.#occupy(this.#drive(this.#stopOf(goal)))
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
    await dataset.whenRead('test', this.#testPictures)
    this.#awaitsTestPictures = false
    // The reading may have been called off instead.
    if (dataset.test.read < this.#testPictures) return
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
    const { run } = this
    const test = run.test
    const { lossClean, mseNoisy, activeShare, deadUnits, kl, elbo } = test ?? {}
    const terms = (this.isDriving && run.recordedTerms) || run.terms
    return {
      runId,
      step: run.step,
      epoch: run.epoch,
      samplesSeen: run.samplesSeen,
      trainLoss: (this.isDriving && run.history.last?.trainLoss) || run.trainLoss,
      testLoss: test?.loss ?? null,
      testMse: test?.mse ?? null,
      testSamples: test?.samples ?? 0,
      imagesPerSecond: this.#throughput.imagesPerSecond,
      stepMs: run.stepMs,
      backend: run.backend,
      parameters: run.plan.parameters,
      status: this.status,
      edited: run.isEdited,
      ...(lossClean !== undefined && { testLossClean: lossClean }),
      ...(test && mseNoisy !== undefined && { psnrNoisy: psnr(mseNoisy), psnrDenoised: psnr(test.mse) }),
      ...(terms && { terms }),
      ...(activeShare !== undefined && { activeShare }),
      ...(deadUnits !== undefined && { deadUnits }),
      ...(kl !== undefined && { kl }),
      ...(elbo !== undefined && { elbo }),
    }
  }

  /** An estimate for the rest of the cycle at this speed; null before anything is known. */
  get secondsLeft(): number | null {
    const samplesLeft = Math.max(0, this.run.samplesPlanned - this.run.samplesSeen)
    const rate = this.#throughput.imagesPerSecond
    if (rate === 0) return null
    const stepsLeft = samplesLeft / this.run.spec.training.batchSize
    return Math.max(samplesLeft / rate, (stepsLeft / this.#stepsPlanned) * wholeRunSeconds(this.#speed, this.#stepsPlanned))
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
    this.#occupy(this.#measureAll())
    await this.#driving
  }

  async #halt(): Promise<void> {
    this.#wantsPause = true
    this.#next = null
    this.#wake()
    await this.#driving
  }

  async #drive(mustStop: () => boolean): Promise<void> {
    try {
      let outcome: StepOutcome = 'stepped'
      while (outcome === 'stepped' || outcome === 'waiting') {
        if (this.#wantsPause || mustStop()) break
        outcome = this.#burst(mustStop)
        if (outcome === 'waiting') await this.#waitForData('train', this.run.picturesAwaited)
        else if (outcome !== 'diverged') await this.#afterBurst()
      }
      await this.#end(outcome)
    } catch (error) {
      this.#fail(error)
    }
  }

  #fail(error: unknown): void {
    this.failure = error instanceof Error ? error.message : String(error)
    this.#setStatus('failed')
  }

  /** Steps until the burst's time is over, the pace's or the GPU's steps are used up, an epoch ends or training must stop. */
  #burst(mustStop: () => boolean): StepOutcome {
    const started = this.#platform.now()
    this.#burstBegan = { at: started, step: this.run.step }
    const allowed = stepsAllowed(this.#speed, (started - this.#pace.since) / 1000, this.#stepsPlanned)
    const limit = this.run.backend === 'webgl' ? this.#burstLimit.steps : Number.POSITIVE_INFINITY
    const end = Math.min(this.#pace.fromStep + allowed, this.run.step + limit)
    const epoch = Math.floor(this.run.epoch)
    let outcome: StepOutcome = 'stepped'
    while (outcome === 'stepped' && this.run.step < end && !mustStop()) {
      outcome = this.run.tryStep()
      if (Math.floor(this.run.epoch) !== epoch || this.#platform.now() - started >= BURST_MS) break
    }
    return outcome
  }

  async #afterBurst(): Promise<void> {
    const { run } = this
    // No second burst is given to a GPU that is still at the first.
    await settleGpu(this.#platform)
    this.#burstLimit.note(run.step - this.#burstBegan.step, this.#platform.now() - this.#burstBegan.at)
    if (run.samplesSeen > 0 && run.samplesSeen % trainingCount(run.spec) === 0 && run.test?.step !== run.step) await this.#measureAll()
    else await this.#measureSomeIfDue()
    await this.#platform.wait(0)
    this.#throughput.mark(this.#platform.now(), run.samplesSeen)
    await this.#waitForPace()
  }

  async #measureSomeIfDue(): Promise<void> {
    const now = this.#platform.now()
    if (!this.#budget || this.run.step === 0 || now - this.#lastTest < TEST_EVERY_MS || !this.#budget.isAffordable(now)) return
    if (this.run.dataset.test.read === 0) return
    this.#lastTest = now
    await this.run.measure(TEST_SAMPLES_WHILE_TRAINING)
    this.#budget.spend(this.#platform.now() - now)
    this.#onChange()
  }

  async #measureAll(): Promise<void> {
    const started = this.#platform.now()
    await this.run.measure(testCount(this.run.spec))
    this.#lastTest = this.#platform.now()
    this.#throughput.skip(started, this.#lastTest)
    this.#onChange()
  }

  /** Waits until the next step is due; the waiting does not count against the engine's own rate. */
  async #waitForPace(): Promise<void> {
    while (!this.#wantsPause) {
      const now = this.#platform.now()
      const allowed = stepsAllowed(this.#speed, (now - this.#pace.since) / 1000, this.#stepsPlanned)
      if (this.run.step - this.#pace.fromStep < allowed) return
      await this.#platform.wait(WAIT_MAX_MS / 4)
      this.#throughput.skip(now, this.#platform.now())
    }
  }

  /** Waits for pictures, or for a pause. The run keeps its weights meanwhile. */
  async #waitForData(split: 'train' | 'test', count: number, orElse?: Promise<void>): Promise<void> {
    const started = this.#platform.now()
    this.#setStatus('loading')
    await Promise.race([
      this.run.dataset.whenRead(split, count),
      ...(orElse ? [orElse] : []),
      new Promise<void>((resolve) => {
        this.#wake = resolve
      }),
    ])
    if (!this.#wantsPause) {
      this.#setStatus('training')
      // Lets messages in even where what was awaited is there already.
      await this.#platform.wait(0)
    }
    this.#throughput.skip(started, this.#platform.now())
  }

  /**
   * What a goal ends with must not depend on how fast the line is. At the end of the run a file that can't be read is waited for too,
   * since somebody will be asked; on the way it holds up nothing.
   */
  async #waitForTestPictures(): Promise<void> {
    const { run } = this
    const all = testCount(run.spec)
    if (run.isDone) return await this.#waitForData('test', all)
    if (run.dataset.problem) return
    let stop = () => {}
    const troubled = new Promise<void>((resolve) => {
      stop = run.dataset.onChange(() => run.dataset.problem && resolve())
    })
    await this.#waitForData('test', all, troubled)
    stop()
  }

  async #end(outcome: StepOutcome): Promise<void> {
    if (this.#isStopped) return
    const { run } = this
    if (outcome === 'diverged') {
      run.rollBack()
      await this.#measureAll()
      return this.#setStatus('diverged')
    }
    if (!run.dataset.test.isComplete && (run.isDone || !this.#wantsPause)) await this.#waitForTestPictures()
    if (run.step > 0 && !(run.test?.step === run.step && run.test.samples === run.dataset.test.read)) await this.#measureAll()
    this.#setStatus(run.isDone ? 'done' : 'paused')
  }

  #stopOf(goal: Goal): () => boolean {
    const { run } = this
    if (!goal) return () => false
    if ('steps' in goal) {
      const last = run.step + goal.steps
      return () => run.step >= last
    }
    const last = run.samplesSeen + this.#samplesOf(goal)
    return () => run.samplesSeen >= last
  }

  #samplesOf(goal: { steps: number } | { epochs: number }): number {
    const { spec, samplesSeen } = this.run
    return 'steps' in goal ? samplesOfSteps(spec, goal.steps, samplesSeen) : goal.epochs * trainingCount(spec)
  }

  /** As many as there will be. */
  get #testPictures(): number {
    return Math.min(testCount(this.run.spec), this.run.dataset.test.wanted)
  }

  /** Do the figures of a run that is under way rest on fewer test pictures than there will be, or are there none for its step? */
  get #isMeasuredInPart(): boolean {
    const { step, test } = this.run
    if ((step === 0 && !test) || this.#status === 'failed') return false
    return test?.step !== step || test.samples < this.#testPictures
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
