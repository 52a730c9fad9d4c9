// One run to its end, looked at every few steps: when was the test loss good enough for the first time, and how good is it at the end?

import { stepsPerEpoch } from '../src/spec/runLength.ts'
import type { RunSpec } from '../src/spec/runSpec.ts'
import type { Contender } from './contender.ts'

export interface Learner extends Contender {
  /** Test BCE on all test pictures. */
  testLoss(): Promise<number>
}

export interface Approach {
  readonly seed: number
  readonly steps: number
  /** Of training alone: measuring left out. */
  readonly seconds: number
  /** On all test pictures, at the end. */
  readonly bce: number
  /** Where the test loss was first at or below what is wanted, to within the interval it is measured at; null where it never was. */
  readonly reached: { readonly step: number; readonly seconds: number } | null
}

export interface ApproachOptions {
  readonly everySteps: number
  readonly wantedBce: number
}

/** Trains the spec's one epoch. */
export async function approach(learner: Learner, spec: RunSpec, { everySteps, wantedBce }: ApproachOptions): Promise<Approach> {
  await learner.open(spec)
  const steps = stepsPerEpoch(spec) * (spec.training.epochs ?? 1)
  let [step, seconds, bce] = [0, 0, Number.POSITIVE_INFINITY]
  let reached: Approach['reached'] = null
  while (step < steps) {
    const stepsPerChunk = Math.min(everySteps, steps - step)
    const [ms] = await learner.train({ chunks: 1, stepsPerChunk })
    step += stepsPerChunk
    seconds += (ms as number) / 1000
    bce = await learner.testLoss()
    if (!reached && bce <= wantedBce) reached = { step, seconds }
  }
  return { seed: spec.seed, steps, seconds, bce, reached }
}

/** Means over the seeds; steps and seconds to what is wanted only where every seed got there. */
export function summaryOf(runs: readonly Approach[]): { bce: number; seconds: number; stepsToWanted: number | null; secondsToWanted: number | null } {
  const reached = runs.flatMap((run) => (run.reached ? [run.reached] : []))
  const all = reached.length === runs.length && runs.length > 0
  return {
    bce: mean(runs.map(({ bce }) => bce)),
    seconds: mean(runs.map(({ seconds }) => seconds)),
    stepsToWanted: all ? mean(reached.map(({ step }) => step)) : null,
    secondsToWanted: all ? mean(reached.map(({ seconds }) => seconds)) : null,
  }
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
