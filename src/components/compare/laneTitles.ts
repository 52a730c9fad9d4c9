import type { AppState } from '../../store/state.ts'
import { lanesOf } from '../../store/state.ts'
import { titleOf } from './laneWords.ts'

/** Names are made from specs, which frames do not touch. */
const known = new WeakMap<AppState['runs'], readonly string[]>()

/** What every lane is called, in their order; the same list until a run changes. */
export function laneTitles(state: AppState): readonly string[] {
  const titles = known.get(state.runs) ?? lanesOf(state).map(({ laneId }) => titleOf(state, laneId))
  known.set(state.runs, titles)
  return titles
}
