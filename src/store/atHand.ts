// What the bar's buttons and figures speak of: the run that is seen, or, where lanes are beside each other, all of theirs together.

import type { RunStatus } from '../engine/metrics.ts'
import { type AppState, type EngineState, type LiveRun, lanesOf, type RunState, selectedEngine, selectedLive, selectedRun } from './state.ts'

interface RunAtHand {
  readonly run: RunState
  readonly live: LiveRun
  readonly engine: EngineState
}

/** The selected lane's run, or every lane's. */
export function runsAtHand(state: AppState): readonly RunAtHand[] {
  if (state.view.screen === 'explore') return [{ run: selectedRun(state), live: selectedLive(state), engine: selectedEngine(state) }]
  return lanesOf(state).map(({ runId, engine }) => ({ run: state.runs[runId] as RunState, live: state.live[runId] as LiveRun, engine }))
}

/** A run that waits for its data counts as training once it has been asked to: it can be paused. A lost engine trains nothing. */
export function isTrainingAtHand(state: AppState): boolean {
  return runsAtHand(state).some(({ run: { status, hasTrained, wantsTraining }, engine }) => {
    if (engine.status === 'lost') return false
    return status === 'training' || (status === 'loading' && (hasTrained || wantsTraining))
  })
}

export function hasTrainedAtHand(state: AppState): boolean {
  return runsAtHand(state).some(({ run }) => run.hasTrained)
}

/** Is there one that could make a step? */
export function canTrainAtHand(state: AppState): boolean {
  return runsAtHand(state).some(({ run, engine }) => engine.status !== 'lost' && run.status !== 'diverged' && run.status !== 'failed')
}

export function isLostAtHand(state: AppState): boolean {
  return runsAtHand(state).every(({ engine }) => engine.status === 'lost')
}

/** The one state that says most of all: something trains, something waits; done only when every one is. */
export function statusAtHand(state: AppState): RunStatus {
  const statuses = runsAtHand(state).map(({ run }) => run.status)
  const first = (['training', 'loading', 'paused', 'idle', 'done', 'diverged', 'failed'] as const).find((status) => statuses.includes(status))
  return first ?? 'idle'
}

/** Pictures a second, of all that train. */
export function rateAtHand(state: AppState): number {
  const runs = runsAtHand(state)
  const training = runs.filter(({ run }) => run.status === 'training')
  return (training.length > 0 ? training : runs).reduce((sum, { live }) => sum + live.metrics.imagesPerSecond, 0)
}

/** The longest that any of them still needs; null while none trains, or it is not known yet. */
export function secondsLeftAtHand(state: AppState): number | null {
  const waits = runsAtHand(state).flatMap(({ run, live, engine }) =>
    run.status === 'training' && engine.status === 'ready' ? [live.progress.secondsLeft] : [],
  )
  return waits.length === 0 || waits.includes(null) ? null : Math.max(...(waits as number[]))
}

/** How far the hindmost of those under way is, 0 to 1; null where none is. */
export function shareAtHand(state: AppState): number | null {
  const shares = runsAtHand(state).flatMap(({ run, live: { metrics, progress } }) => {
    if (run.status === 'loading') return [progress.picturesRead / Math.max(1, progress.trainingPictures)]
    const isUnderWay = run.status === 'training' || run.status === 'paused'
    return isUnderWay ? [Math.min(1, metrics.samplesSeen / Math.max(1, progress.samplesPlanned))] : []
  })
  return shares.length === 0 ? null : Math.min(...shares)
}
