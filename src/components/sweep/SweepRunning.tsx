import type { SweepRun } from '../../spec/sweep.ts'
import { shareDone } from '../../store/sweepEstimate.ts'
import type { SweepState } from '../../store/sweepState.ts'
import { useActions } from '../../store/useApp.ts'
import { aboutTime, writeValue } from './sweepWords.ts'

/** How far the sweep is, what trains now, and the ways to stop it. */
export function SweepRunning({ sweep }: { readonly sweep: SweepState }) {
  const { pauseSweep, goOnWithSweep, cancelSweep } = useActions()
  const { runs, outcomes, training, status } = sweep
  const isPaused = status === 'paused'
  const share = shareDone({ runs, ended: outcomes, training })
  return (
    <div className="sweep-running">
      <p className="sweep-count">
        <b data-testid="sweep-count" data-value={outcomes.length}>
          {outcomes.length} of {runs.length} runs
        </b>
        <span>{isPaused ? 'paused' : leftWords(sweep.secondsLeft)}</span>
      </p>
      <div
        className="sweep-bar"
        role="progressbar"
        aria-label="Sweep"
        aria-valuemin={0}
        aria-valuemax={runs.length}
        aria-valuenow={outcomes.length}
        data-testid="sweep-progress"
        data-paused={isPaused || undefined}
      >
        <div style={{ width: `${100 * share}%` }} />
      </div>
      <p className="sweep-now">
        {training.length > 0 ? `${isPaused ? 'resting' : 'training'}: ${training.map(({ run }) => runWords(run)).join(' · ')}` : 'starting'}
      </p>
      <div className="sweep-buttons">
        <button
          type="button"
          className="sweep-main"
          data-testid={isPaused ? 'sweep-go-on' : 'sweep-pause'}
          onClick={isPaused ? goOnWithSweep : pauseSweep}
        >
          {isPaused ? 'Go on' : 'Pause'}
        </button>
        <button type="button" className="sweep-quiet" data-testid="sweep-cancel" title="What is done stays" onClick={cancelSweep}>
          Cancel
        </button>
      </div>
    </div>
  )
}

function leftWords(seconds: number | null): string {
  return seconds === null ? '' : `${aboutTime(seconds)} left`
}

/** "16, seed 1". */
function runWords({ value, seed }: SweepRun): string {
  return `${writeValue(value as number)}, seed ${seed}`
}
