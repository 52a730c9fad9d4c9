// The questions' section of docs/QUALITY.md, made from the results alone.

import { describeExpectation, measuresOf, measureTitle, type Question } from '../src/spec/question.ts'
import { mean, meanAndRange, table } from './markdown.ts'
import { findLane, type LaneResult, measuredSeeds, missedOutcomes } from './questions.ts'
import type { Results } from './results.ts'
import type { LaneFigures } from './trainLane.ts'

const DIGITS = 4

/** A question of which not every lane has been measured on some seed is left out. */
export function questionsSection({ machine, runs }: Results<LaneFigures>, questions: readonly Question[]): string {
  return [
    '## Ready-made questions',
    '',
    `Each lane trained by \`npm run quality -- --questions\` (${machine}), which fails where an outcome is not the expected one. Means over the seeds, in brackets the lowest and the highest, from quality/results/questions.json. Seconds are of training alone.`,
    '',
    ...questions.flatMap((question) => questionLines(runs, question)),
  ].join('\n')
}

function questionLines(runs: readonly LaneResult[], question: Question): string[] {
  const seeds = measuredSeeds(runs, question)
  if (seeds.length === 0) return []
  const measures = measuresOf(question)
  const lines = question.lanes.map((lane) => {
    const figures = seeds.flatMap((seed) => findLane(runs, question, lane, seed)?.figures ?? [])
    const measured = measures.map((measure) => {
      const values = figures.map((each) => each.measured[measureTitle(measure)] as number)
      return meanAndRange(values, DIGITS)
    })
    return [
      lane.name,
      ...measured,
      `${figures[0]?.parameters}`,
      mean(
        figures.map(({ seconds }) => seconds),
        1,
      ),
    ]
  })
  return [
    `### ${question.title}`,
    '',
    question.question,
    '',
    ...table(['', ...measures.map(measureTitle), 'weights', 'seconds'], lines),
    '',
    ...verdict(runs, question, seeds),
    '',
  ]
}

function verdict(runs: readonly LaneResult[], question: Question, seeds: readonly number[]): string[] {
  const expected = question.expected.map((each) => describeExpectation(each, question.measure)).join('; ')
  const missed = missedOutcomes(runs, [question])
  const found = missed.length === 0 ? 'So it is on each.' : `**It is not:** ${missed.join('; ')}.`
  return [`Expected on seeds ${seeds.join(', ')}: ${expected}. ${found}`]
}
