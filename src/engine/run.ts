// A run: a spec being trained. It steps, measures and gives out its weights; it knows no clock but its platform's, no worker, no page.
// When to step is loop.ts's business; what a picture of it shows is views.ts's.

import * as tf from '@tensorflow/tfjs-core'
import { datasetFacts } from '../spec/datasets.ts'
import { type NetworkPlan, planNetwork } from '../spec/network.ts'
import { plannedSamples, trainingCount } from '../spec/runLength.ts'
import type { RunSpec } from '../spec/runSpec.ts'
import type { Beginning, Checkpoint, Cycle } from './checkpoint.ts'
import type { Dataset } from './data/dataset.ts'
import { epochOrder, picturesNeeded } from './data/order.ts'
import type { NetworkWeights } from './forward.ts'
import { History } from './history.ts'
import { measureTest, type TestMeasure } from './measure.ts'
import type { BackendName } from './metrics.ts'
import { Autoencoder, type KeptWeights } from './models/autoencoder.ts'
import { createObjective } from './objectives/objective.ts'
import { Optimizer } from './optimizers/optimizer.ts'
import type { Platform } from './platform.ts'
import { learningRateAt } from './schedule.ts'
import type { Noise } from './steps/batch.ts'
import { LossSum } from './steps/lossSum.ts'
import { createStepper } from './steps/stepper.ts'
import type { Stepper } from './steps/trainable.ts'
import { TestInputs } from './testInputs.ts'

/** What came of asking for a step. 'waiting': the batch's pictures have not been read yet. 'diverged': the loss has run away, call rollBack(). */
export type StepOutcome = 'stepped' | 'waiting' | 'done' | 'diverged'

export interface RunOptions {
  readonly platform: Platform
  readonly dataset: Dataset
  /** A former run's network: what fits is kept. Without training behind it there is nothing to take over, only to compare. */
  readonly former?: { readonly weights: NetworkWeights; readonly isTrained: boolean }
}

/** A loss this many times the first one is divergence, even where it is still a number. */
const DIVERGED_FACTOR = 10
const STEP_TIMES_KEPT = 50
const FURTHER_CYCLE_RATE = 1 / 3

export class Run {
  readonly dataset: Dataset
  readonly plan: NetworkPlan
  readonly kept: KeptWeights
  readonly history = new History()
  isEdited: boolean
  step = 0
  samplesSeen = 0
  /** The step at which the loss ran away; the run then stands at the last sound one. */
  divergedAt: number | null = null
  /** The newest measure on test pictures; null before the first. */
  test: TestMeasure | null = null
  #spec: RunSpec
  #cycle: Cycle
  #optimizer: Optimizer
  #stepper: Stepper
  readonly #model: Autoencoder
  readonly #platform: Platform
  readonly #testInputs: TestInputs
  #order: { epoch: number; count: number; positions: Uint32Array } | null = null
  /** Since the last multiple of 10 steps. */
  readonly #losses = new LossSum()
  #firstLoss: number | null = null
  #terms: readonly string[] = []
  /** The terms' means when the last losses were recorded; null before that. */
  #lastTerms: readonly number[] | null = null
  /** Where the last sound record was; its weights are the stepper's to keep. */
  #good = { step: 0, samplesSeen: 0 }
  readonly #stepTimes: number[] = []

  /** Allocates the network. The spec must have passed checkSpec. */
  constructor(spec: RunSpec, { platform, dataset, former }: RunOptions) {
    this.#spec = spec
    this.#platform = platform
    this.dataset = dataset
    this.#testInputs = new TestInputs(dataset.test)
    this.plan = planNetwork(spec)
    this.#model = new Autoencoder(this.plan, spec.seed)
    this.kept = former ? this.#model.keeps(former.weights) : 'none'
    this.isEdited = former?.isTrained === true && this.kept !== 'none'
    if (former && this.isEdited) this.#model.inherit(former.weights)
    this.#cycle = { start: 0, length: plannedSamples(spec), rateFactor: 1 }
    this.#optimizer = new Optimizer(spec.training.optimizer, this.#model.variables)
    this.#stepper = this.#createStepper()
    this.#keepGoodWeights()
  }

  /** The network with what has been trained so far in it. */
  get model(): Autoencoder {
    this.#stepper.settleWeights()
    return this.#model
  }

  get spec(): RunSpec {
    return this.#spec
  }

  /** Pictures that the present cycle shows. */
  get cyclePictures(): number {
    return this.#cycle.length
  }

  /** Pictures shown when the present cycle will have ended. */
  get samplesPlanned(): number {
    return this.#cycle.start + this.#cycle.length
  }

  get backend(): BackendName {
    return tf.getBackend() as BackendName
  }

  get isDone(): boolean {
    return this.samplesSeen >= this.samplesPlanned
  }

  get epoch(): number {
    return this.samplesSeen / trainingCount(this.#spec)
  }

  get learningRate(): number {
    const { learningRate, schedule } = this.#spec.training
    const place = (this.samplesSeen - this.#cycle.start) / this.#cycle.length
    return learningRateAt(place, learningRate * this.#cycle.rateFactor, schedule)
  }

  /** Milliseconds: the median of the last 50 steps; 0 before the first. */
  get stepMs(): number {
    const sorted = [...this.#stepTimes].sort((a, b) => a - b)
    return sorted[sorted.length >> 1] ?? 0
  }

  /** Mean loss over the steps since the last multiple of 10; null before the first step. Reads back one number. */
  get trainLoss(): number | null {
    return this.#losses.means?.[0] ?? this.history.last?.trainLoss ?? null
  }

  /** What is added to the loss to be minimised with it, by name: means over the same steps as trainLoss; null where nothing is, or before the first step. */
  get terms(): Readonly<Record<string, number>> | null {
    return this.#named(this.#losses.means?.slice(1) ?? this.#lastTerms)
  }

  /** The same as they were when the last losses were recorded, at a multiple of 10 steps. Reads nothing back. */
  get recordedTerms(): Readonly<Record<string, number>> | null {
    return this.#named(this.#lastTerms)
  }

  /** One training step, if its pictures are there. */
  tryStep(): StepOutcome {
    if (this.isDone) return 'done'
    const started = this.#platform.now()
    const count = trainingCount(this.#spec)
    const epoch = Math.floor(this.samplesSeen / count)
    const from = this.samplesSeen - epoch * count
    const to = Math.min(from + this.#spec.training.batchSize, count)
    if (this.dataset.train.read < picturesNeeded(epoch, to, count)) return 'waiting'
    const noise = this.#noise
    const moment = { seed: this.#spec.seed, step: this.step, epoch: this.epoch }
    this.#stepper.take({ order: this.#orderOf(epoch, count), from, to, moment, ...(noise && { noise }) }, this.learningRate, this.#losses)
    this.samplesSeen += to - from
    this.step++
    const isSound = this.#checkLoss()
    this.#stepTimes.push(this.#platform.now() - started)
    if (this.#stepTimes.length > STEP_TIMES_KEPT) this.#stepTimes.shift()
    return isSound ? 'stepped' : 'diverged'
  }

  /** Pictures that must have been read before the next step; for waiting. */
  get picturesAwaited(): number {
    const count = trainingCount(this.#spec)
    const epoch = Math.floor(this.samplesSeen / count)
    const from = this.samplesSeen - epoch * count
    return picturesNeeded(epoch, Math.min(from + this.#spec.training.batchSize, count), count)
  }

  /** A live edit: the weights stay, the run counts as edited. The network itself must be the same. */
  edit(spec: RunSpec): void {
    const former = this.#spec
    this.#spec = spec
    this.isEdited = true
    // What was measured rests on the former noise.
    if (JSON.stringify(spec.corruption) !== JSON.stringify(former.corruption)) this.test = null
    if (spec.training.optimizer !== former.training.optimizer) this.#startAfresh()
    else if (hasOtherStep(spec, former)) this.#replaceStepper()
    const hasOtherLength = spec.training.epochs !== former.training.epochs || spec.training.steps !== former.training.steps
    if (hasOtherLength || trainingCount(spec) !== trainingCount(former)) {
      this.#cycle = { ...this.#cycle, length: plannedSamples(spec, this.#cycle.start) }
    }
  }

  /** After the end: a fresh cycle of so many pictures (the spec's own length if absent) at a third of the rate. */
  beginFurtherCycle(length = plannedSamples(this.#spec, this.samplesSeen)): void {
    this.isEdited = true
    this.#cycle = { start: this.samplesSeen, length, rateFactor: FURTHER_CYCLE_RATE }
  }

  /** Measures the first `count` test pictures, in blocks with a pause for messages between; joins the result to the history. */
  async measure(count: number): Promise<TestMeasure | null> {
    const measured = await measureTest(this.model, this.#spec, { dataset: this.dataset, inputs: this.#testInputs, platform: this.#platform, count })
    if (!measured) return null
    this.test = { ...measured, step: this.step }
    const trainLoss = this.trainLoss
    if (trainLoss !== null) this.history.addTest(this.step, trainLoss, measured)
    return this.test
  }

  weights(): NetworkWeights {
    return this.model.readWeights(this.step)
  }

  /** After divergence: goes back to the last step whose loss was sound, with its weights. */
  rollBack(): void {
    this.divergedAt = this.step
    this.#stepper.restoreWeights()
    this.#stepper.dispose()
    // What the optimizer remembers may have run away with the loss.
    this.#optimizer.dispose()
    this.#optimizer = new Optimizer(this.#spec.training.optimizer, this.#model.variables)
    this.#stepper = this.#createStepper()
    this.step = this.#good.step
    this.samplesSeen = this.#good.samplesSeen
    this.#stepper.keepWeights()
    this.history.forgetAfter(this.step)
    this.test = null
    this.#losses.clear()
  }

  /** All that is needed to go on elsewhere: copies, about three times the weights. */
  checkpoint(): Checkpoint {
    this.#stepper.settleOptimizer()
    return {
      spec: this.#spec,
      step: this.step,
      samplesSeen: this.samplesSeen,
      cycle: this.#cycle,
      isEdited: this.isEdited,
      weights: this.weights(),
      optimizer: this.#optimizer.readState(),
      history: [...this.history.records],
      lossSums: this.#losses.sums,
      lossCount: this.#losses.count,
      firstLoss: this.#firstLoss,
    }
  }

  /** On a fresh run of the checkpoint's spec: goes on as the other would have, with the same batches and the same noise. */
  resume(checkpoint: Checkpoint): void {
    this.#stepper.dispose()
    this.#model.inherit(checkpoint.weights)
    this.#optimizer.writeState(checkpoint.optimizer)
    this.#stepper = this.#createStepper()
    this.step = checkpoint.step
    this.samplesSeen = checkpoint.samplesSeen
    this.#cycle = checkpoint.cycle
    this.isEdited = checkpoint.isEdited
    this.history.restore(checkpoint.history)
    this.#losses.restore(checkpoint.lossSums, checkpoint.lossCount)
    this.#firstLoss = checkpoint.firstLoss
    this.#keepGoodWeights()
  }

  /** On a fresh run of the same layers: goes on from these weights at their place in the cycle, with an optimizer that remembers nothing. */
  startFrom({ weights, step, samplesSeen }: Beginning): void {
    this.#stepper.dispose()
    this.#model.inherit(weights)
    this.#stepper = this.#createStepper()
    this.step = step
    this.samplesSeen = samplesSeen
    this.isEdited = true
    this.#keepGoodWeights()
  }

  dispose(): void {
    this.#stepper.dispose()
    this.#model.dispose()
    this.#optimizer.dispose()
    this.#losses.clear()
  }

  #named(means: readonly number[] | null): Readonly<Record<string, number>> | null {
    return this.#terms.length > 0 && means ? Object.fromEntries(this.#terms.map((name, i) => [name, means[i] as number])) : null
  }

  get #noise(): Noise | null {
    const { corruption, seed, data } = this.#spec
    return corruption ? { corruption, seed, step: this.step, range: datasetFacts(data.name).range } : null
  }

  #createStepper(): Stepper {
    const objective = createObjective(this.#spec, this.#model)
    // Sums with other terms among them can't be gone on with.
    if (objective.terms.join() !== this.#terms.join()) {
      this.#losses.clear()
      this.#lastTerms = null
    }
    this.#terms = objective.terms
    return createStepper({ pictures: this.dataset.train, model: this.#model, optimizer: this.#optimizer, objective })
  }

  /** What a step looks like has changed: another number of rows, noise where there was none. */
  #replaceStepper(): void {
    this.#stepper.settleWeights()
    this.#stepper.settleOptimizer()
    this.#stepper.dispose()
    this.#stepper = this.#createStepper()
    this.#keepGoodWeights()
  }

  /** Another optimizer, which remembers nothing yet. */
  #startAfresh(): void {
    this.#stepper.settleWeights()
    this.#stepper.dispose()
    this.#optimizer.dispose()
    this.#optimizer = new Optimizer(this.#spec.training.optimizer, this.#model.variables)
    this.#stepper = this.#createStepper()
    this.#keepGoodWeights()
  }

  /** At multiples of 10 steps records the mean loss; checks it there, at the first step and at the last. False if it has run away. */
  #checkLoss(): boolean {
    const isRecorded = History.isRecorded(this.step)
    if (!isRecorded && !this.isDone && this.#firstLoss !== null) return true
    const mean = this.trainLoss as number
    this.#firstLoss ??= mean
    if (!Number.isFinite(mean) || mean > DIVERGED_FACTOR * this.#firstLoss) return false
    if (!isRecorded) return true
    this.history.addTrain(this.step, mean)
    this.#lastTerms = this.#losses.means?.slice(1) ?? null
    this.#losses.clear()
    this.#keepGoodWeights()
    return true
  }

  #keepGoodWeights(): void {
    this.#stepper.keepWeights()
    this.#good = { step: this.step, samplesSeen: this.samplesSeen }
  }

  #orderOf(epoch: number, count: number): Uint32Array {
    if (this.#order?.epoch !== epoch || this.#order.count !== count) {
      this.#order = { epoch, count, positions: epochOrder(this.#spec.seed, epoch, count) }
    }
    return this.#order.positions
  }
}

/** Does a step consist of something else: another number of rows, noise where there was none, other penalties? */
function hasOtherStep(spec: RunSpec, former: RunSpec): boolean {
  return (
    Boolean(spec.corruption) !== Boolean(former.corruption) ||
    spec.training.batchSize !== former.training.batchSize ||
    JSON.stringify(spec.regularizers) !== JSON.stringify(former.regularizers) ||
    JSON.stringify(spec.model.latent) !== JSON.stringify(former.model.latent)
  )
}
