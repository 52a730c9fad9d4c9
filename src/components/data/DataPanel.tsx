import { datasetFacts } from '../../spec/datasets.ts'
import { selectedRun } from '../../store/state.ts'
import { useApp } from '../../store/useApp.ts'
import { CodeOptions } from './CodeOptions.tsx'
import { Dataset } from './Dataset.tsx'
import './DataPanel.css'
import { DrawPad } from './DrawPad.tsx'
import { SampleNoise, TrainingNoise } from './NoiseSliders.tsx'
import { Samples } from './Samples.tsx'
import { TrainingOptions } from './TrainingOptions.tsx'

/** What goes in: the dataset, one of its samples, noise, a drawing of one's own; and how it is trained on. */
export function DataPanel() {
  const isPictures = useApp((state) => datasetFacts(selectedRun(state).spec.data.name).kind === 'pictures')
  return (
    <aside className="data-panel" aria-label="Data and training">
      <section className="data-section">
        <Dataset />
        <Samples />
        <TrainingNoise />
        <SampleNoise />
      </section>
      {isPictures && (
        <section className="data-section">
          <h2 className="caps">Try your own</h2>
          <DrawPad />
        </section>
      )}
      <div>
        <CodeOptions />
        <TrainingOptions />
      </div>
    </aside>
  )
}
