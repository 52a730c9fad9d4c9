import { type CSSProperties, useMemo } from 'react'
import { useShallow } from 'zustand/react/shallow'
import { specDifferences } from '../../spec/specDifferences.ts'
import { type AppState, lanesOf, type RunState } from '../../store/state.ts'
import { useApp } from '../../store/useApp.ts'
import { laneColor } from './laneColors.ts'

/** Only what the lanes differ in: a line a setting, with what each of them has there. */
export function LaneDifferences() {
  const laneIds = useApp(useShallow((state: AppState) => lanesOf(state).map(({ laneId }) => laneId)))
  const specs = useApp(useShallow((state: AppState) => lanesOf(state).map(({ runId }) => (state.runs[runId] as RunState).spec)))
  const differences = useMemo(() => specDifferences(specs), [specs])
  if (specs.length < 2) return null
  if (differences.length === 0) {
    return (
      <p className="lane-table-same" data-testid="lane-differences" data-value="0">
        These lanes are the same: change one of them.
      </p>
    )
  }
  return (
    <dl className="lane-differences" data-testid="lane-differences" data-value={differences.length}>
      {differences.map(({ label, path, values }) => (
        <div key={label} data-path={path}>
          <dt>{label}</dt>
          {values.map((value, i) => (
            <dd key={laneIds[i]} style={{ '--lane': laneColor(laneIds[i] ?? 'lane-1') } as CSSProperties}>
              {value}
            </dd>
          ))}
        </div>
      ))}
    </dl>
  )
}
