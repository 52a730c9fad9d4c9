import { Dataset } from './Dataset.tsx'
import './DataPanel.css'
import { DrawPad } from './DrawPad.tsx'
import { SampleNoise, TrainingNoise } from './NoiseSliders.tsx'
import { Samples } from './Samples.tsx'
import { TrainingOptions } from './TrainingOptions.tsx'

/** What goes in: the dataset, one of its digits, noise, a drawing of one's own; and how it is trained on. */
export function DataPanel() {
  return (
    <aside className="data-panel" aria-label="Data and training">
      <section className="data-section">
        <h2 className="caps">Data</h2>
        <Dataset />
        <Samples />
        <TrainingNoise />
        <SampleNoise />
      </section>
      <section className="data-section">
        <h2 className="caps">Try your own</h2>
        <DrawPad />
      </section>
      <TrainingOptions />
    </aside>
  )
}
