import { useRef } from 'react'
import { datasetFacts } from '../../spec/datasets.ts'
import { selectedOverview, selectedRun, shownLive } from '../../store/state.ts'
import { useApp } from '../../store/useApp.ts'
import { LiveDigit } from '../controls/Digit.tsx'
import { useSize } from '../controls/useSize.ts'

/** The same ten in every lane. */
const PICTURES = Array.from({ length: 10 }, (_, i) => i)
const BORDER_PX = 2
const DEFAULT_CELL_PX = 44

/** What becomes of ten test pictures. */
export function LanePictures() {
  const cell = useRef<HTMLLIElement>(null)
  const size = (useSize(cell)?.width ?? DEFAULT_CELL_PX) - BORDER_PX
  const { noun, classes, kind } = datasetFacts(useApp((state) => selectedRun(state).spec.data.name))
  const pixels = useApp((state) => selectedRun(state).plan.inputs)
  const overview = useApp(selectedOverview)
  if (kind === 'points') return null
  const one = noun.replace(/s$/, '')
  return (
    <ol className="lane-pictures" data-testid="reconstructions" aria-label={`What becomes of ten test ${noun}`}>
      {PICTURES.map((index) => (
        <li key={index} ref={index === 0 ? cell : undefined}>
          <LiveDigit
            size={size}
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
