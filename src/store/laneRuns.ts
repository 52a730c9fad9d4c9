// What the page knows of the runs in a lane's worker: of the one that stands there, and of the one that is being loaded.

import type { RunId, TrainerEvent } from '../workers/protocol.ts'
import type { RunRecord } from './runRecord.ts'

export class LaneRuns {
  current: RunRecord | null = null
  incoming: RunRecord | null = null

  /** What another worker must be given before a load under way is made again; a load that takes nothing over needs nothing. */
  get toPutBack(): RunRecord | null {
    return this.incoming && !this.incoming.loaded.inheritsWeights ? null : this.current
  }

  forget(): void {
    this.current = null
    this.incoming = null
  }

  note(runId: RunId, change: (record: RunRecord) => void): void {
    for (const record of [this.current, this.incoming]) if (record?.loaded.runId === runId) change(record)
  }

  /** Takes in what the worker tells of them. */
  hear(event: TrainerEvent): void {
    if (event.type === 'goal-begun') this.current?.beginGoal(event.goalId, event.from)
    if (event.type !== 'checkpoint') return
    this.note(event.kept.runId, (record) => {
      record.kept = event.kept
    })
  }
}
