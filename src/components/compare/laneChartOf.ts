// From the lanes to what their common chart shows: one curve a lane, in the measure that all have, against the pictures that each has been shown.

import type { LaneChart } from '../../plots/drawLaneCurves.ts'
import { epochAxis } from '../../plots/epochAxis.ts'
import type { LossPoint } from '../../plots/lossAxes.ts'
import type { Palette } from '../../plots/palette.ts'
import { type ComparedMeasure, valueOn } from '../../spec/commonMeasure.ts'
import { trainingCount } from '../../spec/runLength.ts'
import { titleOf } from '../../store/laneTitles.ts'
import { type AppState, type LiveRun, pastOf, type RunState } from '../../store/state.ts'
import { epochFacts, plannedEpochs } from '../loss-chart/chartOf.ts'
import { laneIndex } from './laneColors.ts'
import { measureShown, runsShown } from './laneFigures.ts'
import { PCA_FIGURES } from './lossGoal.ts'

/** Room above and below the curves, as a factor. */
const ROOM = 1.1
/** Shown while no lane has been measured. */
const FIRST_LOSSES = { bce: [0.07, 0.7], mse: [0.01, 0.25] } as const

export function laneChartOf(state: AppState, palette: Palette): LaneChart {
  const lanes = runsShown(state)
  const measure = measureShown(state)
  // An epoch is as long as the training pictures are many: where these differ, pictures are what the lanes have in common.
  const isInEpochs = new Set(lanes.map(({ run, live }) => picturesAnEpoch(run, live))).size <= 1
  const curves = lanes.map(({ laneId, run, live }) => ({
    name: titleOf(state, laneId),
    color: palette.lanes[laneIndex(laneId)] ?? palette.ink,
    points: curveOf(run, live, { measure, scale: isInEpochs ? 1 : picturesAnEpoch(run, live) }),
    isStrong: laneId === state.selectedLane,
  }))
  const level = levelOf(
    lanes.map(({ run }) => run),
    measure,
  )
  const losses = [...curves.flatMap(({ points }) => points.map(({ loss }) => loss)), ...(level ? [level.loss] : [])].filter((loss) => loss > 0)
  const first = FIRST_LOSSES[measure === 'testMse' ? 'mse' : (lanes[0]?.run.spec.loss ?? 'bce')]
  return {
    curves,
    level,
    moment: momentOf(state, isInEpochs),
    unit: isInEpochs ? 'epoch' : 'pictures',
    extent: lanes.reduce((most, { run, live }) => Math.max(most, plannedEpochs(run, live) * (isInEpochs ? 1 : picturesAnEpoch(run, live))), 0),
    losses: losses.length > 1 ? [losses.reduce((a, b) => Math.min(a, b)) / ROOM, losses.reduce((a, b) => Math.max(a, b)) * ROOM] : [...first],
  }
}

/** Where the measure was taken. `scale`: what an epoch counts on the axis. */
function curveOf(run: RunState, live: LiveRun, { measure, scale }: { readonly measure: ComparedMeasure; readonly scale: number }): LossPoint[] {
  const epochOf = epochAxis(epochFacts(run, live))
  return live.history.flatMap((record) => {
    const loss = valueOn(measure, record)
    return loss !== null && loss > 0 && Number.isFinite(loss) ? [{ at: epochOf(record.step) * scale, loss }] : []
  })
}

/** PCA's, where it is the same for all lanes; on clean inputs of networks that were trained on others it is not known. */
function levelOf(runs: readonly RunState[], measure: ComparedMeasure): LaneChart['level'] {
  const figure = PCA_FIGURES[measure]
  const baseline = runs[0]?.baseline
  if (!figure || !baseline) return null
  const isSame = runs.every((run) => run.baseline?.codeSize === baseline.codeSize && run.baseline[figure] === baseline[figure])
  return isSame ? { loss: baseline[figure], label: `PCA with ${baseline.codeSize}` } : null
}

/** Where the selected lane is looked back at; null where that is now. */
function momentOf(state: AppState, isInEpochs: boolean): number | null {
  const { epoch, samplesSeen } = pastOf(state)?.live.metrics ?? {}
  return (isInEpochs ? epoch : samplesSeen) ?? null
}

function picturesAnEpoch({ spec }: RunState, { progress }: LiveRun): number {
  return progress.trainingPictures || trainingCount(spec)
}
