// From a run to what its chart shows: curves in epochs, the levels to compare with, the stretch of losses that holds them all.

import type { LossChart, LossLevel } from '../../plots/drawLossCurves.ts'
import { type EpochFacts, epochAxis } from '../../plots/epochAxis.ts'
import type { Interval } from '../../plots/growExtent.ts'
import type { LossPoint } from '../../plots/lossAxes.ts'
import { countText } from '../../spec/countText.ts'
import { plannedSamples, trainingCount } from '../../spec/runLength.ts'
import type { LiveRun, RunState, ShippedNetwork } from '../../store/state.ts'

export type ChartData = Omit<LossChart, 'losses'>

/** What an untrained network of each loss makes of a picture, roughly: where the axis begins before anything is measured. */
const FIRST_LOSS = { bce: 0.7, mse: 0.25 } as const
/** How deep the axis goes before anything is known. */
const FIRST_DEPTH = 12
/** Room above and below the data, as a factor. */
const ROOM = 1.1

/** The curves and levels of a run as it is now, and the test loss of the former network where there is one to compare with. Losses of 0 and below have no place on a logarithmic axis and are left out. */
export function chartOf(run: RunState, live: LiveRun, former: ShippedNetwork | null = null): ChartData {
  const epochOf = epochAxis(epochFacts(run, live))
  const train: LossPoint[] = []
  const test: LossPoint[] = []
  for (const record of live.history) {
    const epoch = epochOf(record.step)
    if (record.trainLoss > 0 && Number.isFinite(record.trainLoss)) train.push({ at: epoch, loss: record.trainLoss })
    if (record.testLoss !== null && record.testLoss > 0 && Number.isFinite(record.testLoss)) test.push({ at: epoch, loss: record.testLoss })
  }
  const ghost = former ? chartOf(former.run, former.live).test : []
  return { train, test, ghost, levels: levelsOf(run), extent: plannedEpochs(run, live) }
}

/** Which epoch each step belongs to. */
export function epochFacts({ spec, edits }: RunState, { metrics, progress }: LiveRun): EpochFacts {
  const batchEdits = edits.filter((edit) => edit.path === 'training.batchSize')
  return {
    trainingPictures: progress.trainingPictures || trainingCount(spec),
    batchSize: spec.training.batchSize,
    step: metrics.step,
    epoch: metrics.epoch,
    lastBatchEdit: batchEdits.at(-1)?.step ?? null,
  }
}

/** The losses to show: those there are, and those to compare with, in round figures' reach. */
export function lossInterval(run: RunState, { train, test, ghost, levels }: ChartData): Interval {
  const losses = [...train, ...test, ...ghost, ...levels].map((point) => point.loss).filter((loss) => loss > 0)
  const first = FIRST_LOSS[run.spec.loss]
  const high = losses.reduce((a, b) => Math.max(a, b), first)
  const low = losses.reduce((a, b) => Math.min(a, b), first / FIRST_DEPTH)
  return [low / ROOM, high * ROOM]
}

/** The planned run's length, from its beginning on; longer where training went further. */
export function plannedEpochs({ spec }: RunState, { metrics, progress }: LiveRun): number {
  const planned = (progress.samplesPlanned || plannedSamples(spec)) / (progress.trainingPictures || trainingCount(spec))
  return Math.max(planned, metrics.epoch)
}

function levelsOf({ baseline }: RunState): LossLevel[] {
  if (!baseline) return []
  const { codeSize, pcaLoss, floor } = baseline
  return [
    { loss: pcaLoss, label: `PCA with ${countText(codeSize)} ${codeSize === 1 ? 'number' : 'numbers'}`, dash: [5, 4] },
    { loss: floor, label: floor > 0 ? 'a perfect copy' : 'a perfect copy: 0 ↓', dash: [1.5, 3.5] },
  ]
}
