// The sweep's part of the page's state: what is set up for the next one, and the one that is under way or over. Types and where they begin.

import type { Metrics } from '../engine/metrics.ts'
import type { RunSpec } from '../spec/runSpec.ts'
import { SEEDS_DEFAULT, type SweepRun } from '../spec/sweep.ts'
import type { SweepableSetting } from '../spec/sweepableSettings.ts'

/** Set up by a person; what they have left open follows the selected lane's spec. */
export interface SweepDraft {
  /** Of the setting; null: the first that the spec offers. */
  readonly path: string | null
  /** Rising; null: the setting's own. */
  readonly values: readonly number[] | null
  readonly seeds: number
}

/** How one run ended. */
export interface SweepOutcome {
  readonly run: SweepRun
  readonly status: 'done' | 'diverged' | 'failed'
  /** Null where the run failed. */
  readonly metrics: Metrics | null
  /** Of training, test losses included; reading data, starting workers and pauses left out. Null where the run failed. */
  readonly seconds: number | null
  /** Of its worker's time in seconds, all in all but for pauses: what an estimate for others is made of. */
  readonly took: number | null
  readonly error?: string
}

export interface SweepInTraining {
  readonly run: SweepRun
  /** How much of it has been trained, from 0 to 1. */
  readonly share: number
}

/** What PCA with as many numbers comes to, on the inputs that the curve's figures are from. */
export interface SweepBaseline {
  readonly value: number
  readonly pcaLoss: number
  readonly pcaMse: number
}

export interface SweepState {
  readonly setting: SweepableSetting
  /** Of every run, but for the setting and the seed. */
  readonly base: RunSpec
  readonly values: readonly number[]
  readonly seeds: number
  /** All of them, in the order in which they are trained. */
  readonly runs: readonly SweepRun[]
  /** 'done': every run has an outcome. 'cancelled': those that have one are all there will be. */
  readonly status: 'running' | 'paused' | 'done' | 'cancelled'
  /** Workers that train at once. */
  readonly workers: number
  readonly training: readonly SweepInTraining[]
  /** As they came. */
  readonly outcomes: readonly SweepOutcome[]
  /** Null before anything is known. */
  readonly secondsLeft: number | null
  readonly baselines: readonly SweepBaseline[]
}

/** By which figure the curve is drawn: the networks' own loss, or the squared error. */
export type SweepMeasure = 'loss' | 'mse'

export interface SweepSlice {
  readonly draft: SweepDraft
  /** Null before the first. */
  readonly current: SweepState | null
  readonly shown: SweepMeasure
  /** For a unit of trainingWork, as a lane last trained; null before one has. */
  readonly laneSecondsPerWork: number | null
}

export const FIRST_SWEEP: SweepSlice = {
  draft: { path: null, values: null, seeds: SEEDS_DEFAULT },
  current: null,
  shown: 'loss',
  laneSecondsPerWork: null,
}

/** Has it runs to train yet? */
export function isUnderWay(sweep: SweepState | null): sweep is SweepState {
  return sweep?.status === 'running' || sweep?.status === 'paused'
}
