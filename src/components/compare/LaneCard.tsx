import type { CSSProperties } from 'react'
import { formatLoss } from '../../plots/formatLoss.ts'
import { type LaneId, selectedEngine, selectedRun, shownLive } from '../../store/state.ts'
import { useActions, useApp } from '../../store/useApp.ts'
import { LiveText } from '../controls/LiveText.tsx'
import './LaneCard.css'
import { LaneIcon } from './LaneIcon.tsx'
import { LaneMap } from './LaneMap.tsx'
import { LanePictures } from './LanePictures.tsx'
import { laneColor, titleOf } from './laneWords.ts'

/** One lane: which network it is, how far it has come, its map and its pictures. */
export function LaneCard({ laneId }: { readonly laneId: LaneId }) {
  const title = useApp((state) => titleOf(state, laneId))
  const status = useApp((state) => (selectedEngine(state).status === 'ready' ? selectedRun(state).status : selectedEngine(state).status))
  const { selectLane, removeLane, setView } = useActions()
  const edit = () => {
    selectLane(laneId)
    setView({ screen: 'explore' })
  }
  return (
    <section
      className="lane-card"
      data-testid={laneId}
      data-status={status}
      aria-label={`Lane ${laneId.replace('lane-', '')}: ${title}`}
      style={{ '--lane': laneColor(laneId) } as CSSProperties}
    >
      <header className="lane-head">
        <LaneIcon />
        <div className="lane-names">
          <h2>{title}</h2>
          <LaneProgress />
        </div>
        <div className="lane-loss">
          <b>
            <LiveText
              testId="test-loss"
              select={(state) => shownLive(state).metrics.testLoss}
              text={(loss) => formatLoss(loss)}
              value={(loss) => loss}
            />
          </b>
          <small>test loss</small>
        </div>
      </header>
      <div className="lane-views">
        <LaneMap />
        <LanePictures />
      </div>
      <footer className="lane-foot">
        <button type="button" onClick={edit} data-testid="edit-lane">
          Change it
        </button>
        <button type="button" onClick={() => removeLane(laneId)} data-testid="remove-lane" aria-label={`Remove lane ${title}`}>
          Remove
        </button>
      </footer>
    </section>
  )
}

function LaneProgress() {
  const status = useApp((state) => selectedRun(state).status)
  return (
    <p className="lane-progress">
      <span data-testid="status" data-value={status}>
        {status}
      </span>{' '}
      ·{' '}
      <LiveText
        testId="epoch"
        select={(state) => shownLive(state).metrics.epoch}
        text={(epoch) => `epoch ${epoch.toFixed(1)}`}
        value={(epoch) => epoch}
      />
    </p>
  )
}
