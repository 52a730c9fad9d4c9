// What the page and the console call lanes.

import { laneNames } from '../spec/laneNames.ts'
import type { RunSpec } from '../spec/runSpec.ts'
import { questionNameOf } from './questionState.ts'
import { type AppState, type LaneId, lanesOf, type RunState } from './state.ts'

/** The names of the specs last asked for: asked with every frame, they change with an edit. */
let known: { readonly specs: readonly RunSpec[]; readonly names: readonly string[] } = { specs: [], names: [] }

/** The open question's name for it; else the short name of its network, where networks of the same kind say what they differ in. */
export function titleOf(state: AppState, laneId: LaneId): string {
  const asked = questionNameOf(state, laneId)
  if (asked !== null) return asked
  const lanes = lanesOf(state)
  const specs = lanes.map(({ runId }) => (state.runs[runId] as RunState).spec)
  const isKnown = specs.length === known.specs.length && specs.every((spec, i) => spec === known.specs[i])
  if (!isKnown) known = { specs, names: laneNames(specs) }
  return known.names[lanes.findIndex((lane) => lane.laneId === laneId)] ?? ''
}
