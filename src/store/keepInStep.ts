// Which lanes' runs keep in step with each other: those that train, while the page holds lanes together. The workers do the rest among
// themselves (workers/inStep.ts). A lane whose worker is being replaced is left behind and waited for once it is back.

import { handingOver, layLines } from '../workers/laneLines.ts'
import type { RunId, StepOrders } from '../workers/protocol.ts'
import type { AppCore } from './app.ts'
import { type AppState, type LaneId, lanesOf, type RunState } from './state.ts'

/** No lane gets further ahead of the slowest than this. */
const STEPS_AHEAD = 20
/** While it trains a run tells the others where it is after so many steps of the smallest batch among them. */
const STEPS_UNTOLD = 7

interface Member {
  readonly laneId: LaneId
  readonly runId: RunId
  readonly batchSize: number
}

/** Tells the workers who belongs together, from now on, whenever that changes. */
export function keepLanesInStep(core: AppCore): void {
  let told: readonly Member[] = []
  core.store.subscribe((state, former) => {
    if (state.lanes === former.lanes && state.runs === former.runs && state.view.lanePace === former.view.lanePace) return
    const group = groupOf(state)
    if (JSON.stringify(group) === JSON.stringify(told)) return
    const gone = told.filter(({ runId }) => !group.some((member) => member.runId === runId))
    // Whoever was not in it has no line to anybody: its worker may be another by now.
    const wasTold = (runId: RunId) => told.some((member) => member.runId === runId)
    const members = group.map(({ runId }) => runId)
    const lines = layLines(members, (one, other) => wasTold(one) && wasTold(other))
    told = group
    const tellSamples = STEPS_UNTOLD * Math.min(...group.map(({ batchSize }) => batchSize))
    for (const { laneId, runId, batchSize } of group) {
      send(core, laneId, runId, { members, aheadSamples: STEPS_AHEAD * batchSize, tellSamples, lines: lines.get(runId) ?? [] })
    }
    for (const { laneId, runId } of gone) if (state.lanes[laneId]?.runId === runId) send(core, laneId, runId, null)
  })
}

/** Those that train; nobody where lanes race, or where one trains alone. */
function groupOf(state: AppState): readonly Member[] {
  if (state.view.lanePace === 'racing') return []
  const members = lanesOf(state).flatMap(({ laneId, runId, engine }) => {
    const { status, wantsTraining, spec } = state.runs[runId] as RunState
    const isIn = engine.status === 'ready' && (wantsTraining || status === 'training')
    return isIn ? [{ laneId, runId, batchSize: spec.training.batchSize }] : []
  })
  return members.length > 1 ? members : []
}

function send(core: AppCore, laneId: LaneId, runId: RunId, orders: StepOrders | null): void {
  core
    .lane(laneId)
    .engine.ask((trainer) => trainer.keepInStep(runId, orders && handingOver(orders)))
    .catch(() => {
      // The run was replaced, or its worker lost: either changes the group, and is told anew.
    })
}
