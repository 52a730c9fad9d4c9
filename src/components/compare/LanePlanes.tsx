import { useStore } from 'zustand'
import type { PictureGridRoom } from '../../plots/layoutPictureGrid.ts'
import { alignedMapOf } from '../../store/alignedMaps.ts'
import { useApp } from '../../store/useApp.ts'
import { paintInputs, paintOutputs } from '../points/paintPoints.ts'
import { type PointPicture, usePointCanvas } from '../points/usePointCanvas.ts'
import { layoutLanePlanes } from './layoutLanePictures.ts'
import { linkedMaps } from './linkedMaps.ts'

interface LanePlaneProps {
  /** Side in CSS pixels. */
  readonly side: number
  readonly name: string
  readonly paint: (picture: PointPicture) => void
}

/** The test points as they go in, with what the decoder can reach, and as they come out. */
export function LanePlanes({ card }: { readonly card: PictureGridRoom }) {
  const { side, columns } = layoutLanePlanes(card)
  return (
    <div className="lane-planes" style={{ gridTemplateColumns: `repeat(${columns}, ${side}px)` }}>
      <LanePlane side={side} name="in" paint={paintInputs} />
      <LanePlane side={side} name="out" paint={paintOutputs} />
    </div>
  )
}

/** The point that is marked is the one pointed at in any lane's map, else that of the hourglass. */
function LanePlane({ side, name, paint }: LanePlaneProps) {
  const laneId = useApp((state) => state.selectedLane)
  const samples = useApp((state) => alignedMapOf(state, laneId)?.samples ?? null)
  const pointed = useStore(linkedMaps, (linked) => (linked.pointed?.samples === samples ? (linked.pointed?.index ?? null) : null))
  const { canvas, size } = usePointCanvas(
    side,
    (picture) => {
      const { state } = picture
      paint(pointed === null ? picture : { ...picture, state: { ...state, view: { ...state.view, sample: pointed } } })
    },
    [pointed],
  )
  return (
    <figure>
      <canvas ref={canvas} {...size} role="img" aria-label={`The test points, ${name}`} style={{ width: side, height: side }} />
      <figcaption>{name}</figcaption>
    </figure>
  )
}
