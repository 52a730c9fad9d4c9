import { scaleLog } from 'd3-scale'
import { colourOf } from './contenderColour.ts'
import { OURS } from './goals.ts'
import { logTicks } from './logTicks.ts'
import type { TaskReport } from './report.ts'
import { COLOURS, dot, type Frame, line, text } from './svg.ts'
import { figure } from './table.ts'

const TITLE = 22
const LABELS = 204
/** Room for the figure at the right of the slowest dot. */
const FIGURES = 124
const AXIS = 34

/** One task's contenders, a row each, by the time of a step; the fastest on top. */
export function drawDotPlot({ task, rows }: TaskReport, { left, top, width, height }: Frame): string {
  const times = rows.flatMap(({ stepMs }) => [stepMs.min, stepMs.max])
  const [low, high] = [Math.min(...times) / 1.3, Math.max(...times) * 1.1]
  const x = scaleLog([low, high], [left + LABELS, left + width - FIGURES])
  const bottom = top + height - AXIS
  const byTime = [...rows].sort((a, b) => a.stepMs.median - b.stepMs.median)
  const rowHeight = (bottom - top - TITLE) / byTime.length
  const y = (row: number) => top + TITLE + (row + 0.5) * rowHeight
  const grid = logTicks(low, high).flatMap((tick) => [
    line(x(tick), top + TITLE, x(tick), bottom, COLOURS.grid),
    text(x(tick), bottom + 16, figure(tick), { size: 11, colour: COLOURS.faint, anchor: 'middle' }),
  ])
  const marks = byTime.flatMap(({ name, stepMs, ratio }, i) => {
    const [colour, weight] = [colourOf(name), name === OURS ? 600 : 400]
    return [
      text(left + LABELS - 12, y(i) + 4, name, { size: 12, weight, anchor: 'end' }),
      line(left + LABELS, y(i), x(stepMs.median), y(i), COLOURS.grid, 2),
      line(x(stepMs.min), y(i), x(stepMs.max), y(i), colour, 3),
      dot(x(stepMs.median), y(i), 6, colour),
      text(x(stepMs.max) + 12, y(i) + 4, `${figure(stepMs.median)} ms${ratio ? `  (${figure(ratio.median)} ×)` : ''}`, { size: 12, weight }),
    ]
  })
  const caption = text((x(low) + x(high)) / 2, bottom + 31, 'ms a step (× ours)', { size: 11, colour: COLOURS.faint, anchor: 'middle' })
  return [text(left, top + 8, task, { size: 15, weight: 600 }), ...grid, ...marks, caption].join('\n')
}
