// Where an open question stands: told by what its lanes do, whatever else a person does with them meanwhile.

import { type FigureOf, measureTitle } from '../spec/question.ts'
import { isOwnRun, laneIdAt, type OpenQuestion } from './questionState.ts'
import type { AppState, RunState } from './state.ts'

/** What became of a lane that the question can no longer be answered by. */
export interface BrokenLane {
  readonly name: string
  readonly how: 'changed' | 'removed' | 'failed' | 'unmeasured'
}

export type QuestionStage =
  /** Nothing is to be trained before there is a guess. */
  | { readonly kind: 'guess' }
  /** Nothing has been trained yet. */
  | { readonly kind: 'ready' }
  | { readonly kind: 'training' }
  /** Begun, and nothing trains. */
  | { readonly kind: 'resting' }
  | { readonly kind: 'measuring' }
  | { readonly kind: 'answered'; readonly figureOf: FigureOf }
  | { readonly kind: 'broken'; readonly lanes: readonly BrokenLane[] }

export function questionStage(open: OpenQuestion, { lanes, runs }: Pick<AppState, 'lanes' | 'runs'>): QuestionStage {
  const { question, guess, measured } = open
  const asked = question.lanes.map(({ name, spec }, i) => ({ name, spec, run: runs[lanes[laneIdAt(i)]?.runId ?? ''] }))
  const broken = asked.flatMap(({ name, spec, run }): BrokenLane[] => {
    if (!run) return [{ name, how: 'removed' }]
    if (!isOwnRun(run, spec)) return [{ name, how: 'changed' }]
    if (run.status === 'diverged' || run.status === 'failed') return [{ name, how: 'failed' }]
    return measured[run.runId] === null ? [{ name, how: 'unmeasured' }] : []
  })
  if (broken.length > 0) return { kind: 'broken', lanes: broken }
  if (guess === null) return { kind: 'guess' }
  const own = asked.map(({ run }) => run as RunState)
  if (own.every(({ runId }) => measured[runId])) return { kind: 'answered', figureOf: figuresIn(open, own) }
  if (own.some(({ status, wantsTraining }) => status === 'training' || wantsTraining)) return { kind: 'training' }
  if (own.every(({ status }) => status === 'done')) return { kind: 'measuring' }
  return { kind: own.some(({ hasTrained }) => hasTrained) ? 'resting' : 'ready' }
}

function figuresIn({ question, measured }: OpenQuestion, runs: readonly RunState[]): FigureOf {
  return (name, measure) => {
    const run = runs[question.lanes.findIndex((lane) => lane.name === name)]
    return measured[run?.runId ?? '']?.[measureTitle(measure)] ?? Number.NaN
  }
}
