import { useRef } from 'react'
import type { PictureGridRoom } from '../../plots/layoutPictureGrid.ts'
import { datasetFacts } from '../../spec/datasets.ts'
import { selectedOverview, shownLive, shownRun } from '../../store/state.ts'
import { useApp } from '../../store/useApp.ts'
import { LiveDigit } from '../controls/Digit.tsx'
import { useSize } from '../controls/useSize.ts'
import { LanePlanes } from './LanePlanes.tsx'
import './LanePictures.css'
import { layoutLanePictures } from './layoutLanePictures.ts'

/** The same ten in every lane. */
const COUNT = 10
const PICTURES = Array.from({ length: COUNT }, (_, i) => i)
const BORDER_PX = 2
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
function TenPictures({ card }: { readonly card: PictureGridRoom }) {
  const { noun, classes } = datasetFacts(useApp((state) => shownRun(state).spec.data.name))
  const pixels = useApp((state) => shownRun(state).plan.inputs)
  const overview = useApp(selectedOverview)
  const { columns, side, gap } = layoutLanePictures(COUNT, card)
  const one = noun.replace(/s$/, '')
  return (
    <ol aria-label={`What becomes of ten test ${noun}`} style={{ gridTemplateColumns: `repeat(${columns}, ${side}px)`, gap }}>
      {PICTURES.map((index) => (
        <li key={index}>
          <LiveDigit
            size={side - BORDER_PX}
            label={`Test ${one} ${classes[overview?.labels[index] ?? index] ?? ''}, rebuilt`}
            select={(state) => shownLive(state).reconstructions}
            pixelsOf={(pictures) =>
              pictures && pictures.length >= (index + 1) * pixels ? pictures.subarray(index * pixels, (index + 1) * pixels) : null
            }
            inputs={[pixels]}
          />
        </li>
      ))}
    </ol>
  )
}
