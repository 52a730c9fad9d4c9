import { LANE_IDS, type LanePace, lanesOf } from '../../store/state.ts'
import { LaneContext, useActions, useApp } from '../../store/useApp.ts'
import { Choice } from '../controls/Choice.tsx'
import './Compare.css'
import { CompareLoss } from './CompareLoss.tsx'
import { LaneCard } from './LaneCard.tsx'
import { LaneTable } from './LaneTable.tsx'

const PACE_WORDS: Record<LanePace, string> = { 'in-step': 'in step by pictures', racing: 'racing by time' }
const PACES = Object.keys(PACE_WORDS) as LanePace[]

/** Lanes beside each other: each with its map and what becomes of the same pictures, all losses in one chart, all figures in one table. */
export function Compare() {
  const lanes = useApp((state) => state.lanes)
  const pace = useApp((state) => state.view.lanePace)
  const { fork, setView } = useActions()
  const shown = lanesOf({ lanes })
  return (
    <main className="compare" data-testid="compare-view" data-lanes={shown.length}>
      <header className="compare-head">
        <CompareSentence />
        <Choice
          name="How lanes are held together"
          value={pace}
          choices={PACES}
          labelOf={(choice) => PACE_WORDS[choice]}
          onChange={(lanePace) => setView({ lanePace })}
          testId="lane-pace"
          className="compare-pace"
        />
        <button
          type="button"
          className="compare-add"
          data-testid="add-lane"
          disabled={shown.length === LANE_IDS.length}
          title={shown.length === LANE_IDS.length ? 'Four lanes are as many as there can be' : 'A lane like the selected one, to change'}
          onClick={fork}
        >
          + Add a lane
        </button>
      </header>
      <div className="compare-cards">
        {shown.map(({ laneId }) => (
          <LaneContext key={laneId} value={laneId}>
            <LaneCard laneId={laneId} />
          </LaneContext>
        ))}
      </div>
      <div className="compare-foot">
        <CompareLoss />
        <LaneTable />
      </div>
    </main>
  )
}

/** What is the same for all of them. */
function CompareSentence() {
  const count = useApp((state) => lanesOf(state).length)
  const words = ['No', 'One', 'Two', 'Three', 'Four'][count]
  return <p className="compare-sentence">{words} networks, trained on the same batches in the same order. Only what differs is shown.</p>
}
