import type { RunStatus } from '../../engine/metrics.ts'
import { secondsLeftAtHand, statusAtHand } from '../../store/atHand.ts'
import { type AppState, type EngineState, type LiveRun, selectedEngine, selectedLive, selectedRun } from '../../store/state.ts'
import { useApp } from '../../store/useApp.ts'
import { LiveText } from '../controls/LiveText.tsx'
import { Term } from '../controls/Term.tsx'

/** The last edits that the mark names. */
const EDITS_LISTED = 3

const STATUS_WORDS: Record<RunStatus, string> = {
  loading: 'waiting for data',
  idle: 'ready',
  training: 'training',
  paused: 'paused',
  done: 'done',
  diverged: 'diverged',
  failed: 'stopped',
}

/** How far the run is: "4.2 / 10 epochs", what it is doing, and how long it will take. */
export function EpochReadout() {
  const status = useApp(statusAtHand)
  const engine = useApp(selectedEngine)
  return (
    <div className="epoch-readout">
      <div>
        <LiveText className="epoch-now" testId="epoch" select={selectedLive} text={epochText} value={epochOf} />
        <LiveText className="epoch-planned" select={plannedOf} text={plannedText} />
      </div>
      <div className="epoch-status">
        <span role="status" data-testid="status" data-value={status}>
          {statusText(engine, status)}
        </span>
        <EditedMark />
        <LiveText select={secondsLeftAtHand} text={timeLeftText} />
      </div>
    </div>
  )
}

/** Says that this is no longer the run that the spec alone would give, and why. */
function EditedMark() {
  const isEdited = useApp((state) => selectedRun(state).isEdited)
  const edits = useApp((state) => selectedRun(state).edits)
  if (!isEdited) return null
  const changes = edits.slice(-EDITS_LISTED).map(({ step, path, value }) => `${path} ${JSON.stringify(value) ?? 'removed'} at step ${step}`)
  const why = changes.length > 0 ? `Edited on the way: ${changes.join('; ')}.` : 'It did not begin from fresh weights, or it was trained on.'
  return (
    <>
      {' · '}
      <Term explanation={`${why} Reset gives the spec’s own run.`} side="bottom">
        <button type="button" className="epoch-edited">
          edited
        </button>
      </Term>
    </>
  )
}

function statusText(engine: EngineState, status: RunStatus): string {
  if (engine.status === 'starting') return 'starting'
  return engine.status === 'lost' ? 'engine lost' : STATUS_WORDS[status]
}

function epochOf({ metrics }: LiveRun): number {
  return metrics.epoch
}

function epochText({ metrics }: LiveRun): string {
  return metrics.epoch.toFixed(1)
}

/** Epochs that the run will have had at its end. */
function plannedOf(state: AppState): number {
  const { samplesPlanned, trainingPictures } = selectedLive(state).progress
  return trainingPictures > 0 ? samplesPlanned / trainingPictures : 0
}

function plannedText(epochs: number): string {
  return `\u2009/\u2009${Number(epochs.toFixed(1))} ${epochs === 1 ? 'epoch' : 'epochs'}`
}

/** " · 12 s left". */
function timeLeftText(seconds: number | null): string {
  if (seconds === null || !Number.isFinite(seconds)) return ''
  return seconds < 90 ? ` · ${Math.ceil(seconds)} s left` : ` · ${Math.round(seconds / 60)} min left`
}
