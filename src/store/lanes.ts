// Several lanes: a run forked into another, one selected, one taken away; all trained, paused or reset together.

import type { Beginning } from '../engine/checkpoint.ts'
import { editSpecTogether, type FieldEdit } from '../spec/nearestEdits.ts'
import type { RunSpec } from '../spec/runSpec.ts'
import type { AppCore } from './app.ts'
import { viewOfOtherData, without, withRun } from './freshRun.ts'
import type { LaneCore } from './lane.ts'
import { isSameData } from './sameData.ts'
import { type AppState, LANE_IDS, type LaneId, lanesOf, type RunState, selectedRun } from './state.ts'

/**
 * A lane for the selected lane's spec with these edits: a run of its own at step 0, idle, from the same seed. It is not selected. Throws
 * SpecError for a refused edit, an Error where all lanes are taken.
 */
export function forkLane(core: AppCore, edits: readonly FieldEdit[] = []): LaneId {
  return openAsLane(core, editSpecTogether(selectedRun(core.store.getState()).spec, edits))
}

/** A lane for this spec: a run of its own at step 0, or where `from` had come to, idle. It is not selected. Throws an Error where all lanes are taken. */
export function openAsLane(core: AppCore, spec: RunSpec, from?: Beginning): LaneId {
  const { lanes } = core.store.getState()
  const laneId = LANE_IDS.find((id) => !lanes[id])
  if (!laneId) throw new Error(`There are ${LANE_IDS.length} lanes already, as many as can be: remove one first.`)
  const runId = core.nextRunId()
  core.store.setState((now) => withRun(now, { laneId, runId, spec, backend: core.nextBackend, wantsTraining: false }))
  core.addLane(laneId).startEngine({ runId, ...(from && { from }) })
  return laneId
}

/** From now on this lane is edited, and the console speaks of it. Throws where there is none. */
export function selectLane(core: AppCore, laneId: LaneId): void {
  const lane = core.lane(laneId)
  core.store.setState((state) => {
    const isOtherData = !isSameData(selectedRun(state).spec, lane.run.spec)
    const view = isOtherData ? viewOfOtherData(state.view) : { ...state.view, mapExtent: null, probedPoint: null }
    return { selectedLane: laneId, view: { ...view, markedUnit: null } }
  })
  core.refresh()
}

/** Takes a lane off the page, with its run. Throws where it is the last. */
export function removeLane(core: AppCore, laneId: LaneId): void {
  const lane = core.lane(laneId)
  const others = lanesOf(core.store.getState()).filter((other) => other.laneId !== laneId)
  const next = others.findLast((other) => other.laneId < laneId) ?? others[0]
  if (!next) throw new Error(`${laneId} is the last one: a page has at least one lane.`)
  if (core.selected === lane) selectLane(core, next.laneId)
  const { runId } = lane.run
  core.dropLane(laneId)
  core.store.setState(({ lanes, runs, live, shipped }) => ({
    lanes: without(lanes, laneId),
    runs: without(runs, runId),
    live: without(live, runId),
    ...(shipped?.laneId === laneId && { shipped: { ...shipped, stage: 'gone' } }),
  }))
}

/** The lanes that the bar's buttons speak of: those beside each other, or the one that is seen. */
export function lanesAtHand(core: AppCore): readonly LaneCore[] {
  return core.store.getState().view.screen === 'compare' ? core.lanes : [core.selected]
}

/** Trains those that have steps to go; where all have come to their end, all go on with a fresh cycle. */
export async function playLanes(lanes: readonly LaneCore[]): Promise<void> {
  const able = lanes.filter(({ run }) => canTrain(run))
  const unfinished = able.filter(({ run }) => run.status !== 'done')
  const going = unfinished.length > 0 ? unfinished : able
  // Those that are to keep in step hear of each other before the first of them begins.
  for (const lane of going) lane.intendTraining()
  await Promise.all(going.map((lane) => lane.play(lane.run.runId)))
}

export async function pauseLanes(lanes: readonly LaneCore[]): Promise<void> {
  const training = lanes.length === 1 ? lanes : lanes.filter(({ run }) => isTraining(run))
  await Promise.all(training.map((lane) => lane.pause()))
}

/** One step in every one that can make one. */
export async function stepLanes(lanes: readonly LaneCore[]): Promise<void> {
  await Promise.all(lanes.filter(({ run }) => canTrain(run) && run.status !== 'training').map((lane) => lane.stepOnce()))
}

/** Each back to its own beginning. */
export async function resetLanes(lanes: readonly LaneCore[]): Promise<void> {
  await Promise.all(lanes.map((lane) => lane.reset()))
}

/** Does any lane train, or is it about to? */
export function isAnyTraining({ runs }: AppState): boolean {
  return Object.values(runs).some(isTraining)
}

function isTraining({ status, wantsTraining }: RunState): boolean {
  return status === 'training' || wantsTraining
}

function canTrain({ status }: RunState): boolean {
  return status !== 'diverged' && status !== 'failed'
}
