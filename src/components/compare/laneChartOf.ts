// From the lanes to what their common chart shows.

import type { LaneChart } from '../../plots/drawLaneCurves.ts'
import type { Palette } from '../../plots/palette.ts'
import { type AppState, lanesOf, seenFrom, shownLive, shownRun } from '../../store/state.ts'
import { chartOf } from '../loss-chart/chartOf.ts'
import { laneIndex, titleOf } from './laneWords.ts'

/** Room above and below the curves, as a factor. */
const ROOM = 1.1
/** Shown while no lane has been measured. */
const FIRST_LOSSES = { bce: [0.07, 0.7], mse: [0.01, 0.25] } as const

export function laneChartOf(state: AppState, palette: Palette): LaneChart {
  const lanes = lanesOf(state).map(({ laneId }) => {
    const seen = seenFrom(state, laneId)
    return { laneId, run: shownRun(seen), chart: chartOf(shownRun(seen), shownLive(seen)) }
  })
  const curves = lanes.map(({ laneId, chart }) => ({
    name: titleOf(state, laneId),
    color: palette.lanes[laneIndex(laneId)] ?? palette.ink,
    points: chart.test,
    isStrong: laneId === state.selectedLane,
  }))
  const sizes = new Set(lanes.map(({ run }) => (run.baseline ? `${run.baseline.codeSize} ${run.baseline.pcaLoss}` : '')))
  const baseline = lanes[0]?.run.baseline
  const level = sizes.size === 1 && baseline ? { loss: baseline.pcaLoss, label: `PCA with ${baseline.codeSize}` } : null
  const losses = [...curves.flatMap(({ points }) => points.map(({ loss }) => loss)), ...(level ? [level.loss] : [])].filter((loss) => loss > 0)
  const first = FIRST_LOSSES[lanes[0]?.run.spec.loss ?? 'bce']
  return {
    curves,
    level,
    epochs: lanes.reduce((most, { chart }) => Math.max(most, chart.epochs), 0),
    losses: losses.length > 1 ? [losses.reduce((a, b) => Math.min(a, b)) / ROOM, losses.reduce((a, b) => Math.max(a, b)) * ROOM] : [...first],
  }
}
