// The ready-made questions, trained: every lane on every seed, what was measured kept in a file, and whether the outcomes are the expected ones.

import { checkSpec } from '../src/spec/checkSpec.ts'
import { type FigureOf, measuresOf, measureTitle, missedExpectations, type Question, type QuestionLane } from '../src/spec/question.ts'
import { SEEDS } from './recipes.ts'
import { findResult, type Result } from './results.ts'
import { type LaneFigures, trainLane } from './trainLane.ts'

export type LaneResult = Result<LaneFigures>

export interface MeasureQuestionsOptions {
  /** What has been measured already: what of it was made with the very same spec, and holds all that is asked, is not made again. */
  readonly known: readonly LaneResult[]
  /** Called after each run with all that there is. */
  readonly keep: (runs: readonly LaneResult[]) => Promise<void>
  readonly log: (text: string) => void
}

export async function measureQuestions(
  questions: readonly Question[],
  { known, keep, log }: MeasureQuestionsOptions,
): Promise<readonly LaneResult[]> {
  let runs = known
  for (const question of questions) {
    for (const lane of question.lanes) {
      for (const seed of SEEDS) {
        if (findLane(runs, question, lane, seed)) continue
        log(`${question.title} ${lane.name}, seed ${seed} ... `)
        const [name, spec] = [laneName(question, lane), checkSpec({ ...lane.spec, seed })]
        const figures = await trainLane(spec, measuresOf(question))
        runs = [...runs.filter((run) => run.name !== name || run.seed !== seed), { name, seed, spec, figures }]
        await keep(runs)
        log(`${measureTitle(question.measure)} ${figures.measured[measureTitle(question.measure)]?.toFixed(4)}\n`)
      }
    }
  }
  return runs
}

/** In the questions' own order; what was measured of lanes that there are no longer, or with another spec, is left out. */
export function knownLanes(runs: readonly LaneResult[], questions: readonly Question[]): LaneResult[] {
  return questions.flatMap((question) => question.lanes.flatMap((lane) => SEEDS.flatMap((seed) => findLane(runs, question, lane, seed) ?? [])))
}

/** One line for each outcome that is not the expected one, with its question and seed. Seeds on which a lane has not been measured are left out. */
export function missedOutcomes(runs: readonly LaneResult[], questions: readonly Question[]): string[] {
  return questions.flatMap((question) =>
    measuredSeeds(runs, question).flatMap((seed) =>
      missedExpectations(question, figuresOf(runs, question, seed)).map((missed) => `${question.id}, seed ${seed}: ${missed}`),
    ),
  )
}

/** The seeds on which every lane of the question has been measured. */
export function measuredSeeds(runs: readonly LaneResult[], question: Question): number[] {
  return SEEDS.filter((seed) => question.lanes.every((lane) => findLane(runs, question, lane, seed)))
}

export function findLane(runs: readonly LaneResult[], question: Question, lane: QuestionLane, seed: number): LaneResult | undefined {
  const found = findResult(runs, laneName(question, lane), checkSpec({ ...lane.spec, seed }))
  return found && measuresOf(question).every((measure) => measureTitle(measure) in found.figures.measured) ? found : undefined
}

function figuresOf(runs: readonly LaneResult[], question: Question, seed: number): FigureOf {
  return (name, measure) => {
    const lane = question.lanes.find((each) => each.name === name)
    const found = lane && findLane(runs, question, lane, seed)
    return found?.figures.measured[measureTitle(measure)] ?? Number.NaN
  }
}

function laneName(question: Question, lane: QuestionLane): string {
  return `${question.id} / ${lane.name}`
}
