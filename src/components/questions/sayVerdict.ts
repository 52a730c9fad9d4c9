// What a training of a question's lanes came to, in a sentence, from its figures alone.

import { formatLoss } from '../../plots/formatLoss.ts'
import { type FigureOf, type Measure, measuresOf, measureTitle, type Question } from '../../spec/question.ts'
import { laneIdAt } from '../../store/questionState.ts'
import type { LaneId } from '../../store/state.ts'

/** A sentence in pieces: what is no text names a lane. */
export type Verdict = readonly (string | { readonly name: string; readonly laneId: LaneId })[]

/** Nearer to each other two lanes end level: chance may turn them. */
const LEVEL_MAX = 0.005

/**
 * "Nonlinear wins. Test MSE: 0.0241, 28 % below Linear (0.0335)." Of a gap, which may be nothing or less, the plain figures. Nothing where one is no number.
 */
export function sayVerdict(question: Question, figureOf: FigureOf): Verdict {
  const { measure } = question
  const found = figuresBy(question, measure, figureOf)
  const [best, ...others] = found
  if (!best || found.some(({ figure }) => !Number.isFinite(figure))) return []
  if (measure.figure === 'gap' || best.figure <= 0) return listed(measure, [...found].reverse())
  const below = others.flatMap(({ lane, figure }, i) => [
    i > 0 ? ', ' : ' ',
    `${percentBelow(best.figure, figure)} `,
    lane,
    ` (${formatLoss(figure)})`,
  ])
  const next = others[0]
  const isLevel = next !== undefined && 1 - best.figure / next.figure < LEVEL_MAX
  const head = isLevel ? [best.lane, ' and ', next.lane, ' end level. '] : [best.lane, ' wins. ']
  return [...head, `${capital(measureTitle(measure))}: ${formatLoss(best.figure)},`, ...below, '.']
}

/** The figures that the expectations rest on besides. */
export function sayOtherFigures(question: Question, figureOf: FigureOf): Verdict {
  return measuresOf(question)
    .slice(1)
    .flatMap((measure, i) => [...(i > 0 ? [' '] : []), ...listed(measure, figuresBy(question, measure, figureOf))])
}

interface LaneFigure {
  readonly lane: { readonly name: string; readonly laneId: LaneId }
  readonly figure: number
}

/** The lowest first. */
function figuresBy({ lanes }: Question, measure: Measure, figureOf: FigureOf): readonly LaneFigure[] {
  const found = lanes.map(({ name }, i) => ({ lane: { name, laneId: laneIdAt(i) }, figure: figureOf(name, measure) }))
  return found.sort((a, b) => a.figure - b.figure)
}

function listed(measure: Measure, found: readonly LaneFigure[]): Verdict {
  const figures = found.flatMap(({ lane, figure }, i) => [i > 0 ? ', ' : ' ', `${formatLoss(figure)} with `, lane])
  return [`${capital(measureTitle(measure))}:`, ...figures, '.']
}

function percentBelow(figure: number, other: number): string {
  const hundredths = 100 * (1 - figure / other)
  return `${hundredths < 9.95 ? hundredths.toFixed(1) : Math.round(hundredths)} % below`
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
