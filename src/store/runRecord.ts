// What the page knows of the run in a worker: enough to put it into another one, with what it was doing.

import type { Goal } from '../engine/loop.ts'
import type { Speed } from '../engine/pace.ts'
import { trainingCount } from '../spec/runLength.ts'
import type { RunSpec } from '../spec/runSpec.ts'
import type { TrainerClient } from '../workers/client.ts'
import type { KeptRun, LoadOptions, RunPlace } from '../workers/protocol.ts'

interface OpenGoal {
  goal: Goal
  /** Where the run stood when it began; null before. */
  from: RunPlace | null
}

const START: RunPlace = { step: 0, samplesSeen: 0 }

export class RunRecord {
  readonly loaded: LoadOptions
  /** The newest checkpoint; null before the first, when the spec alone says all. */
  kept: KeptRun | null = null
  edit: { readonly revision: number; readonly spec: RunSpec } | null = null
  /** Training without a goal, at this speed; null while it does not. */
  playing: Speed | null = null
  readonly #goals = new Map<number, OpenGoal>()

  constructor(loaded: LoadOptions) {
    this.loaded = loaded
  }

  /** Where a new worker would begin. */
  get place(): RunPlace {
    return this.kept?.checkpoint ?? START
  }

  /** Does it train, towards a goal or without one? */
  get isTraining(): boolean {
    return this.#goals.size > 0 || this.#speed !== null
  }

  openGoal(goalId: number, goal: Goal): void {
    this.#goals.set(goalId, { goal, from: null })
  }

  beginGoal(goalId: number, from: RunPlace): void {
    const open = this.#goals.get(goalId)
    if (open) open.from = from
  }

  closeGoal(goalId: number): void {
    this.#goals.delete(goalId)
  }

  /** What is left of a goal from `place` on, which is then the goal; 'reached' where nothing is. */
  remaining(goalId: number): Goal | 'reached' {
    const open = this.#goals.get(goalId)
    if (!open?.from) return open?.goal
    const { goal, from } = open
    const { step, samplesSeen } = this.place
    if (this.#isAtEnd && samplesSeen > from.samplesSeen) return 'reached'
    if (goal) {
      const left = 'steps' in goal ? from.step + goal.steps - step : this.#stepsTo(from.samplesSeen + goal.epochs * trainingCount(this.#spec))
      if (left <= 0) return 'reached'
      open.goal = { steps: left }
    }
    open.from = null
    return open.goal
  }

  /** Puts the run into a worker, and lets it go on with what it was doing; goals are for whoever waits for them to ask for again. */
  async putInto(client: TrainerClient): Promise<void> {
    const { runId, remembersMoments = false } = this.loaded
    const { kept, edit } = this
    const speed = this.#speed
    if (kept) await client.call((trainer) => trainer.resume({ ...kept, goesOn: this.isTraining, remembersMoments }))
    else await client.call((trainer) => trainer.load({ ...this.loaded, inheritsWeights: false }))
    const known = kept?.revision ?? this.loaded.revision
    if (edit && edit.revision > known) await client.call((trainer) => trainer.edit(runId, edit.revision, edit.spec))
    if (speed !== null) await client.call((trainer) => trainer.play(runId, speed))
  }

  /** Of training without a goal; null where there is none, or nothing left to train. */
  get #speed(): Speed | null {
    return this.#goals.size > 0 || this.#isAtEnd ? null : this.playing
  }

  get #spec(): RunSpec {
    return this.edit?.spec ?? this.kept?.checkpoint.spec ?? this.loaded.spec
  }

  /** Has the cycle come to its end? To train on would be to begin another. */
  get #isAtEnd(): boolean {
    if (!this.kept) return false
    const { cycle, samplesSeen } = this.kept.checkpoint
    return samplesSeen >= cycle.start + cycle.length
  }

  /** Steps from `place` until so many pictures have been shown; the last batch of an epoch is what is left of it. */
  #stepsTo(samples: number): number {
    const count = trainingCount(this.#spec)
    const { batchSize } = this.#spec.training
    let { samplesSeen } = this.place
    let steps = 0
    for (; samplesSeen < samples; steps++) samplesSeen += Math.min(batchSize, count - (samplesSeen % count))
    return steps
  }
}
