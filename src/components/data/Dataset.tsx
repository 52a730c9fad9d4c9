import { RadioGroup } from 'radix-ui'
import { countText } from '../../spec/countText.ts'
import { DATASET_NAMES, type DatasetFacts, type DatasetName, datasetFacts } from '../../spec/datasets.ts'
import { OPTIONS } from '../../spec/options.ts'
import { trainingCount } from '../../spec/runLength.ts'
import { selectedRun } from '../../store/state.ts'
import { useActions, useApp } from '../../store/useApp.ts'
import { Choice } from '../controls/Choice.tsx'
import { Term } from '../controls/Term.tsx'
import './Dataset.css'
import { trainingCounts } from './trainingCounts.ts'

/** Short, to stand side by side, and in a few words what each is. */
const CHIPS: Record<DatasetName, { readonly short: string; readonly says: string }> = {
  mnist: { short: 'Digits', says: 'Handwritten digits, 28 by 28 pixels.' },
  'fashion-mnist': { short: 'Fashion', says: 'Garments of ten kinds, 28 by 28 pixels: harder than digits.' },
  ring: { short: 'Ring', says: 'Points of the plane along a circle: one number says where on it.' },
  moons: { short: 'Moons', says: 'Points of the plane on two interlocked half circles.' },
  spiral: { short: 'Spiral', says: 'Points of the plane along a spiral: one number says how far along.' },
  'swiss-roll': { short: 'Swiss roll', says: 'Points in space on a rolled-up sheet: two numbers unroll it.' },
}

/** The panel's heading, with how many samples are trained on; below it which samples. */
export function Dataset() {
  const name = useApp((state) => selectedRun(state).spec.data.name)
  const { edit } = useActions()
  return (
    <>
      <div className="dataset-heading">
        <h2 className="caps">Data</h2>
        <TrainingCount />
      </div>
      <RadioGroup.Root
        className="dataset"
        aria-label="Dataset"
        data-testid="dataset"
        data-value={name}
        value={name}
        onValueChange={(chosen) => edit('data.name', chosen)}
      >
        {DATASET_NAMES.map((one) => (
          <Term key={one} explanation={`${datasetFacts(one).title}. ${CHIPS[one].says}`} side="bottom">
            <RadioGroup.Item
              value={one}
              data-value={one}
              data-current={one === name || undefined}
              className="dataset-chip"
              aria-label={datasetFacts(one).title}
            >
              {CHIPS[one].short}
            </RadioGroup.Item>
          </Term>
        ))}
      </RadioGroup.Root>
    </>
  )
}

function TrainingCount() {
  const spec = useApp((state) => selectedRun(state).spec)
  const { edit } = useActions()
  const option = OPTIONS['data.train']
  const facts = datasetFacts(spec.data.name)
  const count = trainingCount(spec)
  const offered = option.kind === 'choice' ? option.choices.map(Number) : []
  return (
    <Term
      explanation={`How many ${facts.noun} the network learns from. Those it is tested on are never among them.${sayHowMade(facts)}`}
      side="right"
    >
      <span>
        <Choice
          name={facts.kind === 'points' ? 'Training points' : option.label}
          testId="train-count"
          value={count}
          choices={trainingCounts(facts, offered, count)}
          labelOf={(choice) => countText(choice)}
          face={`${countText(count)} ${facts.noun}`}
          onChange={(choice) => edit('data.train', choice)}
        />
      </span>
    </Term>
  )
}

/** What numbers a point has; of pictures nothing. */
function sayHowMade(facts: DatasetFacts): string {
  if (facts.kind !== 'points') return ''
  const [low, high] = facts.range.map((end) => String(end).replace('-', '−'))
  return ` Each coordinate lies from ${low} to ${high}; noise of ${facts.noise} (standard deviation) is on it.`
}
