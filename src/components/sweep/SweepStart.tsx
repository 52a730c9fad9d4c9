import { backendFor } from '../../store/backendChoice.ts'
import type { AppState } from '../../store/state.ts'
import { secondsLeft } from '../../store/sweepEstimate.ts'
import type { SweepPlan } from '../../store/sweepPlan.ts'
import { secondsPerWork } from '../../store/sweepRate.ts'
import { freeCores } from '../../store/sweepWorkers.ts'
import { useActions, useApp } from '../../store/useApp.ts'
import { aboutTime, countOf } from './sweepWords.ts'

/** How many runs it would be and how long they would take; begins them. */
export function SweepStart({ plan }: { readonly plan: SweepPlan }) {
  const { startSweep } = useActions()
  const words = useApp((state) => estimateWords(state, plan))
  return (
    <div className="sweep-start">
      <p data-testid="sweep-estimate" data-value={plan.runs.length}>
        <b>{countOf(plan.runs.length, 'run')}</b>
        {words}
      </p>
      <button type="button" className="sweep-main" data-testid="sweep-start" disabled={plan.refusal !== null} onClick={startSweep}>
        Start the sweep
      </button>
    </div>
  )
}

/** ", about 40 s on 2 cores." */
function estimateWords(state: AppState, { runs }: SweepPlan): string {
  const cores = Math.min(runs.length, freeCores(state, backendFor(state.backend)))
  if (cores === 0) return ''
  const rate = secondsPerWork(state)
  const seconds = secondsLeft({ runs, ended: [], training: [], workers: cores, secondsPerWork: rate })
  const where = cores > 1 ? `on ${cores} cores` : 'one after the other'
  return seconds === null ? `, ${where}. How long that takes is known once something has trained here.` : `, ${aboutTime(seconds)} ${where}.`
}
