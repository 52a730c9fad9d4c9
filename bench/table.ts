// Tables for the terminal: plain text, figures to the right.

import type { Goal } from './goals.ts'
import type { Row, SeriesReport, TaskReport } from './report.ts'

/** Columns as wide as their widest cell: the first to the left, the others to the right, two spaces between. */
export function formatTable(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [header, ...rows]
  const widths = header.map((_, column) => Math.max(...all.map((row) => (row[column] ?? '').length)))
  const line = (row: readonly string[]) =>
    widths.map((width, i) => (i === 0 ? (row[i] ?? '').padEnd(width) : (row[i] ?? '').padStart(width))).join('  ')
  return [line(header), widths.map((width) => '-'.repeat(width)).join('  '), ...rows.map(line)].map((text) => text.trimEnd()).join('\n')
}

export function taskTable({ task, batch, judgedAtStep, rows }: TaskReport): string {
  const header = [`${task}, batch ${batch}`, 'ms a step', 'smallest to largest', 'images/s', 'its time / ours', `BCE, step ${judgedAtStep}`, 'MSE']
  return formatTable(
    header,
    rows.map(({ name, stepMs, imagesPerSecond, ratio, losses }) => [
      name,
      figure(stepMs.median),
      `${figure(stepMs.min)} to ${figure(stepMs.max)}`,
      Math.round(imagesPerSecond).toLocaleString('en-US'),
      ratio ? `${figure(ratio.median)} (${figure(ratio.min)} to ${figure(ratio.max)})` : '',
      losses.bce.toFixed(4),
      losses.mse.toFixed(4),
    ]),
  )
}

/** One line a point, one column a contender: ms a step, and in brackets its time over ours. */
export function seriesTable({ title, points }: SeriesReport): string {
  const names = points[0]?.rows.map(({ name }) => name).sort() ?? []
  const cell = (row: Row | undefined) => (row ? figure(row.stepMs.median) + (row.ratio ? ` (${figure(row.ratio.median)})` : '') : '')
  const lines = points.map(({ value, rows }) => [String(value), ...names.map((name) => cell(rows.find((row) => row.name === name)))])
  return formatTable([title, ...names], lines)
}

export function goalTable(goals: readonly Goal[]): string {
  const lines = goals.map(({ what, wanted, measured, isMet }) => [what, wanted, figure(measured), isMet ? 'met' : 'NOT met'])
  return formatTable(['goal', 'wanted', 'measured', ''], lines)
}

/** Three digits that matter. */
export function figure(value: number): string {
  if (!Number.isFinite(value)) return '–'
  if (Math.abs(value) >= 1000) return Math.round(value).toLocaleString('en-US')
  return Number(value.toPrecision(3)).toString()
}
