import { useRef } from 'react'
import { layoutPictureGrid, type PictureGridRoom } from '../../plots/layoutPictureGrid.ts'
import { datasetFacts } from '../../spec/datasets.ts'
import { selectedOverview, shownLive, shownRun } from '../../store/state.ts'
import { useApp } from '../../store/useApp.ts'
import { LiveDigit } from '../controls/Digit.tsx'
import { useSize } from '../controls/useSize.ts'
import { LanePlanes } from './LanePlanes.tsx'
import './LanePictures.css'

/** The same ten in every lane. */
const COUNT = 10
const PICTURES = Array.from({ length: COUNT }, (_, i) => i)
const BORDER_PX = 2
const SIZES = { least: 22, most: 84 }

/** What becomes of ten test pictures, or of all test points. */
export function LanePictures() {
  const frame = useRef<HTMLDivElement>(null)
  const room = useSize(frame)
  const isPoints = useApp((state) => datasetFacts(shownRun(state).spec.data.name).kind === 'points')
  return (
    <div className="lane-pictures" data-testid="reconstructions" ref={frame}>
      {room && room.width > 0 && (isPoints ? <LanePlanes room={room} /> : <TenPictures room={room} />)}
    </div>
  )
}

/** As large as the room allows. */
function TenPictures({ room }: { readonly room: PictureGridRoom }) {
  const { noun, classes } = datasetFacts(useApp((state) => shownRun(state).spec.data.name))
  const pixels = useApp((state) => shownRun(state).plan.inputs)
  const overview = useApp(selectedOverview)
  const { columns, side, gap } = layoutPictureGrid(COUNT, room, SIZES)
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
