// From a sweep's outcomes to the figures that its curve, its table and its sentence show: one entry a value, rising.

import { valueOn } from '../../spec/commonMeasure.ts'
import type { RunSpec } from '../../spec/runSpec.ts'
import { summarize, type ValueSummary } from '../../spec/sweep.ts'
import type { SweepMeasure, SweepOutcome, SweepState } from '../../store/sweepState.ts'

/** A run that came to its end. */
export interface SeedFigure {
  readonly seed: number
  readonly loss: number
  readonly spec: RunSpec
  readonly seconds: number | null
}

export interface ValueFigures extends Pick<ValueSummary, 'mean' | 'lowest' | 'highest' | 'deviation'> {
  readonly value: number
  /** Sound runs, by seed: what the mean is of. */
  readonly runs: readonly SeedFigure[]
  readonly diverged: number
  readonly failed: number
  /** Of the first run that failed. */
  readonly error: string | null
  /** PCA's with as many numbers; null where it has none, or it is not known yet. */
  readonly pca: number | null
  /** The run that stands for the value: of the base's own seed. */
  readonly spec: RunSpec
}

export function figuresOf(sweep: SweepState, shown: SweepMeasure): ValueFigures[] {
  const lossOf = ({ metrics, status }: SweepOutcome) => (metrics && status === 'done' ? valueOn(measureOf(sweep, shown), metrics) : null)
  const results = sweep.outcomes.map((outcome) => ({ value: outcome.run.value, outcome }))
  const summaries = summarize(sweep.values, results, ({ outcome }) => lossOf(outcome))
  return sweep.values.flatMap((value, i) => {
    const spec = sweep.runs.find((run) => run.value === value)?.spec
    const summary = summaries[i]
    if (!spec || !summary) return []
    const outcomes = sweep.outcomes.filter(({ run }) => run.value === value)
    const runs = outcomes.flatMap((outcome) => {
      const loss = lossOf(outcome)
      const isSound = loss !== null && Number.isFinite(loss)
      return isSound ? [{ seed: outcome.run.seed, loss, spec: outcome.run.spec, seconds: outcome.seconds }] : []
    })
    const count = (status: SweepOutcome['status']) => outcomes.filter((outcome) => outcome.status === status).length
    const baseline = sweep.baselines.find((one) => one.value === value)
    const { mean, lowest, highest, deviation } = summary
    return [
      {
        ...{ value, spec, mean, lowest, highest, deviation },
        runs: runs.sort((a, b) => a.seed - b.seed),
        diverged: count('diverged'),
        failed: count('failed'),
        error: outcomes.find(({ error }) => error !== undefined)?.error ?? null,
        pca: baseline ? (shown === 'mse' ? baseline.pcaMse : baseline.pcaLoss) : null,
      },
    ]
  })
}

/** The squared error is shown only where it is of the same pictures in all runs. */
export function measuresOf({ base, setting }: Pick<SweepState, 'base' | 'setting'>): readonly SweepMeasure[] {
  return setting.measure === 'testLoss' && base.loss === 'bce' ? ['loss', 'mse'] : ['loss']
}

/** What the figures are called. */
export function measureWords({ base, setting }: Pick<SweepState, 'base' | 'setting'>, shown: SweepMeasure): string {
  if (setting.measure === 'testLossClean') return 'loss on clean test inputs'
  return shown === 'mse' || base.loss === 'mse' ? 'squared error' : 'test loss'
}

function measureOf({ setting }: SweepState, shown: SweepMeasure): 'testLoss' | 'testLossClean' | 'testMse' {
  if (setting.measure === 'testLossClean') return 'testLossClean'
  return shown === 'mse' ? 'testMse' : 'testLoss'
}
