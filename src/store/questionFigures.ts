// Measures the lanes of the open question, each as soon as it has come to its end, in the lane's own worker.

import { measuresOf, measureTitle, type Question } from '../spec/question.ts'
import { plannedSamples } from '../spec/runLength.ts'
import type { RunId } from '../workers/protocol.ts'
import type { AppCore } from './app.ts'
import { isOwnRun, laneIdAt, type MeasuredLane } from './questionState.ts'
import type { RunState } from './state.ts'

/** From now on. */
export function measureQuestionLanes(core: AppCore): void {
  const asked = new Set<RunId>()
  core.store.subscribe((state, former) => {
    const open = state.question?.open
    if (!open || (state.runs === former.runs && open === former.question?.open)) return
    for (const [i, { spec }] of open.question.lanes.entries()) {
      const run = state.runs[state.lanes[laneIdAt(i)]?.runId ?? '']
      if (run?.status !== 'done' || asked.has(run.runId) || run.runId in open.measured || !isOwnRun(run, spec)) continue
      asked.add(run.runId)
      measureLane(core, run, { question: open.question, place: i })
        .catch(() => {
          // The run was replaced, or its worker lost: either comes to an end anew.
        })
        .finally(() => asked.delete(run.runId))
    }
  })
}

async function measureLane(core: AppCore, { runId, spec }: RunState, { question, place }: { question: Question; place: number }): Promise<void> {
  const measures = measuresOf(question)
  const lane = core.lane(laneIdAt(place))
  const answer = await lane.engine.ask((trainer) => trainer.measureBy(runId, measures), Number.POSITIVE_INFINITY)
  // Trained on beyond its end it is no longer what was asked about.
  const isAtEnd = answer?.samplesSeen === plannedSamples(spec)
  const measured = isAtEnd ? Object.fromEntries(measures.map((measure, i) => [measureTitle(measure), answer.figures[i] ?? Number.NaN])) : null
  const isStillOver = core.store.getState().runs[runId]?.status === 'done'
  if (measured || isStillOver) keep(core, question, { runId, measured })
}

function keep({ store }: AppCore, question: Question, { runId, measured }: { runId: RunId; measured: MeasuredLane }): void {
  store.setState(({ question: slice }) => {
    if (slice?.open?.question !== question) return {}
    return { question: { ...slice, open: { ...slice.open, measured: { ...slice.open.measured, [runId]: measured } } } }
  })
}
