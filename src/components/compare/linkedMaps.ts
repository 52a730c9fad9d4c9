// What the lanes' maps have in common for those who look: the test sample that is pointed at, those that are marked, whether maps are turned to each
// other. Changes with every movement of the pointer: kept apart from the page's state, so that nothing but the maps hears of it.

import { createStore } from 'zustand/vanilla'
import type { Place } from '../../store/alignedMaps.ts'
import type { LaneId } from '../../store/state.ts'

export interface Pointed {
  /** Where the pointer is. */
  readonly laneId: LaneId
  /** As in AlignedMap: which maps show the same. */
  readonly samples: string
  /** The test sample that is near; null where none is. */
  readonly index: number | null
  /** The place pointed at, in the lane's own coordinates, and in those that maps have in common; null where there are none. */
  readonly own: Place
  readonly common: Place | null
}

export interface Brushed {
  /** Where they were marked. */
  readonly laneId: LaneId
  readonly samples: string
  /** Indices of test samples. */
  readonly members: ReadonlySet<number>
  /** How many of each class. */
  readonly counts: readonly number[]
}

interface LinkedMaps {
  readonly pointed: Pointed | null
  readonly brushed: Brushed | null
  readonly isAligned: boolean
}

export const linkedMaps = createStore<LinkedMaps>()(() => ({ pointed: null, brushed: null, isAligned: true }))

export function clearBrush(): void {
  if (linkedMaps.getState().brushed) linkedMaps.setState({ brushed: null })
}
