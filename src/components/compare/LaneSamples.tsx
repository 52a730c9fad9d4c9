import { useMemo, useRef, useState } from 'react'
import { layoutPictureGrid } from '../../plots/layoutPictureGrid.ts'
import { isVariational } from '../../store/samples.ts'
import { type AppState, type LaneId, selectedRun, shownLive } from '../../store/state.ts'
import { useActions, useApp } from '../../store/useApp.ts'
import { useSize } from '../controls/useSize.ts'
import { useSpreadWork } from '../controls/useSpreadWork.ts'
import { InkGrid, type InkPictures } from '../picture-grid/InkGrid.tsx'
import './LanePictures.css'

const COUNT = 10
const NONE: InkPictures = Array.from({ length: COUNT }, () => undefined)
const SIZES = { least: 22, most: 84 }

/** What the lane's decoder makes of codes drawn at random: from its prior, or, of a plain network, which has none, from a Gaussian fitted to its codes. */
export function LaneSamples({ laneId }: { readonly laneId: LaneId }) {
  const frame = useRef<HTMLDivElement>(null)
  const room = useSize(frame)
  const [pictures, setPictures] = useState<readonly Float32Array[]>([])
  const isFromPrior = useApp((state) => isVariational(selectedRun(state)))
  const runId = useApp((state) => selectedRun(state).runId)
  const seed = useApp((state) => state.view.samplesSeed)
  const { openSamples } = useActions()
  const open = () => {
    const series = openSamples(laneId)
    return series && { count: Math.min(COUNT, series.count), make: series.make }
  }
  useSpreadWork(madeFrom, open, { show: (made) => setPictures([...made]), inputs: [runId, seed] })
  const layout = useMemo(() => (room && room.width > 0 ? layoutPictureGrid(COUNT, room, SIZES) : null), [room])
  const framed = useMemo(() => NONE.map((_, i) => pictures[i]), [pictures])
  return (
    <div className="lane-pictures" data-testid="lane-samples" data-value={pictures.length} ref={frame}>
      {layout && (
        <InkGrid layout={layout} pictures={framed} label={`Ten samples ${isFromPrior ? 'from its prior' : 'from a Gaussian fitted to its codes'}`} />
      )}
    </div>
  )
}

/** Of a plain network both change with every frame, the codes together with the weights or after them. */
function madeFrom(state: AppState): unknown {
  const { weights, samples } = shownLive(state)
  return isVariational(selectedRun(state)) ? weights : samples
}
