// The lanes of a ready-made question: put in place of those there are, and those put back.

import type { Question } from '../spec/question.ts'
import type { RunSpec } from '../spec/runSpec.ts'
import type { AppCore } from './app.ts'
import { openAsLane, removeLane, selectLane } from './lanes.ts'
import { type FormerLanes, isSameSpec, laneIdAt, questionOf } from './questionState.ts'
import { type AppState, lanesOf, type RunState, type ShippedStage, selectedLane } from './state.ts'

interface FillOptions {
  /** The place of the lane that is selected. */
  readonly selected: number
  /** How the shipped network is seen from now on. */
  readonly shipped: ShippedStage
}

/** These specs in the first lanes, at step 0, idle, and no further lane. All of it is in the store at once; resolves when the runs stand. */
export async function fillLanes(core: AppCore, specs: readonly RunSpec[], { selected, shipped }: FillOptions): Promise<void> {
  const standing = specs.map((spec, i) => {
    const laneId = laneIdAt(i)
    // Of the numbers that are free an opened lane takes the lowest, which is this one.
    if (!core.store.getState().lanes[laneId]) return openAsLane(core, spec)
    return core.lane(laneId).replaceRun(spec, { inheritsWeights: false, shipped })
  })
  for (const { laneId } of lanesOf(core.store.getState()).slice(specs.length)) removeLane(core, laneId)
  selectLane(core, laneIdAt(selected))
  await Promise.all(standing)
}

/** What a question is about to take the place of; what an earlier one took the place of, where the lanes hold nothing of anybody's own since. */
export function formerLanes(state: AppState, { lanes: next }: Question): FormerLanes {
  const { open, former } = questionOf(state)
  const replacedBy = next.map(({ spec }) => spec)
  const lanes = lanesOf(state)
  const runs = lanes.map(({ runId }) => state.runs[runId] as RunState)
  const isUntouched = former?.replacedBy.length === runs.length && runs.every(({ spec }, i) => isSameSpec(spec, former.replacedBy[i] as RunSpec))
  if (former && (open || isUntouched)) return { ...former, replacedBy }
  const { noiseType, testNoise } = state.view
  return {
    specs: runs.map(({ spec }) => spec),
    selected: lanes.indexOf(selectedLane(state)),
    hadTrained: runs.some(({ hasTrained }) => hasTrained),
    shipped: state.shipped?.stage === 'shown' ? 'shown' : 'gone',
    view: { noiseType, testNoise },
    replacedBy,
  }
}
