// A run's timeline: takes moments in as they come, thins them, and answers what the run was like at a step. Weights are kept apart from the rest,
// for they weigh more: as many snapshots as the budget holds, thinned by the same rule, so that each list is spread over the whole run by itself.

import { type ByteNetwork, byteNetworkSize } from './byteWeights.ts'
import { type Moment, momentSize } from './moment.ts'
import { leastMissed, MOMENTS_MAX } from './momentSchedule.ts'

/** Of the weights of one run. */
export const WEIGHTS_BUDGET_BYTES = 20_000_000

/** A moment without its weights. */
export type KeptMoment = Omit<Moment, 'weights'>

export interface SeenMoment {
  readonly moment: KeptMoment
  /** The weights nearest to the moment, with their own step; null where none are kept. */
  readonly weights: ByteNetwork | null
}

export class TimelineKeeper {
  #moments: KeptMoment[] = []
  #snapshots: ByteNetwork[] = []
  #weightsBytes = 0
  readonly #weightsBudget: number

  constructor(weightsBudget: number = WEIGHTS_BUDGET_BYTES) {
    this.#weightsBudget = weightsBudget
  }

  /** In the order of their steps. A change makes a new list. */
  get moments(): readonly KeptMoment[] {
    return this.#moments
  }

  /** Weights, in the order of their steps. */
  get snapshots(): readonly ByteNetwork[] {
    return this.#snapshots
  }

  /** All that is held. */
  get bytes(): number {
    return this.#moments.reduce((sum, moment) => sum + momentSize(moment), this.#weightsBytes)
  }

  /** A moment that is no later than those before says that the run was put back: what came after it is no more. */
  add({ weights, ...moment }: Moment): void {
    const moments = [...this.#moments.filter(({ step }) => step < moment.step), moment]
    if (moments.length > MOMENTS_MAX) moments.splice(leastMissed(moments.map(({ step }) => step)), 1)
    this.#moments = moments
    // Put back to a step whose weights are kept: they are still those of this step.
    this.#keepSnapshots(this.#snapshots.filter(({ step }) => step < moment.step || (step === moment.step && !weights)))
    if (weights) this.#addSnapshot(weights)
  }

  /** What is kept nearest to this step, of two as near the earlier; null before the first moment. */
  nearest(step: number): SeenMoment | null {
    const moment = nearestTo(this.#moments, step)
    return moment && { moment, weights: nearestTo(this.#snapshots, moment.step) }
  }

  #addSnapshot(weights: ByteNetwork): void {
    const snapshots = [...this.#snapshots, weights]
    this.#keepSnapshots(snapshots)
    while (this.#weightsBytes > this.#weightsBudget) {
      snapshots.splice(snapshots.length > 2 ? leastMissed(snapshots.map(({ step }) => step)) : 0, 1)
      this.#keepSnapshots(snapshots)
    }
  }

  #keepSnapshots(snapshots: ByteNetwork[]): void {
    this.#snapshots = snapshots
    this.#weightsBytes = snapshots.reduce((sum, snapshot) => sum + byteNetworkSize(snapshot), 0)
  }
}

function nearestTo<T extends { readonly step: number }>(kept: readonly T[], step: number): T | null {
  let nearest: T | null = null
  for (const one of kept) if (!nearest || Math.abs(one.step - step) < Math.abs(nearest.step - step)) nearest = one
  return nearest
}
