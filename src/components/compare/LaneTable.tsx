import { lanesOf } from '../../store/state.ts'
import { useApp } from '../../store/useApp.ts'
import { titleOf } from './laneWords.ts'

/** Which is better, by how much, and what it costs. */
export function LaneTable() {
  const lanes = useApp((state) => state.lanes)
  return (
    <section className="lane-table" data-testid="lane-table" aria-label="Side by side">
      <h2 className="caps">Side by side</h2>
      <ul>
        {lanesOf({ lanes }).map(({ laneId }) => (
          <LaneRow key={laneId} laneId={laneId} />
        ))}
      </ul>
    </section>
  )
}

function LaneRow({ laneId }: { readonly laneId: ReturnType<typeof lanesOf>[number]['laneId'] }) {
  return <li>{useApp((state) => titleOf(state, laneId))}</li>
}
