import { datasetFacts } from '../../spec/datasets.ts'
import { reasonAgainst } from '../../spec/nearestEdits.ts'
import type { OptionPath } from '../../spec/options.ts'
import { selectedRun } from '../../store/state.ts'
import { useActions, useApp } from '../../store/useApp.ts'
import { Switch } from '../controls/Switch.tsx'
import { Disclosure } from './Disclosure.tsx'
import { OptionControl } from './OptionControl.tsx'

/** How the network is trained. */
export function TrainingOptions() {
  const hasSteps = useApp((state) => selectedRun(state).spec.training.steps !== undefined)
  const paths: OptionPath[] = [
    'loss',
    'training.learningRate',
    hasSteps ? 'training.steps' : 'training.epochs',
    'training.schedule',
    'training.optimizer',
    'training.batchSize',
    'seed',
  ]
  return (
    <Disclosure name="Training">
      {paths.map((path) => (
        <OptionControl key={path} path={path} />
      ))}
      <ShuffledPixels />
    </Disclosure>
  )
}

/** Pictures alone have pixels to shuffle. */
function ShuffledPixels() {
  const spec = useApp((state) => selectedRun(state).spec)
  const { edit } = useActions()
  if (datasetFacts(spec.data.name).kind === 'points') return null
  return (
    <Switch
      label="Shuffle pixels"
      testId="shuffle-pixels"
      isOn={spec.data.shufflePixels === true}
      explanation="All pictures’ pixels in one other order, the same for all. Dense layers learn as well as before, convolutions, which look at neighbours, don’t."
      refusal={reasonAgainst(spec, 'data.shufflePixels', true)}
      onChange={(isOn) => edit('data.shufflePixels', isOn || undefined)}
    />
  )
}
