import { describe, expect, it } from 'vitest'
import { type FigureOf, measureTitle, type Question } from '../../spec/question.ts'
import { QUESTIONS } from '../../spec/questions.ts'
import { sayOtherFigures, sayVerdict, type Verdict } from './sayVerdict.ts'

describe('sayVerdict', () => {
  it('[P146] names the lane that has won, the lowest of all, and by how much, from the figures alone', () => {
    const question = find('linear-nonlinear')
    const figures = { Linear: 0.05, 'Linear, more layers': 0.06, Nonlinear: 0.03 }
    expect(textOf(sayVerdict(question, from(figures)))).toBe(
      '[Nonlinear] wins. Test MSE: 0.0300, 40 % below [Linear] (0.0500), 50 % below [Linear, more layers] (0.0600).',
    )
    expect(textOf(sayVerdict(question, from({ ...figures, Linear: 0.02 })))).toMatch(/^\[Linear\] wins\. Test MSE: 0\.0200, 33 % below \[Nonlinear\]/)
  })

  it('[P146] calls none a winner where chance may turn them', () => {
    const figures = { Linear: 0.05, 'Linear, more layers': 0.06, Nonlinear: 0.0499 }
    expect(textOf(sayVerdict(find('linear-nonlinear'), from(figures)))).toMatch(
      /^\[Nonlinear\] and \[Linear\] end level\. Test MSE: 0\.0499, 0\.2 % below \[Linear\]/,
    )
  })

  it('[P146] gives a gap, which may be less than nothing, in plain figures, the widest first', () => {
    const figures = { '100 digits': 0.05, '1,000 digits': 0.01, '10,000 digits': -0.002 }
    expect(textOf(sayVerdict(find('few-many'), from(figures)))).toBe(
      'Test loss less training loss: 0.0500 with [100 digits], 0.0100 with [1,000 digits], -0.00200 with [10,000 digits].',
    )
  })

  it('[P146] each lane by the colour of the lane that it is in; nothing where a figure is missing', () => {
    const figures = { Linear: 0.05, 'Linear, more layers': 0.06, Nonlinear: 0.03 }
    const [first] = sayVerdict(find('linear-nonlinear'), from(figures))
    expect(first).toEqual({ name: 'Nonlinear', laneId: 'lane-3' })
    expect(sayVerdict(find('linear-nonlinear'), from({ ...figures, Linear: Number.NaN }))).toEqual([])
  })

  it('[P146] what else the outcome rests on stands beside it, and nothing where that is all', () => {
    const question = find('noise-none')
    const figureOf: FigureOf = (name, measure) =>
      (measureTitle(measure) === 'test MSE' ? { 'With noise': 0.02, 'Without noise': 0.01 }[name] : 1) ?? 0
    expect(textOf(sayOtherFigures(question, figureOf))).toBe('Test MSE: 0.0100 with [Without noise], 0.0200 with [With noise].')
    expect(sayOtherFigures(find('linear-nonlinear'), figureOf)).toEqual([])
  })
})

function find(id: string): Question {
  return QUESTIONS.find((question) => question.id === id) as Question
}

function from(figures: Readonly<Record<string, number>>): FigureOf {
  return (name) => figures[name] ?? Number.NaN
}

function textOf(verdict: Verdict): string {
  return verdict.map((part) => (typeof part === 'string' ? part : `[${part.name}]`)).join('')
}
