import { useMemo } from 'react'
import { specDifferences, withinSentence } from '../../spec/specDifferences.ts'
import { type LaneId, lanesOf, type RunState } from '../../store/state.ts'
import { useApp } from '../../store/useApp.ts'
import { Term } from '../controls/Term.tsx'
import './LaneDifference.css'

/** Named in the line; the others are counted. */
const NAMED_MAX = 2

/** What a lane differs in from the first: "differs in layers"; what it has there instead of what the first has is told on pointing at it. Of the first: nothing. */
export function LaneDifference({ laneId }: { readonly laneId: LaneId }) {
  const first = useApp((state) => lanesOf(state)[0])
  const own = useApp((state) => state.lanes[laneId])
  const base = useApp((state) => (first && (state.runs[first.runId] as RunState | undefined))?.spec)
  const spec = useApp((state) => (own && (state.runs[own.runId] as RunState | undefined))?.spec)
  const differences = useMemo(() => (base && spec ? specDifferences([base, spec]) : []), [base, spec])
  if (!first || first.laneId === laneId) return null
  if (differences.length === 0) {
    return (
      <span className="lane-difference" data-testid="lane-difference" data-value="">
        the same as the first
      </span>
    )
  }
  const labels = differences.map(({ label }) => withinSentence(label))
  const others = labels.length - NAMED_MAX
  return (
    <Term explanation={<Values differences={differences} />} side="bottom">
      <button type="button" className="lane-difference" data-testid="lane-difference" data-value={labels.join(', ')}>
        differs in <b>{labels.slice(0, NAMED_MAX).join(', ')}</b>
        {others > 0 && ` and ${others} more`}
      </button>
    </Term>
  )
}

function Values({ differences }: { readonly differences: ReturnType<typeof specDifferences> }) {
  return differences.map(({ label, values: [before, after] }) => (
    <div key={label}>
      {label}: <b>{after}</b>, where the first has {before}
    </div>
  ))
}
