import type { CSSProperties } from 'react'
import type { Metrics, RunStatus } from '../../engine/metrics.ts'
import { formatLoss } from '../../plots/formatLoss.ts'
import { MEASURE_WORDS, valueOn } from '../../spec/commonMeasure.ts'
import { datasetFacts } from '../../spec/datasets.ts'
import { type AppState, type LaneId, selectedEngine, selectedRun, shownLive, shownRun } from '../../store/state.ts'
import { useActions, useApp } from '../../store/useApp.ts'
import { LiveText } from '../controls/LiveText.tsx'
import './LaneCard.css'
import { titleOf } from '../../store/laneTitles.ts'
import { LaneDifference } from './LaneDifference.tsx'
import { LaneIcon } from './LaneIcon.tsx'
import { LaneMap } from './LaneMap.tsx'
import { LanePictures } from './LanePictures.tsx'
import { LaneSamples } from './LaneSamples.tsx'
import { laneColor } from './laneColors.ts'
import { measureShown } from './laneFigures.ts'

const STATUS_WORDS: Record<RunStatus, string> = {
  loading: 'waiting for data',
  idle: 'ready',
  training: 'training',
  paused: 'paused',
  done: 'done',
  diverged: 'diverged',
  failed: 'stopped',
}

/** One lane: which network it is, how far it has come, its map and its pictures. The selected one is what presets and the console change. */
export function LaneCard({ laneId, isSelected }: { readonly laneId: LaneId; readonly isSelected: boolean }) {
  const title = useApp((state) => titleOf(state, laneId))
  const isPictures = useApp((state) => datasetFacts(selectedRun(state).spec.data.name).kind === 'pictures')
  const showsSamples = useApp((state) => state.view.lanePictures === 'samples') && isPictures
  const { selectLane } = useActions()
  return (
    <section
      className="lane-card"
      data-testid={laneId}
      data-selected={isSelected || undefined}
      aria-label={`Lane ${laneId.replace('lane-', '')}: ${title}`}
      style={{ '--lane': laneColor(laneId) } as CSSProperties}
    >
      <header className="lane-head">
        <LaneIcon />
        <h2>
          <button
            type="button"
            className="lane-title"
            aria-pressed={isSelected}
            title={`${title}: presets and new lanes begin from the selected one`}
            onClick={() => selectLane(laneId)}
          >
            {title}
          </button>
        </h2>
        <p className="lane-progress">
          <LaneStatus />
        </p>
        <p className="lane-against">
          <LaneDifference laneId={laneId} />
          <LossApart />
        </p>
        <LaneLoss />
        <LaneButtons laneId={laneId} title={title} />
      </header>
      <div className="lane-views">
        <LaneMap />
        {showsSamples ? <LaneSamples laneId={laneId} /> : <LanePictures />}
      </div>
    </section>
  )
}

/** How far it has come: "training · epoch 4.2". */
function LaneStatus() {
  const status = useApp((state) => shownRun(state).status)
  const engine = useApp((state) => selectedEngine(state).status)
  const words = engine === 'ready' ? STATUS_WORDS[status] : engine === 'lost' ? 'engine lost' : 'starting'
  return (
    <span>
      <span className="lane-status" data-testid="status" data-value={status} data-engine={engine}>
        {words}
      </span>
      <LiveText className="lane-epoch" testId="epoch" select={metricsOf} text={epochText} value={({ epoch }) => epoch} />
    </span>
  )
}

/** In the measure that all lanes have. */
function LaneLoss() {
  const measure = useApp(measureShown)
  return (
    <div className="lane-loss">
      <b>
        {measure === 'testLoss' ? (
          <OwnLoss />
        ) : (
          <LiveText select={(state) => valueOn(measure, shownLive(state).metrics)} text={formatLoss} inputs={[measure]} />
        )}
      </b>
      <small>{MEASURE_WORDS[measure]}</small>
    </div>
  )
}

/** The lane's own test loss, where it is not what all have. */
function LossApart() {
  const isApart = useApp((state) => measureShown(state) !== 'testLoss')
  return (
    isApart && (
      <span className="lane-apart">
        test loss <OwnLoss />
      </span>
    )
  )
}

function OwnLoss() {
  return <LiveText testId="test-loss" select={(state) => shownLive(state).metrics.testLoss} text={formatLoss} value={(loss) => loss} />
}

function LaneButtons({ laneId, title }: { readonly laneId: LaneId; readonly title: string }) {
  const { selectLane, removeLane, setView } = useActions()
  const isOnlyOne = useApp((state) => Object.keys(state.lanes).length === 1)
  const change = () => {
    selectLane(laneId)
    setView({ screen: 'explore' })
  }
  return (
    <div className="lane-buttons">
      <button type="button" onClick={change} data-testid="edit-lane" aria-label={`Change ${title}`} title="Change it: this network in all its parts">
        <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
          <path d="M10.8 2.6l2.6 2.6L5.6 13H3v-2.6zM9.2 4.2l2.6 2.6" fill="none" stroke="currentColor" strokeWidth="1.5" strokeLinejoin="round" />
        </svg>
      </button>
      <button
        type="button"
        onClick={() => removeLane(laneId)}
        data-testid="remove-lane"
        aria-label={`Remove ${title}`}
        title={isOnlyOne ? 'The last lane stays' : 'Take this lane away'}
        disabled={isOnlyOne}
      >
        <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
          <path d="M4 4l8 8M12 4l-8 8" fill="none" stroke="currentColor" strokeWidth="1.6" strokeLinecap="round" />
        </svg>
      </button>
    </div>
  )
}

function metricsOf(state: AppState): Metrics {
  return shownLive(state).metrics
}

/** Only on the way: a run that has ended has had all its epochs. */
function epochText({ status, epoch }: Metrics): string {
  return status === 'training' || status === 'paused' ? `epoch ${epoch.toFixed(1)}` : ''
}
