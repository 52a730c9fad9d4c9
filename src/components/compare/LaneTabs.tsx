import { lanesOf } from '../../store/state.ts'
import { useActions, useApp } from '../../store/useApp.ts'
import './LaneTabs.css'
import { titleOf } from '../../store/laneTitles.ts'
import { laneColor } from './laneColors.ts'

/** Which lane is seen and edited, where there are several. */
export function LaneTabs() {
  const ids = useApp((state) =>
    lanesOf(state)
      .map(({ laneId }) => laneId)
      .join(),
  )
  const lanes = useApp((state) => state.lanes)
  if (!ids.includes(',')) return null
  return (
    <div className="lane-tabs" role="tablist" aria-label="Lane">
      {lanesOf({ lanes }).map(({ laneId }) => (
        <LaneTab key={laneId} laneId={laneId} />
      ))}
    </div>
  )
}

function LaneTab({ laneId }: { readonly laneId: ReturnType<typeof lanesOf>[number]['laneId'] }) {
  const title = useApp((state) => titleOf(state, laneId))
  const isSelected = useApp((state) => state.selectedLane === laneId)
  const { selectLane } = useActions()
  return (
    <button
      type="button"
      role="tab"
      className="lane-tab"
      aria-selected={isSelected}
      data-value={laneId}
      style={{ '--lane': laneColor(laneId) } as React.CSSProperties}
      onClick={() => selectLane(laneId)}
    >
      {title}
    </button>
  )
}
