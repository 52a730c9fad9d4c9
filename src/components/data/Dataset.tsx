import { RadioGroup } from 'radix-ui'
import { DATASET_NAMES, DATASETS, datasetFacts } from '../../spec/datasets.ts'
import { OPTIONS } from '../../spec/options.ts'
import { trainingCount } from '../../spec/runLength.ts'
import { selectedRun } from '../../store/state.ts'
import { useActions, useApp } from '../../store/useApp.ts'
import { Choice } from '../controls/Choice.tsx'
import { Term } from '../controls/Term.tsx'

/** Which pictures, and how many of them are trained on. */
export function Dataset() {
  const spec = useApp((state) => selectedRun(state).spec)
  const { edit } = useActions()
  return (
    <div className="dataset">
      <RadioGroup.Root
        className="dataset-names"
        aria-label="Dataset"
        data-testid="dataset"
        value={spec.data.name}
        onValueChange={(name) => edit('data.name', name)}
      >
        {DATASET_NAMES.filter((name) => DATASETS[name]).map((name) => (
          <RadioGroup.Item key={name} value={name} data-value={name} className="dataset-name">
            {datasetFacts(name).title}
          </RadioGroup.Item>
        ))}
      </RadioGroup.Root>
      <TrainingCount count={trainingCount(spec)} />
    </div>
  )
}

function TrainingCount({ count }: { readonly count: number }) {
  const { edit } = useActions()
  const option = OPTIONS['data.train']
  const offered = option.kind === 'choice' ? option.choices.map(Number) : []
  const choices = [...new Set([...offered, count])].sort((a, b) => a - b)
  return (
    <Term explanation={option.glossary} side="right">
      <span>
        <Choice
          name={option.label}
          value={count}
          choices={choices}
          labelOf={(choice) => choice.toLocaleString('en-US')}
          onChange={(choice) => edit('data.train', choice)}
        />
      </span>
    </Term>
  )
}
