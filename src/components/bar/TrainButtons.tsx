import { canTrainAtHand, hasTrainedAtHand, isLostAtHand, isTrainingAtHand, statusAtHand } from '../../store/atHand.ts'
import { useActions, useApp } from '../../store/useApp.ts'
import { useShortcuts } from './useShortcuts.ts'

/** Reset, Train or Pause, one step: of the run that is seen, or of all lanes beside each other. */
export function TrainButtons() {
  const status = useApp(statusAtHand)
  const hasTrained = useApp(hasTrainedAtHand)
  const isLost = useApp(isLostAtHand)
  const { play, pause, stepOnce, reset } = useActions()
  const isTraining = useApp(isTrainingAtHand)
  const canTrain = useApp(canTrainAtHand)
  const canStep = canTrain && !isTraining
  useShortcuts({ ' ': isTraining ? pause : canTrain && play, ArrowRight: canStep && stepOnce })
  return (
    <div className="train-buttons">
      <button
        type="button"
        className="bar-icon"
        data-testid="reset"
        aria-label="Reset"
        title="Back to the start: fresh weights, the same settings"
        disabled={isLost || (!hasTrained && !isTraining)}
        onClick={reset}
      >
        <Icon path="M3.2 8a4.8 4.8 0 1 0 1.6-3.6M3 2.2v3h3" />
      </button>
      <button
        type="button"
        className="train-button"
        data-testid={isTraining ? 'pause' : 'train'}
        data-pulse={(canTrain && !hasTrained && !isTraining) || undefined}
        title={isTraining ? 'Pause (Space)' : 'Train (Space)'}
        disabled={!canTrain}
        onClick={isTraining ? pause : play}
      >
        {isTraining ? <PauseShape /> : <PlayShape />}
        {isTraining ? 'Pause' : status === 'done' ? 'Train on' : 'Train'}
      </button>
      <button
        type="button"
        className="bar-icon"
        data-testid="step"
        aria-label="One step"
        title="One step: one batch, one move of the weights (right arrow)"
        disabled={!canStep}
        onClick={stepOnce}
      >
        <Icon path="M4 3.4v9.2L10 8zM12.4 3.4v9.2" isFilled />
      </button>
    </div>
  )
}

function PlayShape() {
  return (
    <svg width="12" height="14" viewBox="0 0 12 14" aria-hidden="true">
      <path d="M1.5 1.6v10.8a.6.6 0 00.9.5l8.7-5.4a.6.6 0 000-1L2.4 1.1a.6.6 0 00-.9.5z" fill="currentColor" />
    </svg>
  )
}

function PauseShape() {
  return (
    <svg width="12" height="14" viewBox="0 0 12 14" aria-hidden="true">
      <path d="M1 1h3.4v12H1zM7.6 1H11v12H7.6z" fill="currentColor" />
    </svg>
  )
}

function Icon({ path, isFilled = false }: { readonly path: string; readonly isFilled?: boolean }) {
  return (
    <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
      <path d={path} fill={isFilled ? 'currentColor' : 'none'} stroke="currentColor" strokeWidth="1.6" strokeLinecap="round" strokeLinejoin="round" />
    </svg>
  )
}
