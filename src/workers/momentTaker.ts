// Takes moments of a run for its timeline and hands them to the page: at the steps that engine/timeline/momentSchedule.ts names, between bursts, and
// whenever the run comes to rest. While it trains that takes a small part of the time: a moment that is due and would cost more is left out, and
// where not all can be had they are spread, or the first steps would take all there is.

import { overviewOf } from '../engine/analysis/overview.ts'
import { MeasuringBudget } from '../engine/budget.ts'
import type { Lookout } from '../engine/loop.ts'
import { type MapFacing, seeMap } from '../engine/mapView.ts'
import type { RunStatus } from '../engine/metrics.ts'
import { asPictureBytes } from '../engine/pictureBytes.ts'
import type { Run } from '../engine/run.ts'
import { byteWeightsSize, networkToBytes } from '../engine/timeline/byteWeights.ts'
import { MOMENT_POINTS, type Moment } from '../engine/timeline/moment.ts'
import { areWeightsDue, nextMoment } from '../engine/timeline/momentSchedule.ts'
import { WEIGHTS_BUDGET_BYTES } from '../engine/timeline/timelineKeeper.ts'
import { reconstruct } from '../engine/views.ts'
import { datasetFacts } from '../spec/datasets.ts'

/** Of the time that a run trains. */
const SHARE = 0.04
/** And this besides: a run at full speed may be over in a second or two, and is to be looked back at all the same. */
const CREDIT_MS = 200
/** Where time is short a moment is at least this part of the steps behind it away from the one before. */
const SPREAD = 1 / 8
/** On webgl all weights read back stall the GPU: seldom, then. */
const SNAPSHOTS_MAX_ON_WEBGL = 40
/** A run that failed may hold anything. */
const AT_REST: readonly RunStatus[] = ['paused', 'done', 'diverged']

export interface MomentTakerOptions {
  readonly run: Run
  readonly now: () => number
  /** Shared with whoever else shows the run's map, so that both see it from the same side. */
  readonly facing: MapFacing
  readonly hand: (moment: Moment) => void
  /** Has all that was just read back from the backend been true? A lost GPU answers with zeros. */
  readonly isSound: () => boolean
}

export class MomentTaker implements Lookout {
  readonly #options: MomentTakerOptions
  readonly #price = new MeasuringBudget({ share: SHARE, creditMaxMs: CREDIT_MS })
  /** So many sets of weights the page can keep. */
  readonly #snapshotsMax: number
  /** The step a burst was told to end at. */
  #awaited = Number.POSITIVE_INFINITY
  /** The newest that was taken here. */
  #step: number | null = null
  /** The newest whose weights were handed out. */
  #weightsStep: number | null = null
  /** The shown test pictures, clean; null until they have been read. */
  #pictures: Float32Array | null = null

  constructor(options: MomentTakerOptions) {
    const { run } = options
    const fitting = Math.floor(WEIGHTS_BUDGET_BYTES / byteWeightsSize(run.plan.layers))
    this.#options = options
    this.#snapshotsMax = run.backend === 'webgl' ? Math.min(fitting, SNAPSHOTS_MAX_ON_WEBGL) : fitting
  }

  next(): number {
    const { run, now } = this.#options
    const canTake = run.dataset.test.read > 0 && this.#price.isAffordable(now())
    this.#awaited = canTake ? nextMoment(Math.max(run.step, this.#soonest(run.step))) : Number.POSITIVE_INFINITY
    return this.#awaited
  }

  look(): void {
    if (this.#options.run.step === this.#awaited) this.#take()
  }

  /** To be called with each change of the loop's status. */
  note(status: RunStatus): void {
    const { run } = this.#options
    // Of a run that was rolled back too: from that moment the page learns that those after it are no more.
    if (AT_REST.includes(status) && run.step !== this.#step && run.dataset.test.read > 0) this.#take()
  }

  /** The first step after the newest moment that may have one; of a run that was put back before it, any. */
  #soonest(step: number): number {
    if (this.#step === null || step < this.#step) return 0
    return this.#price.isAmple(this.#options.now()) ? this.#step + 1 : Math.ceil((this.#step + 1) * (1 + SPREAD))
  }

  #take(): void {
    const { run, now, facing, hand, isSound } = this.#options
    const started = now()
    this.#step = run.step
    const map = seeMap(run, MOMENT_POINTS, facing)
    const pictures = this.#shownPictures()
    const hasWeights = areWeightsDue(run.step, this.#weightsStep, this.#snapshotsMax)
    const moment: Moment = {
      step: run.step,
      samplesSeen: run.samplesSeen,
      epoch: run.epoch,
      map,
      ...(pictures && { reconstructions: asPictureBytes(reconstruct(run, pictures)) }),
      ...(hasWeights && { weights: networkToBytes(run.weights()) }),
    }
    // Between two looks at its loss a run may have run away already.
    if (isSound() && map.points.every(Number.isFinite)) {
      hand(moment)
      if (hasWeights) this.#weightsStep = run.step
    } else facing.newest = null
    this.#price.spend(now() - started)
  }

  /** One of each class; null for points. */
  #shownPictures(): Float32Array | null {
    const { spec, dataset } = this.#options.run
    const facts = datasetFacts(spec.data.name)
    if (facts.kind === 'points') return null
    this.#pictures ??= overviewOf(dataset.test, facts).pictures
    return this.#pictures
  }
}
