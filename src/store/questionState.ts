// The ready-made questions' part of the page's state: the one that is open, and what was in the lanes before it. Types and what is read off them.

import type { Question } from '../spec/question.ts'
import type { RunSpec } from '../spec/runSpec.ts'
import type { RunId } from '../workers/protocol.ts'
import { type AppState, LANE_IDS, type LaneId, type RunState, type ShippedStage, type ViewState } from './state.ts'

/** What somebody expects: a choice by its place, or nothing. */
export type Guess = number | 'skipped'

/** Of a run at its end, by the measures' titles; null where it could not be measured there. */
export type MeasuredLane = Readonly<Record<string, number>> | null

export interface OpenQuestion {
  readonly question: Question
  /** Null until there is one. */
  readonly guess: Guess | null
  /** Of the runs that have come to their end. */
  readonly measured: Readonly<Record<RunId, MeasuredLane>>
}

/** What a question took the place of. Its specs come back, its weights are gone. */
export interface FormerLanes {
  readonly specs: readonly RunSpec[]
  /** The place of the selected one. */
  readonly selected: number
  /** Was there one that had trained? */
  readonly hadTrained: boolean
  /** How the shipped network was seen there. */
  readonly shipped: ShippedStage
  readonly view: Pick<ViewState, 'noiseType' | 'testNoise'>
  /** What came in their place: as long as that is what the lanes hold, nothing of anybody's own is lost with it. */
  readonly replacedBy: readonly RunSpec[]
}

export interface QuestionSlice {
  /** Null: none is asked. */
  readonly open: OpenQuestion | null
  /** Null where nothing is kept. */
  readonly former: FormerLanes | null
}

export const NO_QUESTION: QuestionSlice = { open: null, former: null }

export function questionOf({ question }: Pick<AppState, 'question'>): QuestionSlice {
  return question ?? NO_QUESTION
}

/** Where the question's lane at this place is: the first lanes of the page are its own. */
export function laneIdAt(place: number): LaneId {
  return LANE_IDS[place] as LaneId
}

/** What the open question calls this lane; null where the lane is none of its, or has been changed. */
export function questionNameOf(state: Pick<AppState, 'question' | 'lanes' | 'runs'>, laneId: LaneId): string | null {
  const lane = state.question?.open?.question.lanes[LANE_IDS.indexOf(laneId)]
  const run = state.runs[state.lanes[laneId]?.runId ?? '']
  return lane && run && isSameSpec(lane.spec, run.spec) ? lane.name : null
}

/** Is this run the spec's own, from its beginning? */
export function isOwnRun({ spec, edits, isEdited }: RunState, asked: RunSpec): boolean {
  return isSameSpec(spec, asked) && edits.length === 0 && !isEdited
}

export function isSameSpec(one: RunSpec, other: RunSpec): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other)
}
