// From a sweep's figures to what its curve shows.

import type { SweepChart } from '../../plots/drawSweepCurve.ts'
import type { SweepableSetting } from '../../spec/sweepableSettings.ts'
import type { ValueFigures } from './sweepFigures.ts'
import { writeValue } from './sweepWords.ts'

/** Room above and below, as a share of the logarithmic span; and the least span, as a factor. */
const ROOM = 0.09
const LEAST_FACTOR = 1.04
/** Shown while nothing has been measured. */
const FIRST_LOSSES = [0.05, 0.5] as const

export interface SweepChartGiven {
  readonly figures: readonly ValueFigures[]
  readonly setting: SweepableSetting
  /** What stands along the axis before there are figures. */
  readonly planned: readonly number[]
  readonly marked: number | null
}

export function sweepChartOf({ figures, setting, planned, marked }: SweepChartGiven): SweepChart {
  const measured = figures.map(({ value, runs, mean, diverged, failed, pca }) => ({
    value,
    label: writeValue(value),
    losses: runs.map(({ loss }) => loss).filter(isShown),
    mean: mean !== null && isShown(mean) ? mean : null,
    troubles: diverged + failed,
    level: pca !== null && isShown(pca) ? pca : null,
  }))
  const empty = planned.map((value) => ({ value, label: writeValue(value), losses: [], mean: null, troubles: 0, level: null }))
  const points = figures.length > 0 ? measured : empty
  return {
    points,
    scale: setting.scale,
    axis: setting.label,
    levelLabel: 'PCA',
    losses: stretch(points.flatMap(({ losses, level }) => [...losses, ...(level === null ? [] : [level])])),
    marked,
  }
}

/** The axis is logarithmic. */
function isShown(loss: number): boolean {
  return loss > 0
}

function stretch(losses: readonly number[]): readonly [number, number] {
  if (losses.length === 0) return FIRST_LOSSES
  const [low, high] = [Math.log(Math.min(...losses)), Math.log(Math.max(...losses))]
  const lacking = Math.max(0, Math.log(LEAST_FACTOR) - (high - low)) / 2
  const room = lacking + ROOM * (high - low)
  return [Math.exp(low - room), Math.exp(high + room)]
}
