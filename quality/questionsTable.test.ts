import { describe, expect, it } from 'vitest'
import { checkSpec } from '../src/spec/checkSpec.ts'
import { PRESETS } from '../src/spec/presets.ts'
import type { Question } from '../src/spec/question.ts'
import { knownLanes, type LaneResult, measureQuestions, missedOutcomes } from './questions.ts'
import { questionsSection } from './questionsTable.ts'

const QUESTION: Question = {
  id: 'a-or-b',
  title: 'A or B?',
  question: 'Which is better?',
  choices: ['A', 'B'],
  answer: 0,
  lanes: [
    { name: 'A', spec: PRESETS.vanilla.spec },
    { name: 'B', spec: PRESETS.linear.spec },
  ],
  measure: { figure: 'mse' },
  expected: [{ lower: 'A', than: 'B', times: 0.5 }],
  outcome: 'A is better.',
  check: { steps: 10, test: 10 },
}

function result(lane: 0 | 1, seed: number, mse: number): LaneResult {
  const { name, spec } = QUESTION.lanes[lane] as Question['lanes'][number]
  return {
    name: `a-or-b / ${name}`,
    seed,
    spec: checkSpec({ ...spec, seed }),
    figures: { measured: { 'test MSE': mse }, parameters: 50, seconds: 1.26 },
  }
}

const AS_EXPECTED = [0, 1, 2].flatMap((seed) => [result(0, seed, 0.01 + seed / 1000), result(1, seed, 0.04)])

describe('the questions in the quality table', () => {
  it('[Q4] each has its lanes with mean, lowest and highest, and says that it came out as expected', () => {
    const page = questionsSection({ machine: 'a machine', runs: AS_EXPECTED }, [QUESTION])
    expect(page).toContain('| A | 0.0110 (0.0100 – 0.0120) | 50 | 1.3 |')
    expect(page).toContain('| B | 0.0400 | 50 | 1.3 |')
    expect(page).toContain("Expected on seeds 0, 1, 2: the test MSE of 'A' below 0.5 x that of 'B'. So it is on each.")
    expect(questionsSection({ machine: 'a machine', runs: [result(0, 0, 0.01)] }, [QUESTION])).not.toContain('A or B?')
  })

  it('[Q5] an outcome that is missed on one seed is told with question, seed and figures, in the table too', () => {
    const runs = [...AS_EXPECTED.filter(({ seed }) => seed !== 1), result(0, 1, 0.03), result(1, 1, 0.04)]
    const missed = ["a-or-b, seed 1: expected the test MSE of 'A' below 0.5 x that of 'B'; found 'A' 0.03000, 'B' 0.04000"]
    expect(missedOutcomes(AS_EXPECTED, [QUESTION])).toEqual([])
    expect(missedOutcomes(runs, [QUESTION])).toEqual(missed)
    expect(questionsSection({ machine: 'a machine', runs }, [QUESTION])).toContain(`**It is not:** ${missed[0]}`)
  })

  it('[Q5] nothing that is known is trained again; what was made with another spec, or lacks a measure, does not count as known', async () => {
    const fail = () => Promise.reject(new Error('trained'))
    const options = { keep: fail, log: () => {} }
    expect(await measureQuestions([QUESTION], { ...options, known: AS_EXPECTED })).toEqual(AS_EXPECTED)
    const [first, ...others] = AS_EXPECTED as [LaneResult, ...LaneResult[]]
    const other: LaneResult = { ...first, spec: { ...first.spec, loss: 'mse' } }
    const lacking: LaneResult = { ...first, figures: { ...first.figures, measured: {} } }
    expect(knownLanes([first, ...others], [QUESTION])).toHaveLength(6)
    for (const stale of [other, lacking]) expect(knownLanes([stale, ...others], [QUESTION])).toHaveLength(5)
  })
})
