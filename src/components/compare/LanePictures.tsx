import { useMemo, useRef } from 'react'
import type { PictureGridRoom } from '../../plots/layoutPictureGrid.ts'
import { datasetFacts } from '../../spec/datasets.ts'
import { selectedOverview, shownLive, shownRun } from '../../store/state.ts'
import { useApp } from '../../store/useApp.ts'
import { useSize } from '../controls/useSize.ts'
import { LiveInkGrid, picturesIn } from '../picture-grid/InkGrid.tsx'
import { LanePlanes } from './LanePlanes.tsx'
import './LanePictures.css'
import { layoutLanePictures } from './layoutLanePictures.ts'

/** The same ten in every lane. */
const COUNT = 10
/** Under map and pictures, for the map's line. */
const LINE_PX = 21

/** What becomes of ten test pictures, or of all test points. */
export function LanePictures() {
  const card = useRef<HTMLElement | null>(null)
  const measured = useSize(card)
  const isPoints = useApp((state) => datasetFacts(shownRun(state).spec.data.name).kind === 'points')
  const room = measured && { ...measured, height: measured.height - LINE_PX }
  return (
    <div
      className="lane-pictures is-fitted"
      data-testid="reconstructions"
      ref={(frame) => {
        card.current = frame?.parentElement ?? null
      }}
    >
      {room && (isPoints ? <LanePlanes card={room} /> : <TenPictures card={room} />)}
    </div>
  )
}

/** As large as the card allows. */
function TenPictures({ card: { width, height } }: { readonly card: PictureGridRoom }) {
  const { noun, classes } = datasetFacts(useApp((state) => shownRun(state).spec.data.name))
  const pixels = useApp((state) => shownRun(state).plan.inputs)
  const labels = useApp(selectedOverview)?.labels
  const layout = useMemo(() => layoutLanePictures(COUNT, { width, height }), [width, height])
  const names = Array.from(labels ?? [], (label) => classes[label] ?? '')
  return (
    <LiveInkGrid
      layout={layout}
      label={`What becomes of ten test ${noun}${names.length > 0 ? `: ${names.join(', ')}` : ''}`}
      select={(state) => shownLive(state).reconstructions}
      picturesOf={(pictures) => picturesIn(pictures, COUNT, pixels)}
      inputs={[pixels]}
    />
  )
}
