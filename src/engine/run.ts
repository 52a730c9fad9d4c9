// A run: a spec being trained. It steps, measures and gives out its weights; it knows no clock but its platform's, no worker, no page.
// When to step is loop.ts's business; what a picture of it shows is views.ts's.

import * as tf from '@tensorflow/tfjs-core'
import { datasetFacts } from '../spec/datasets.ts'
import { type NetworkPlan, planNetwork, plannedSamples, trainingCount } from '../spec/network.ts'
import type { RunSpec } from '../spec/runSpec.ts'
import type { Dataset } from './data/dataset.ts'
import { gatherPictures } from './data/gather.ts'
import { epochOrder, picturesNeeded } from './data/order.ts'
import type { NetworkWeights } from './forward.ts'
import { History } from './history.ts'
import { measureTest, type TestMeasure } from './measure.ts'
import type { BackendName } from './metrics.ts'
import { Autoencoder, type KeptWeights } from './models/autoencoder.ts'
import { corruptBatch } from './objectives/corruption.ts'
import { LOSS_FUNCTIONS } from './objectives/losses.ts'
import { createOptimizer, type Optimizer } from './optimizers/optimizer.ts'
import type { Platform } from './platform.ts'
import { learningRateAt } from './schedule.ts'
import { TestInputs } from './testInputs.ts'

/** What came of asking for a step. 'waiting': the batch's pictures have not been read yet. 'diverged': the loss has run away, call rollBack(). */
export type StepOutcome = 'stepped' | 'waiting' | 'done' | 'diverged'

/** The learning rate's cycle, in pictures shown. */
interface Cycle {
  readonly start: number
  readonly length: number
  /** The peak rate is the spec's times this: 1, or a third for a cycle after the first. */
  readonly rateFactor: number
}

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
  readonly model: Autoencoder
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
  readonly #platform: Platform
  readonly #testInputs: TestInputs
  #order: { epoch: number; count: number; positions: Uint32Array } | null = null
  /** Sum of the losses since the last multiple of 10 steps, on the backend. */
  #lossSum: tf.Scalar | null = null
  #lossCount = 0
  #firstLoss: number | null = null
  /** Where the last sound record was. The weights are clones: they share the tensors' memory until those are replaced. */
  #good: { weights: tf.Tensor[]; step: number; samplesSeen: number } = { weights: [], step: 0, samplesSeen: 0 }
  readonly #stepTimes: number[] = []

  /** Allocates the network. The spec must have passed checkSpec. */
  constructor(spec: RunSpec, { platform, dataset, former }: RunOptions) {
    this.#spec = spec
    this.#platform = platform
    this.dataset = dataset
    this.#testInputs = new TestInputs(dataset.test)
    this.plan = planNetwork(spec)
    this.model = new Autoencoder(this.plan, spec.seed)
    this.#optimizer = createOptimizer(spec.training.optimizer)
    this.kept = former ? this.model.keeps(former.weights) : 'none'
    this.isEdited = former?.isTrained === true && this.kept !== 'none'
    if (former && this.isEdited) this.model.inherit(former.weights)
    this.#cycle = { start: 0, length: plannedSamples(spec), rateFactor: 1 }
    this.#keepGoodWeights()
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
    if (!this.#lossSum) return this.history.last?.trainLoss ?? null
    return (this.#lossSum.dataSync()[0] as number) / this.#lossCount
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
    this.#trainOn(this.#orderOf(epoch, count).subarray(from, to))
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
    if (spec.training.optimizer !== former.training.optimizer) {
      this.#optimizer.dispose()
      this.#optimizer = createOptimizer(spec.training.optimizer)
    }
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
    if (trainLoss !== null) this.history.addTest(this.step, trainLoss, measured.loss)
    return this.test
  }

  weights(): NetworkWeights {
    return this.model.readWeights(this.step)
  }

  /** After divergence: goes back to the last step whose loss was sound, with its weights. */
  rollBack(): void {
    this.divergedAt = this.step
    tf.tidy(() => {
      this.model.variables.forEach((variable, i) => {
        variable.assign((this.#good.weights[i] as tf.Tensor).clone())
      })
    })
    // What the optimizer remembers may have run away with the loss.
    this.#optimizer.dispose()
    this.#optimizer = createOptimizer(this.#spec.training.optimizer)
    this.step = this.#good.step
    this.samplesSeen = this.#good.samplesSeen
    this.history.forgetAfter(this.step)
    this.test = null
    this.#beginNewMean()
  }

  dispose(): void {
    this.model.dispose()
    this.#optimizer.dispose()
    this.#lossSum?.dispose()
    tf.dispose(this.#good.weights)
  }

  #trainOn(positions: Uint32Array): void {
    const { size } = this.dataset.train
    const clean = gatherPictures(this.dataset.train, positions)
    const { corruption, seed, loss } = this.#spec
    const range = datasetFacts(this.#spec.data.name).range
    const shape: [number, number] = [positions.length, size]
    tf.tidy(() => {
      const target = tf.tensor2d(clean, shape)
      let input = target
      if (corruption) {
        const noisy = clean.slice()
        corruptBatch(noisy, size, corruption, { seed, step: this.step, range })
        input = tf.tensor2d(noisy, shape)
      }
      const variables = this.model.variables as tf.Variable[]
      const { value, grads } = tf.variableGrads(() => LOSS_FUNCTIONS[loss].objective(this.model.logits(input), target, this.model.output), variables)
      this.#optimizer.apply(variables, gradientsInOrder(variables, grads), this.learningRate)
      this.#addLoss(value)
    })
  }

  #addLoss(value: tf.Scalar): void {
    const former = this.#lossSum
    this.#lossSum = tf.keep(former ? tf.add(former, value) : tf.clone(value)) as tf.Scalar
    former?.dispose()
    this.#lossCount++
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
    this.#beginNewMean()
    this.#keepGoodWeights()
    return true
  }

  #beginNewMean(): void {
    this.#lossSum?.dispose()
    this.#lossSum = null
    this.#lossCount = 0
  }

  #keepGoodWeights(): void {
    tf.dispose(this.#good.weights)
    const weights = this.model.variables.map((variable) => tf.keep(tf.clone(variable)))
    this.#good = { weights, step: this.step, samplesSeen: this.samplesSeen }
  }

  #orderOf(epoch: number, count: number): Uint32Array {
    if (this.#order?.epoch !== epoch || this.#order.count !== count) {
      this.#order = { epoch, count, positions: epochOrder(this.#spec.seed, epoch, count) }
    }
    return this.#order.positions
  }
}

function gradientsInOrder(variables: readonly tf.Variable[], gradients: Record<string, tf.Tensor>): tf.Tensor[] {
  return variables.map(({ name }) => gradients[name] as tf.Tensor)
}
