import { describe, expect, it } from 'vitest'
import { editSpec } from '../spec/editSpec.ts'
import { measuresOf, measureTitle, type Question } from '../spec/question.ts'
import { QUESTIONS } from '../spec/questions.ts'
import type { RunSpec } from '../spec/runSpec.ts'
import { withRun } from './freshRun.ts'
import { formerLanes } from './questionLanes.ts'
import { questionStage } from './questionStage.ts'
import { laneIdAt, type OpenQuestion, questionNameOf } from './questionState.ts'
import { type AppState, LANE_IDS, type RunState } from './state.ts'

const question = QUESTIONS.find(({ id }) => id === 'few-many') as Question
const [measure] = measuresOf(question) as [(typeof question)['measure']]

describe('where an open question stands', () => {
  it('[P141] asks for a guess before anything else, whatever has been trained', () => {
    expect(stageOf(fresh())).toBe('guess')
    expect(stageOf(withChange(fresh(), 0, { status: 'done', hasTrained: true }))).toBe('guess')
    expect(stageOf(fresh(), { guess: 1 })).toBe('ready')
    expect(stageOf(fresh(), { guess: 'skipped' })).toBe('ready')
  })

  it('[P142] follows the lanes from the first step to the last figure', () => {
    const training = withChange(fresh(), 1, { status: 'training', hasTrained: true, wantsTraining: true })
    expect(stageOf(training, { guess: 0 })).toBe('training')
    expect(stageOf(withChange(fresh(), 0, { wantsTraining: true }), { guess: 0 })).toBe('training')
    expect(stageOf(withChange(training, 1, { status: 'paused', wantsTraining: false }), { guess: 0 })).toBe('resting')
    const done = allDone()
    expect(stageOf(done, { guess: 0 })).toBe('measuring')
    const [first, second, third] = figures(done, [0.3, 0.2, 0.1])
    expect(stageOf(done, { guess: 0, measured: { ...first, ...second } })).toBe('measuring')
    const stage = questionStage(open({ guess: 0, measured: { ...first, ...second, ...third } }), done)
    expect(stage.kind === 'answered' && question.lanes.map(({ name }) => stage.figureOf(name, measure))).toEqual([0.3, 0.2, 0.1])
  })

  it('[P143] figures of a run that has been replaced count no more', () => {
    const done = allDone()
    const measured = Object.assign({}, ...figures(done, [0.3, 0.2, 0.1]))
    expect(stageOf(done, { guess: 0, measured })).toBe('answered')
    expect(
      stageOf(
        lanesOfSpecs(
          question.lanes.map(({ spec }) => spec),
          'again',
        ),
        { guess: 0, measured },
      ),
    ).toBe('ready')
  })

  it('[P143] tells which lane no longer answers it, and how that came', () => {
    const [, lane] = question.lanes as [unknown, Question['lanes'][number]]
    const changed = lanesOfSpecs(question.lanes.map(({ spec }, i) => (i === 1 ? editSpec(spec, 'training.learningRate', 0.001) : spec)))
    expect(questionStage(open({}), changed)).toEqual({ kind: 'broken', lanes: [{ name: lane.name, how: 'changed' }] })
    const editedBack = withChange(fresh(), 1, { edits: [{ step: 3, path: 'training.learningRate', value: 0.1 }] })
    expect(questionStage(open({}), editedBack)).toMatchObject({ lanes: [{ how: 'changed' }] })
    expect(questionStage(open({}), withChange(fresh(), 1, { isEdited: true }))).toMatchObject({ lanes: [{ how: 'changed' }] })
    const state = fresh()
    const { 'lane-2': _, ...others } = state.lanes
    expect(questionStage(open({}), { ...state, lanes: others })).toMatchObject({ lanes: [{ name: lane.name, how: 'removed' }] })
    expect(questionStage(open({}), withChange(fresh(), 1, { status: 'diverged' }))).toMatchObject({ lanes: [{ how: 'failed' }] })
    const unmeasured = { [(fresh().lanes['lane-2'] as { runId: string }).runId]: null }
    expect(questionStage(open({ measured: unmeasured }), fresh())).toMatchObject({ lanes: [{ name: lane.name, how: 'unmeasured' }] })
  })
})

describe('a question’s names', () => {
  it('[P144] hold for its lanes while they have its specs, and for no other lane', () => {
    const state = { ...fresh(), question: { open: open({}), former: null } }
    expect(LANE_IDS.slice(0, 3).map((laneId) => questionNameOf(state, laneId))).toEqual(question.lanes.map(({ name }) => name))
    const copies = lanesOfSpecs([...question.lanes.map(({ spec }) => structuredClone(spec)), question.lanes[0]?.spec as RunSpec])
    const forked = { ...copies, question: state.question }
    expect(questionNameOf(forked, 'lane-1')).toBe(question.lanes[0]?.name)
    expect(questionNameOf(forked, 'lane-4')).toBeNull()
    const changed = { ...lanesOfSpecs(question.lanes.map(({ spec }) => editSpec(spec, 'seed', 9))), question: state.question }
    expect(questionNameOf(changed, 'lane-1')).toBeNull()
    expect(questionNameOf({ ...state, question: { open: null, former: null } }, 'lane-1')).toBeNull()
  })
})

describe('what was in the lanes before', () => {
  const own = editSpec(question.lanes[0]?.spec as RunSpec, 'seed', 99)
  const [next] = QUESTIONS as [Question]

  it('[P145] is kept with its specs, the selected place and whether any had trained', () => {
    const state = { ...withChange(lanesOfSpecs([own, own]), 1, { hasTrained: true }), selectedLane: laneIdAt(1) }
    expect(formerLanes(state, question)).toMatchObject({ specs: [own, own], selected: 1, hadTrained: true, shipped: 'gone' })
    expect(formerLanes(lanesOfSpecs([own]), question)).toMatchObject({ specs: [own], selected: 0, hadTrained: false })
  })

  it('[P145] stays what it was from one question to the next, and after a question was closed and its lanes left alone', () => {
    const former = formerLanes(lanesOfSpecs([own]), question)
    const asking = { ...fresh(), question: { open: open({}), former } }
    expect(formerLanes(asking, next)).toMatchObject({ specs: [own], replacedBy: next.lanes.map(({ spec }) => spec) })
    const closed = { ...asking, question: { open: null, former } }
    expect(formerLanes(closed, next).specs).toEqual([own])
    const changed = lanesOfSpecs(question.lanes.map(({ spec }) => editSpec(spec, 'seed', 5)))
    expect(formerLanes({ ...changed, question: { open: null, former } }, next).specs[0]).toMatchObject({ seed: 5 })
  })
})

function open(change: Partial<OpenQuestion>): OpenQuestion {
  return { question, guess: null, measured: {}, ...change }
}

function stageOf(state: AppState, change: Partial<OpenQuestion> = {}): string {
  return questionStage(open(change), state).kind
}

function fresh(): AppState {
  return lanesOfSpecs(question.lanes.map(({ spec }) => spec))
}

function allDone(): AppState {
  return question.lanes.reduce((state, _, i) => withChange(state, i, { status: 'done', hasTrained: true }), fresh())
}

function lanesOfSpecs(specs: readonly RunSpec[], name = 'run'): AppState {
  const empty = { lanes: {}, runs: {}, live: {}, shipped: null, selectedLane: 'lane-1', view: {} } as unknown as AppState
  return specs.reduce(
    (state, spec, i) =>
      Object.assign(state, withRun(state, { laneId: laneIdAt(i), runId: `${name}-${i}`, spec, backend: 'wasm', wantsTraining: false })),
    empty,
  )
}

/** The run at this place with a change. */
function withChange(state: AppState, place: number, change: Partial<RunState>): AppState {
  const runId = state.lanes[laneIdAt(place)]?.runId as string
  return { ...state, runs: { ...state.runs, [runId]: { ...(state.runs[runId] as RunState), ...change } } }
}

function figures(state: AppState, values: readonly number[]): Record<string, Record<string, number>>[] {
  return values.map((value, i) => ({ [state.lanes[laneIdAt(i)]?.runId as string]: { [measureTitle(measure)]: value } }))
}
