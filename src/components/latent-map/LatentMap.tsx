import { useState } from 'react'
import { countText } from '../../spec/countText.ts'
import { datasetFacts } from '../../spec/datasets.ts'
import { isVariational } from '../../store/samples.ts'
import { selectedRun, shownLive } from '../../store/state.ts'
import { useActions, useApp } from '../../store/useApp.ts'
import { LiveText } from '../controls/LiveText.tsx'
import { ClassChips } from './ClassChips.tsx'
import './LatentMap.css'
import { MapStage } from './MapStage.tsx'

/** The test pictures by their codes, what the decoder makes of every place between them, and the classes' legend. */
export function LatentMap() {
  const codeSize = useApp((state) => selectedRun(state).plan.latent)
  const isSpread = useApp((state) => isVariational(selectedRun(state)))
  const facts = datasetFacts(useApp((state) => selectedRun(state).spec.data.name))
  const hidden = useApp((state) => state.view.hiddenClasses)
  const { setView } = useActions()
  const [hoveredClass, setHoveredClass] = useState<number | null>(null)
  return (
    <section className="latent-map" data-testid="latent-map" aria-label="Map of the codes">
      <header className="map-head">
        <h2 className="caps">Map</h2>
        <LiveText
          className="map-subject"
          select={(state) => shownLive(state).map?.labels.length ?? 0}
          text={(count) => `${subject(count, facts.noun, codeSize)}${codeSize === 2 && isSpread ? ' ± 1 SD' : ''}`}
          key={`${codeSize} ${isSpread}`}
        />
        {hidden.length > 0 && (
          <button type="button" className="map-all" onClick={() => setView({ hiddenClasses: [] })}>
            Show all
          </button>
        )}
      </header>
      <MapStage key={codeSize === 1 ? 'strip' : 'plane'} emphasis={hoveredClass} />
      <ClassChips names={facts.classes} onHover={setHoveredClass} />
    </section>
  )
}

/** Which pictures stand on the map, and what sets their places. */
function subject(count: number, noun: string, codeSize: number): string {
  const pictures = count === 0 ? `Test ${noun}` : `${countText(count)} test ${noun}`
  if (codeSize === 1) return `${pictures} by their one number`
  if (codeSize === 2) return `${pictures} by their two numbers`
  return `${pictures} · 2 of ${countText(codeSize)} principal components`
}
