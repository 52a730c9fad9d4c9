// What a person can do with the ready-made questions.

import type { Question } from '../spec/question.ts'
import { QUESTIONS } from '../spec/questions.ts'
import type { AppCore } from './app.ts'
import { measureQuestionLanes } from './questionFigures.ts'
import { fillLanes, formerLanes } from './questionLanes.ts'
import { questionStage } from './questionStage.ts'
import { type Guess, NO_QUESTION, questionNameOf, questionOf } from './questionState.ts'
import type { ViewState } from './state.ts'

export interface QuestionActions {
  /** Its networks in place of the lanes, fresh and idle, and the question above them. What was in the lanes is kept, but for its training. */
  openQuestion(id: string): void
  guess(guess: Guess): void
  /** The lanes stay as they are. */
  closeQuestion(): void
  /** What was in the lanes before the question, at step 0. */
  backToFormerLanes(): void
}

export function createQuestionActions(core: AppCore, attempt: (work: () => Promise<unknown>) => void): QuestionActions {
  const { store } = core
  measureQuestionLanes(core)
  return {
    openQuestion: (id) => attempt(() => openQuestion(core, id)),
    guess: (guess) =>
      store.setState(({ question: slice }) => (slice?.open ? { question: { ...slice, open: { ...slice.open, guess } }, notice: null } : {})),
    closeQuestion: () => store.setState((state) => ({ question: { ...questionOf(state), open: null } })),
    backToFormerLanes: () => attempt(() => backToFormerLanes(core)),
  }
}

/** Is a guess asked for before the lanes at hand make a step? Says so where it is, and shows the question. */
export function asksForGuess(core: AppCore): boolean {
  const state = core.store.getState()
  const open = state.question?.open
  if (!open || questionStage(open, state).kind !== 'guess') return false
  // One of its networks that is seen by itself is still one of its networks.
  if (state.view.screen !== 'compare' && questionNameOf(state, state.selectedLane) === null) return false
  core.store.setState(({ view }) => ({ view: { ...view, screen: 'compare', comparePanel: 'lanes' } }))
  core.note('Your guess first: what will come out? Or press “Just show me”.')
  return true
}

async function openQuestion(core: AppCore, id: string): Promise<void> {
  const question = QUESTIONS.find((each) => each.id === id)
  if (!question) throw new Error(`There is no question '${id}'.`)
  if (!core.hasBegun) await core.begun
  const former = formerLanes(core.store.getState(), question)
  const standing = fillLanes(
    core,
    question.lanes.map(({ spec }) => spec),
    { selected: 0, shipped: 'gone' },
  )
  core.store.setState(({ view }) => ({
    question: { open: { question, guess: null, measured: {} }, former },
    view: { ...view, ...noiseOf(question), screen: 'compare', comparePanel: 'lanes' },
    notice: null,
  }))
  core.refresh()
  await standing
}

async function backToFormerLanes(core: AppCore): Promise<void> {
  const { former } = questionOf(core.store.getState())
  if (!former) return
  const standing = fillLanes(core, former.specs, former)
  core.store.setState(({ view }) => ({ question: NO_QUESTION, view: { ...view, ...former.view, comparePanel: 'lanes' } }))
  core.refresh()
  await standing
}

/** The pictures that are looked at have the noise that decides. */
function noiseOf({ measure }: Question): Pick<ViewState, 'noiseType' | 'testNoise'> {
  const corruption = measure.figure === 'mse' ? measure.corruption : undefined
  if (corruption?.type !== 'gaussian' || typeof corruption.sigma !== 'number') return { noiseType: null, testNoise: 0 }
  return { noiseType: 'gaussian', testNoise: corruption.sigma }
}
