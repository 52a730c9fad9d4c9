import type { HourglassLayout } from '../../plots/layoutHourglass.ts'
import { useActions, useApp } from '../../store/useApp.ts'
import { LiveDigit } from '../controls/Digit.tsx'
import { LiveText } from '../controls/LiveText.tsx'
import { InputPlane } from '../points/SmallPlanes.tsx'
import { decibelsText } from './decibels.ts'
import { activationsOf, noiseOf, useIsPoints, useSampleKey } from './sample.ts'

/** Share of the picture's side that the clean picture takes, above the noisy one. */
const CLEAN_SHARE = 0.5

/** What goes into the network; with noise on it, the clean picture stands small above. */
export function InputPictures({ layout }: { readonly layout: HourglassLayout }) {
  const hasNoise = useApp((state) => noiseOf(state.view) > 0)
  const isPoints = useIsPoints()
  const sampleKey = useSampleKey()
  const { shownSample } = useActions()
  const side = layout.pictureSide
  const decibels = () => {
    const sample = shownSample()
    return sample ? decibelsText(sample.clean, sample.noisy) : ''
  }
  return (
    <figure className="hourglass-input" style={{ left: layout.inputLeft, top: layout.middle - side / 2, width: side }}>
      {hasNoise && !isPoints && (
        <div className="hourglass-clean">
          <LiveDigit
            size={Math.round(side * CLEAN_SHARE)}
            label="The sample without noise"
            select={activationsOf}
            pixelsOf={() => shownSample()?.clean ?? null}
            inputs={sampleKey}
          />
          <span>clean</span>
        </div>
      )}
      {isPoints ? (
        <InputPlane size={side - 2} />
      ) : (
        <LiveDigit
          size={side - 2}
          label="What goes into the network"
          select={activationsOf}
          pixelsOf={() => shownSample()?.noisy ?? null}
          inputs={sampleKey}
        />
      )}
      <figcaption>
        {hasNoise ? 'noisy, goes in' : 'what goes in'}
        {hasNoise && layout.density !== 'stack' && <LiveText select={activationsOf} text={decibels} inputs={sampleKey} />}
      </figcaption>
    </figure>
  )
}
