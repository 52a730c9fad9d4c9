import { describe, expect, it } from 'vitest'
import { sweepScales } from '../../plots/drawSweepCurve.ts'
import { PRESETS } from '../../spec/presets.ts'
import { planSweep } from '../../store/sweepPlan.ts'
import { sweepChartOf } from './sweepChartOf.ts'
import type { ValueFigures } from './sweepFigures.ts'

const { setting } = planSweep(PRESETS.vanilla.spec, { path: null, values: null, seeds: 3 })

function figure(value: number, losses: readonly number[], more: Partial<ValueFigures> = {}): ValueFigures {
  const spec = PRESETS.vanilla.spec
  const mean = losses.length === 0 ? null : losses.reduce((a, b) => a + b) / losses.length
  const runs = losses.map((loss, seed) => ({ seed, loss, spec, seconds: 1 }))
  return { value, runs, mean, spec, lowest: null, highest: null, deviation: null, diverged: 0, failed: 0, error: null, pca: null, ...more }
}

const given = { setting, planned: [2, 4, 8], marked: null }

describe('[P137] the curve of a sweep', () => {
  it('shows the planned values before there are figures', () => {
    expect(sweepChartOf({ ...given, figures: [] }).points.map(({ label, mean }) => [label, mean])).toEqual([
      ['2', null],
      ['4', null],
      ['8', null],
    ])
  })

  it('has room for every run and for PCA, between the edges of the plot', () => {
    const chart = sweepChartOf({ ...given, figures: [figure(2, [0.3, 0.31], { pca: 0.35 }), figure(4, [0.1])] })
    const { y, plot, places } = sweepScales(chart, { width: 600, height: 400 })
    for (const loss of [0.3, 0.31, 0.35, 0.1]) {
      expect(y(loss)).toBeGreaterThan(plot.top)
      expect(y(loss)).toBeLessThan(plot.top + plot.height)
    }
    expect(y(0.35)).toBeLessThan(y(0.1))
    expect(places[0]).toBeLessThan(places[1] as number)
  })

  it('has an axis even where all figures are one and the same, and leaves out what no logarithmic axis can show', () => {
    const alike = sweepChartOf({ ...given, figures: [figure(2, [0.2, 0.2])] })
    expect(alike.losses[1] / alike.losses[0]).toBeGreaterThan(1.03)
    const zero = sweepChartOf({ ...given, figures: [figure(2, [0.2]), figure(4, [0], { mean: 0, pca: 0 })] })
    expect(zero.points[1]).toMatchObject({ losses: [], mean: null, level: null })
  })

  it('counts runs without a loss', () => {
    const chart = sweepChartOf({ ...given, figures: [figure(2, [0.2]), figure(4, [], { diverged: 2, failed: 1 })] })
    expect(chart.points.map(({ troubles }) => troubles)).toEqual([0, 3])
  })
})
