// The baseline of each run: asked for once, put into the store when it comes.

import type { Baseline, RunId } from '../workers/protocol.ts'
import type { AppCore } from './app.ts'
import { baselineKey } from './baselines.ts'
import type { RunState } from './state.ts'

/** For each run the last question and its answer, under way or given: each question is asked once. */
const answers = new Map<RunId, { readonly question: string; readonly answer: Promise<Baseline | null> }>()

/** The run's baseline, asked for if need be, and put into the store if the run still stands. Null where it can't be had. */
export function baselineOf(core: AppCore, runId: RunId): Promise<Baseline | null> {
  const run = core.store.getState().runs[runId]
  if (!run || run.baseline) return Promise.resolve(run?.baseline ?? null)
  const question = baselineKey(run.spec)
  const known = answers.get(runId)
  if (known?.question === question) return known.answer
  const answer = askBaseline(core, run).then((baseline) => {
    const now = core.store.getState().runs[runId]
    if (now && baselineKey(now.spec) === question) showBaseline(core, runId, baseline)
    return baseline
  })
  for (const other of answers.keys()) if (!core.store.getState().runs[other]) answers.delete(other)
  answers.set(runId, { question, answer })
  return answer
}

/** What could not be had before may be had now: it is asked for again. */
export function forgetBaseline(runId: RunId): void {
  answers.delete(runId)
}

/** Asks again where another question overtook this one, as long as the run stands. */
async function askBaseline(core: AppCore, run: RunState): Promise<Baseline | null> {
  try {
    return await core.baselines.ask(run.spec)
  } catch {
    const now = core.store.getState().runs[run.runId]
    return now && baselineKey(now.spec) === baselineKey(run.spec) ? askBaseline(core, run) : null
  }
}

function showBaseline(core: AppCore, runId: RunId, baseline: Baseline | null): void {
  core.patchRun(runId, { baseline })
  const metrics = core.store.getState().live[runId]?.metrics
  if (metrics && baseline) core.patchLive(runId, { metrics: { ...metrics, pcaMse: baseline.pcaMse } })
}
