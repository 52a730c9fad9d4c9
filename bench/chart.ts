// The benchmark as one picture: a dot plot a task, and how a step grows with width, batch and depth. Log axes, light background. SVG as text:
// no browser is needed.

import { drawDotPlot } from './dotPlot.ts'
import { drawGrowthPlot } from './growthPlot.ts'
import type { BenchReport } from './report.ts'
import { COLOURS, type Frame, text } from './svg.ts'

const WIDTH = 1200
const MARGIN = 36
const GAP = 32
const HEAD = 100
const DOT_ROW = 30
/** Title, axis and air of a dot plot, beside its rows. */
const DOT_EXTRA = 84
const GROWTH_HEIGHT = 300
const FOOT = 40

export function drawBenchChart(report: BenchReport): string {
  const { tasks, series, machine } = report
  const dotHeight = DOT_EXTRA + DOT_ROW * Math.max(0, ...tasks.map(({ rows }) => rows.length))
  const height = HEAD + dotHeight + GAP + (series.length > 0 ? GROWTH_HEIGHT : 0) + FOOT
  const dotFrames = columns(tasks.length, HEAD, dotHeight)
  const growthFrames = columns(series.length, HEAD + dotHeight + GAP, GROWTH_HEIGHT)
  const parts = [
    text(MARGIN, 40, 'One training step of an autoencoder on MNIST', { size: 22, weight: 600 }),
    text(MARGIN, 64, `Milliseconds, log axes: left and low is fast. ${subtitle(report)}`, { size: 13, colour: COLOURS.faint }),
    ...tasks.map((task, i) => drawDotPlot(task, dotFrames[i] as Frame)),
    ...series.map((one, i) => drawGrowthPlot(one, growthFrames[i] as Frame)),
    text(MARGIN, height - 16, footer(machine), { size: 11, colour: COLOURS.faint }),
  ]
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" font-family="Inter, system-ui, sans-serif">`,
    `<rect width="${WIDTH}" height="${height}" fill="${COLOURS.paper}"/>`,
    ...parts,
    '</svg>\n',
  ].join('\n')
}

function columns(count: number, top: number, height: number): Frame[] {
  const width = (WIDTH - 2 * MARGIN - GAP * (count - 1)) / count
  return Array.from({ length: count }, (_, i) => ({ left: MARGIN + i * (width + GAP), top, width, height }))
}

function subtitle({ rounds, isQuick, tasks }: BenchReport): string {
  const batch = tasks[0] ? `Batch ${tasks[0].batch}, Adam, BCE (ConvNetJS: adadelta, squared error). ` : ''
  return `${batch}${isQuick ? 'A check of the harness, not a result.' : `Medians of ${rounds} interleaved rounds, with the range.`}`
}

function footer({ cpu, cores, browser, relaxedSimd, torch, tfjs }: BenchReport['machine']): string {
  const python = torch ? ` · PyTorch ${torch.version}, ${torch.blas}` : ''
  return `${cpu}, ${cores} cores · ${browser}, ${relaxedSimd ? 'relaxed SIMD' : 'SIMD'}, in a worker · tfjs ${tfjs}${python}`
}
