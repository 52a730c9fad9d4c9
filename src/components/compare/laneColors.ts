// The colour that each lane goes by.

import { LANE_IDS, type LaneId } from '../../store/state.ts'

/** The style sheet's colour of a lane. */
export function laneColor(laneId: LaneId): string {
  return `var(--${laneId})`
}

/** Its place among the palette's colours. */
export function laneIndex(laneId: LaneId): number {
  return LANE_IDS.indexOf(laneId)
}
