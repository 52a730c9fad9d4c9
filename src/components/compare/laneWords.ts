// What the page calls lanes, and the colour that each goes by.

import { laneName } from '../../spec/laneNames.ts'
import type { RunSpec } from '../../spec/runSpec.ts'
import { type AppState, LANE_IDS, type LaneId, lanesOf } from '../../store/state.ts'

/** The style sheet's colour of a lane. */
export function laneColor(laneId: LaneId): string {
  return `var(--${laneId})`
}

/** Its place among the palette's colours. */
export function laneIndex(laneId: LaneId): number {
  return LANE_IDS.indexOf(laneId)
}

/** The spec's short name; lanes whose networks go by the same one are told apart by their numbers. */
export function titleOf(state: AppState, laneId: LaneId): string {
  const names = lanesOf(state).map((lane) => ({ laneId: lane.laneId, name: laneName((state.runs[lane.runId] as { spec: RunSpec }).spec) }))
  const own = names.find((lane) => lane.laneId === laneId)?.name ?? ''
  return names.filter(({ name }) => name === own).length > 1 ? `${own} · ${laneIndex(laneId) + 1}` : own
}
