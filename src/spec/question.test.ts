import { describe, expect, it } from 'vitest'
import { checkSpec } from './checkSpec.ts'
import { type Expectation, isMet, measuresOf, measureTitle, missedExpectations, type Question, shortSpec } from './question.ts'
import { QUESTIONS } from './questions.ts'

const MSE = { figure: 'mse' } as const
const GAP = { figure: 'gap' } as const

function question(expected: readonly Expectation[]): Question {
  return { ...(QUESTIONS[0] as Question), measure: MSE, expected }
}

/** The same figures whatever is measured. */
function figures(values: Readonly<Record<string, number>>) {
  return (lane: string) => values[lane] as number
}

describe('the ready-made questions', () => {
  it('[S28] each has an id of its own, two to four choices of which one is right, and a sentence to answer and one to learn from', () => {
    const ids = QUESTIONS.map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    for (const { id, title, question, choices, answer, outcome } of QUESTIONS) {
      expect(id).toMatch(/^[a-z]+(-[a-z]+)*$/)
      expect([2, 3, 4]).toContain(choices.length)
      expect(new Set(choices).size).toBe(choices.length)
      expect(choices[answer]).toBeDefined()
      for (const text of [title, question]) expect(text).toMatch(/\?$/)
      expect(outcome).toMatch(/\.$/)
    }
  })

  it('[S28] each opens as two to four lanes with names and specs of their own, accepted in full and shortened, all with the same seed', () => {
    for (const { lanes, check } of QUESTIONS) {
      expect([2, 3, 4]).toContain(lanes.length)
      expect(new Set(lanes.map(({ name }) => name)).size).toBe(lanes.length)
      expect(new Set(lanes.map(({ spec }) => JSON.stringify(spec))).size).toBe(lanes.length)
      expect(new Set(lanes.map(({ spec }) => spec.seed)).size).toBe(1)
      for (const { spec } of lanes) {
        expect(checkSpec(spec)).toEqual(spec)
        const short = checkSpec(shortSpec(spec, check))
        expect([short.training.steps, short.training.epochs, short.data.test]).toEqual([check.steps, undefined, check.test])
      }
    }
  })

  it('[S28] each expects something of its own lanes by its own measure', () => {
    for (const { lanes, expected } of QUESTIONS) {
      const names = lanes.map(({ name }) => name)
      for (const each of expected) {
        const named = 'lower' in each ? [each.lower, each.than] : each.level
        for (const name of named) expect(names).toContain(name)
        expect(new Set(named).size).toBe(2)
      }
      expect(expected.some(({ by }) => by === undefined)).toBe(true)
    }
  })
})

describe('an expectation', () => {
  it('[S29] of a lower figure is met strictly below the share asked for', () => {
    const lower = { lower: 'A', than: 'B', times: 0.5 } as const
    expect(isMet(lower, MSE, figures({ A: 0.4, B: 1 }))).toBe(true)
    expect(isMet(lower, MSE, figures({ A: 0.5, B: 1 }))).toBe(false)
    expect(isMet(lower, MSE, figures({ A: 1, B: 0.4 }))).toBe(false)
  })

  it('[S29] of two level figures is met whichever is the larger', () => {
    const level = { level: ['A', 'B'], within: 0.1 } as const
    expect(isMet(level, MSE, figures({ A: 0.95, B: 1 }))).toBe(true)
    expect(isMet(level, MSE, figures({ A: 1, B: 0.95 }))).toBe(true)
    expect(isMet(level, MSE, figures({ A: 1, B: 0.8 }))).toBe(false)
    expect(isMet(level, MSE, figures({ A: 0.8, B: 1 }))).toBe(false)
  })

  it('[S29] is never met by what is not a number', () => {
    const absent = figures({ A: Number.NaN, B: Number.NaN })
    expect(isMet({ lower: 'A', than: 'B', times: 2 }, MSE, absent)).toBe(false)
    expect(isMet({ level: ['A', 'B'], within: 2 }, MSE, absent)).toBe(false)
  })

  it('[S29] that is missed is told with its measure and its figures, and looks at the measure it names', () => {
    const asked = question([
      { lower: 'A', than: 'B', times: 0.5 },
      { lower: 'B', than: 'A', times: 0.5, by: GAP },
    ])
    expect(measuresOf(asked).map(measureTitle)).toEqual(['test MSE', 'test loss less training loss'])
    const byMeasure = (lane: string, measure: { figure: string }) =>
      (measure.figure === 'mse' ? { A: 0.4, B: 0.5 } : { A: 1, B: 0.1 })[lane] as number
    expect(missedExpectations(asked, byMeasure)).toEqual(["expected the test MSE of 'A' below 0.5 x that of 'B'; found 'A' 0.40000, 'B' 0.50000"])
  })
})
