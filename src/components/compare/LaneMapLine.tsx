import { useEffect } from 'react'
import { useStore } from 'zustand'
import { countText } from '../../spec/countText.ts'
import { datasetFacts } from '../../spec/datasets.ts'
import { alignedMapOf } from '../../store/alignedMaps.ts'
import { shownLive, shownRun } from '../../store/state.ts'
import { useApp } from '../../store/useApp.ts'
import { LiveText } from '../controls/LiveText.tsx'
import { brushWords } from './brushWords.ts'
import { clearBrush, linkedMaps } from './linkedMaps.ts'

/** Under a map: what stands on it, or what has been marked there. */
export function LaneMapLine() {
  const laneId = useApp((state) => state.selectedLane)
  const facts = datasetFacts(useApp((state) => shownRun(state).spec.data.name))
  const codeSize = useApp((state) => shownRun(state).plan.latent)
  const samples = useApp((state) => alignedMapOf(state, laneId)?.samples ?? null)
  const brushed = useStore(linkedMaps, (linked) => linked.brushed)
  const count = brushed?.samples === samples ? (brushed?.members.size ?? null) : null
  if (brushed?.laneId === laneId && count !== null) return <BrushLine words={brushWords(brushed.counts, facts)} count={count} />
  return (
    <p className="lane-map-line" data-testid="map-line" data-brushed={count ?? undefined}>
      {count !== null ? (
        <span>{`the same ${count === 1 ? 'one' : countText(count)}`}</span>
      ) : (
        <LiveText
          key={`${codeSize} ${facts.noun}`}
          select={(state) => shownLive(state).map?.labels.length ?? 0}
          text={(points) => `${points === 0 ? 'Test' : countText(points)} ${facts.noun} by ${numbersOf(codeSize)}`}
        />
      )}
    </p>
  )
}

/** How many were marked and of which classes, and what takes the marks away. */
function BrushLine({ words, count }: { readonly words: string; readonly count: number }) {
  useEffect(() => {
    const clearOnEscape = (event: KeyboardEvent) => event.key === 'Escape' && clearBrush()
    document.addEventListener('keydown', clearOnEscape)
    return () => document.removeEventListener('keydown', clearOnEscape)
  }, [])
  return (
    <p className="lane-map-line is-brushed" data-testid="map-line" data-brushed={count}>
      <span role="status" title={words}>
        {words}
      </span>
      <button type="button" className="lane-map-clear" onClick={clearBrush} title="Unmark them (Escape)">
        Clear
      </button>
    </p>
  )
}

/** What sets the points' places. */
function numbersOf(codeSize: number): string {
  if (codeSize === 1) return 'one number'
  if (codeSize === 2) return 'two numbers'
  return `2 of ${countText(codeSize)} principal components`
}
