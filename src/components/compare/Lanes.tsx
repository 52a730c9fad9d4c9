import { datasetFacts } from '../../spec/datasets.ts'
import { trainingCount } from '../../spec/runLength.ts'
import type { RunSpec } from '../../spec/runSpec.ts'
import type { Shortage } from '../../store/laneThreads.ts'
import { LANE_IDS, type LanePace, type LanePictures, lanesOf, type RunState, selectedRun } from '../../store/state.ts'
import { LaneContext, useActions, useApp } from '../../store/useApp.ts'
import { Choice } from '../controls/Choice.tsx'
import { AskedQuestion } from '../questions/AskedQuestion.tsx'
import { CompareLoss } from './CompareLoss.tsx'
import { EmptyLane } from './EmptyLane.tsx'
import { LaneCard } from './LaneCard.tsx'
import './Lanes.css'
import { LaneTable } from './LaneTable.tsx'

const PACE_WORDS: Record<LanePace, string> = { 'in-step': 'in step by pictures', racing: 'racing by time' }
const PACES = Object.keys(PACE_WORDS) as LanePace[]
const PICTURES_WORDS: Record<LanePictures, string> = { rebuilt: 'test pictures, rebuilt', samples: 'samples from random codes' }
const PICTURES = Object.keys(PICTURES_WORDS) as LanePictures[]
const SHORTAGE_WORDS: Record<Shortage, string> = {
  'one-core': 'This machine has one core: they take turns in one worker.',
  'little-memory': 'This machine has little memory: they take turns in one worker.',
}
const COUNT_WORDS = ['No', 'One', 'Two', 'Three', 'Four']

/** Lanes beside each other: each with its map and what becomes of the same pictures, all losses in one chart, all figures in one table. */
export function Lanes() {
  const lanes = useApp((state) => state.lanes)
  const pace = useApp((state) => state.view.lanePace)
  const pictures = useApp((state) => state.view.lanePictures)
  const isPictures = useApp((state) => datasetFacts(selectedRun(state).spec.data.name).kind === 'pictures')
  const selected = useApp((state) => state.selectedLane)
  const shortage = useApp((state) => state.shortage)
  const batches = useApp((state) => batchesInWords(lanesOf(state).map(({ runId }) => (state.runs[runId] as RunState).spec)))
  const { fork, setView } = useActions()
  const shown = lanesOf({ lanes })
  const isFull = shown.length === LANE_IDS.length
  return (
    <div className="lanes" data-testid="lanes" data-value={shown.length}>
      <header className="lanes-head">
        <p>
          {shown.length === 1 ? 'One network so far.' : `${COUNT_WORDS[shown.length]} networks, trained on ${batches}. Only what differs is shown.`}
          {shown.length > 1 && shortage && <span data-testid="lanes-shortage"> {SHORTAGE_WORDS[shortage]}</span>}
        </p>
        {isPictures && (
          <Choice
            name="What is shown beside each map"
            value={pictures}
            choices={PICTURES}
            labelOf={(choice) => PICTURES_WORDS[choice]}
            onChange={(lanePictures) => setView({ lanePictures })}
            testId="lane-pictures-shown"
          />
        )}
        <Choice
          name="How lanes are held together"
          value={pace}
          choices={PACES}
          labelOf={(choice) => PACE_WORDS[choice]}
          onChange={(lanePace) => setView({ lanePace })}
          testId="lane-pace"
          className="lanes-pace"
        />
        <button
          type="button"
          className="lanes-add"
          data-testid="add-lane"
          disabled={isFull}
          title={isFull ? 'Four lanes are as many as there can be' : 'A lane like the selected one, to change'}
          onClick={fork}
        >
          + Add a lane
        </button>
      </header>
      <AskedQuestion />
      <div className="lanes-cards">
        {shown.map(({ laneId }) => (
          <LaneContext key={laneId} value={laneId}>
            <LaneCard laneId={laneId} isSelected={laneId === selected} />
          </LaneContext>
        ))}
        {shown.length === 1 && <EmptyLane />}
      </div>
      <div className="lanes-foot">
        <CompareLoss />
        <LaneTable />
      </div>
    </div>
  )
}

/** What all are shown, as far as it is the same: data, seed and batch size alone decide it. */
function batchesInWords(specs: readonly RunSpec[]): string {
  const isSame = (of: (spec: RunSpec) => unknown) => new Set(specs.map((spec) => JSON.stringify(of(spec)))).size === 1
  const isSameData = isSame((spec) => [spec.data.name, spec.data.classes, spec.data.shufflePixels, trainingCount(spec)])
  if (!isSameData) return 'different data'
  return isSame(({ seed, training }) => [seed, training.batchSize]) ? 'the same batches in the same order' : 'the same data, in different batches'
}
