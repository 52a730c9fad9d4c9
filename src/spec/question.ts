// What a ready-made question is: lanes to train, and an outcome that can be checked. A question is data; what there are stand in questions.ts.

import type { Corruption, RunSpec } from './runSpec.ts'

/**
 * What is measured of a trained lane.
 * mse: the mean squared error against the clean test pictures, given those pictures with this noise, or clean where none is named; whatever the lane was
 * trained on, so that lanes can be compared.
 * trainLoss, gap: the run's own training loss, and its test loss less that.
 */
export type Measure = { readonly figure: 'mse'; readonly corruption?: Corruption } | { readonly figure: 'trainLoss' } | { readonly figure: 'gap' }

/** What must come out, lanes by their names. `by`: another measure than the question's own. */
export type Expectation =
  /** Lower's figure is below `times` x than's. */
  | { readonly lower: string; readonly than: string; readonly times: number; readonly by?: Measure }
  /** The two figures differ by no more than this share of the larger one. */
  | { readonly level: readonly [string, string]; readonly within: number; readonly by?: Measure }

export interface QuestionLane {
  /** Unique within the question. */
  readonly name: string
  readonly spec: RunSpec
}

export interface Question {
  /** As links and tests name it: small letters and hyphens. */
  readonly id: string
  readonly title: string
  /** To be answered before pressing Train. */
  readonly question: string
  readonly choices: readonly string[]
  /** The place of the choice that is what happens. */
  readonly answer: number
  readonly lanes: readonly QuestionLane[]
  /** What decides. */
  readonly measure: Measure
  readonly expected: readonly Expectation[]
  /** Shown afterwards: what happens, and why. */
  readonly outcome: string
  /** A shorter run at which the outcome already holds: so many steps, measured on so many test pictures. */
  readonly check: { readonly steps: number; readonly test: number }
}

export type FigureOf = (lane: string, measure: Measure) => number

/** All that the expectations of a question rest on, its own measure first, each once. */
export function measuresOf({ measure, expected }: Question): readonly Measure[] {
  const all = [measure, ...expected.flatMap(({ by }) => (by ? [by] : []))]
  return all.filter((each, i) => all.findIndex((other) => measureTitle(other) === measureTitle(each)) === i)
}

/** In words, unique to the measure: 'test MSE, Gaussian noise of 0.5'. */
export function measureTitle(measure: Measure): string {
  switch (measure.figure) {
    case 'mse':
      return measure.corruption ? `test MSE, ${corruptionTitle(measure.corruption)}` : 'test MSE'
    case 'trainLoss':
      return 'training loss'
    case 'gap':
      return 'test loss less training loss'
  }
  return measure satisfies never
}

/** An expectation as a clause: "the test MSE of 'A' below 0.8 x that of 'B'". */
export function describeExpectation(expectation: Expectation, own: Measure): string {
  const title = measureTitle(expectation.by ?? own)
  if ('lower' in expectation) return `the ${title} of '${expectation.lower}' below ${expectation.times} x that of '${expectation.than}'`
  const [one, other] = expectation.level
  return `the ${title} of '${one}' within ${Math.round(100 * expectation.within)} % of that of '${other}'`
}

/** Does it come out? A figure that is not a number never does. */
export function isMet(expectation: Expectation, own: Measure, figureOf: FigureOf): boolean {
  const measure = expectation.by ?? own
  if ('lower' in expectation) return figureOf(expectation.lower, measure) < expectation.times * figureOf(expectation.than, measure)
  const [one, other] = expectation.level.map((lane) => figureOf(lane, measure)) as [number, number]
  return Math.abs(one - other) <= expectation.within * Math.max(Math.abs(one), Math.abs(other))
}

/** One line for each expectation that these figures do not meet, with the figures in it; none where the outcome is the expected one. */
export function missedExpectations({ measure: own, expected }: Question, figureOf: FigureOf): string[] {
  return expected
    .filter((expectation) => !isMet(expectation, own, figureOf))
    .map((expectation) => {
      const lanes = 'lower' in expectation ? [expectation.lower, expectation.than] : expectation.level
      const found = lanes.map((lane) => `'${lane}' ${figureOf(lane, expectation.by ?? own).toFixed(5)}`).join(', ')
      return `expected ${describeExpectation(expectation, own)}; found ${found}`
    })
}

/** A lane's spec as it is trained to check its question quickly: a whole, shorter cycle. */
export function shortSpec(spec: RunSpec, { steps, test }: Question['check']): RunSpec {
  const { epochs: _, ...training } = spec.training
  return { ...spec, data: { ...spec.data, test }, training: { ...training, steps } }
}

function corruptionTitle(corruption: Corruption): string {
  const strength = corruption.type === 'gaussian' ? corruption.sigma : corruption.rate
  const name = { gaussian: 'Gaussian noise', 'salt-and-pepper': 'salt-and-pepper noise', masking: 'masking' }[corruption.type]
  return `${name} of ${typeof strength === 'number' ? strength : strength.join(' to ')}`
}
