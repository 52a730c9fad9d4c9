import { scaleLog } from 'd3-scale'
import { line as shapeLine } from 'd3-shape'
import { colourOf } from './contenderColour.ts'
import { OURS } from './goals.ts'
import { logTicks } from './logTicks.ts'
import type { SeriesReport } from './report.ts'
import { COLOURS, dot, type Frame, line, path, text } from './svg.ts'
import { figure } from './table.ts'

const TITLE = 26
const AXIS_LEFT = 38
/** Room for a name at a line's end. */
const NAMES = 96
const AXIS_BOTTOM = 44
const NAME_HEIGHT = 14

type Point = readonly [value: number, stepMs: number]

/** How a step's time grows with one thing, a line a contender, both axes logarithmic. */
export function drawGrowthPlot({ name, title, points }: SeriesReport, { left, top, width, height }: Frame): string {
  const values = points.map(({ value }) => value)
  const times = points.flatMap(({ rows }) => rows.map(({ stepMs }) => stepMs.median))
  const [low, high] = [Math.min(...times) / 1.2, Math.max(...times) * 1.2]
  const [right, bottom] = [left + width - NAMES, top + height - AXIS_BOTTOM]
  const x = scaleLog([Math.min(...values), Math.max(...values)], [left + AXIS_LEFT + 8, right - 8])
  const y = scaleLog([low, high], [bottom, top + TITLE])
  const grid = [
    ...logTicks(low, high).flatMap((tick) => [
      line(left + AXIS_LEFT, y(tick), right, y(tick), COLOURS.grid),
      text(left + AXIS_LEFT - 8, y(tick) + 4, figure(tick), { size: 11, colour: COLOURS.faint, anchor: 'end' }),
    ]),
    ...values.map((value) => text(x(value), bottom + 18, String(value), { size: 11, colour: COLOURS.faint, anchor: 'middle' })),
  ]
  const draw = shapeLine<Point>(
    ([value]) => x(value),
    ([, stepMs]) => y(stepMs),
  ).digits(2)
  const names = [...new Set(points.flatMap(({ rows }) => rows.map((row) => row.name)))]
  const lines = names.map((contender) => ({ contender, trace: traceOf(points, contender) }))
  const marks = lines.flatMap(({ contender, trace }) => [
    path(draw(trace as Point[]) ?? '', colourOf(contender), contender === OURS ? 3 : 2),
    ...trace.map(([value, stepMs]) => dot(x(value), y(stepMs), contender === OURS ? 4 : 3, colourOf(contender))),
  ])
  const ends = lines.map(({ contender, trace }) => ({ contender, y: y(trace.at(-1)?.[1] ?? low) }))
  const labels = spreadOut(ends).map(({ contender, y }) =>
    text(right + 2, y + 4, shortName(contender), { size: 11, weight: contender === OURS ? 600 : 400, colour: colourOf(contender) }),
  )
  const caption = text((left + AXIS_LEFT + right) / 2, bottom + 36, title, { size: 11, colour: COLOURS.faint, anchor: 'middle' })
  return [text(left, top + 8, `ms a step, by ${name}`, { size: 15, weight: 600 }), ...grid, ...marks, ...labels, caption].join('\n')
}

function traceOf(points: SeriesReport['points'], contender: string): Point[] {
  return points.flatMap(({ value, rows }): Point[] => {
    const row = rows.find(({ name }) => name === contender)
    return row ? [[value, row.stepMs.median]] : []
  })
}

/** Names that would overlap are pushed down, the topmost staying where it is. */
function spreadOut(ends: readonly { contender: string; y: number }[]): { contender: string; y: number }[] {
  const placed: { contender: string; y: number }[] = []
  for (const end of [...ends].sort((a, b) => a.y - b.y)) {
    const above = placed.at(-1)
    placed.push({ contender: end.contender, y: above ? Math.max(end.y, above.y + NAME_HEIGHT) : end.y })
  }
  return placed
}

/** "tfjs plain ops, wasm" -> "tfjs plain ops": beside a line there is little room. */
function shortName(name: string): string {
  return name.split(',')[0] ?? name
}
