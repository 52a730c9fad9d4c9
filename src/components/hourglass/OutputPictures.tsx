import { drawDifference } from '../../plots/drawDifference.ts'
import { formatLoss } from '../../plots/formatLoss.ts'
import type { HourglassLayout } from '../../plots/layoutHourglass.ts'
import { shownRun } from '../../store/state.ts'
import { useActions, useApp, useLive } from '../../store/useApp.ts'
import { LiveDigit, PictureCanvas, usePictureCanvas } from '../controls/Digit.tsx'
import { LiveText } from '../controls/LiveText.tsx'
import { Term } from '../controls/Term.tsx'
import { DifferencePlane, OutputPlane } from '../points/SmallPlanes.tsx'
import { decibelsText } from './decibels.ts'
import { pictureLoss } from './pictureLoss.ts'
import { type Activations, activationsOf, noiseOf, outputOf, useIsPoints, useSampleKey } from './sample.ts'

/** Two parts, that stay whole where the line breaks. */
const LOSS_WORDS = { bce: 'cross-entropy', mse: 'squared error' }

/** What comes out, and how it differs from what was asked for: the loss as a picture and as a number. */
export function OutputPictures({ layout }: { readonly layout: HourglassLayout }) {
  const isUntrained = useApp((state) => shownRun(state).status === 'idle' && !shownRun(state).hasTrained)
  const loss = useApp((state) => shownRun(state).spec.loss)
  const isPoints = useIsPoints()
  const sampleKey = useSampleKey()
  const { shownSample } = useActions()
  const side = layout.pictureSide
  // Where the labels are tall, the text ends beside their upper part: the last bar's number stays free.
  const textEnd = layout.density === 'stack' ? layout.labelsTop + 20 : layout.wordsTop
  // A point's errors are far smaller than a picture's.
  const figure = (value: number) => (isPoints ? formatLoss(value) : value.toFixed(3))
  const hasNoise = useApp((state) => noiseOf(state.view) > 0)
  const decibels = (activations: Activations) => {
    const sample = shownSample()
    const output = outputOf(activations)
    return sample && output && sample.clean.length === output.length ? decibelsText(sample.clean, output) : ''
  }
  const lossText = (activations: Activations) => {
    const sample = shownSample()
    const output = outputOf(activations)
    return sample && output ? figure(pictureLoss(loss, sample.clean, output)) : '–'
  }
  return (
    <div className="hourglass-output" style={{ left: layout.outputLeft, width: side, height: textEnd }}>
      <figure>
        {isPoints ? (
          <OutputPlane size={side - 2} />
        ) : (
          <LiveDigit size={side - 2} label="What comes out of the network" select={activationsOf} pixelsOf={outputOf} />
        )}
        <figcaption data-hint={isUntrained || undefined}>
          {isUntrained ? 'untrained: press Train' : 'what comes out'}
          {hasNoise && !isUntrained && layout.density !== 'stack' && <LiveText select={activationsOf} text={decibels} inputs={sampleKey} />}
        </figcaption>
      </figure>
      <figure>
        {isPoints ? <DifferencePlane size={side - 2} /> : <DifferencePicture side={side - 2} />}
        <figcaption className="hourglass-loss">
          <Term
            side="left"
            explanation={
              isPoints ? (
                'From the point that was asked for to where it came out: the square of each axis’s share of the way, and the mean of these.'
              ) : (
                <>
                  What came out minus what was asked for: <i className="hourglass-swatch hourglass-too-much" /> too much ink,{' '}
                  <i className="hourglass-swatch hourglass-missing" /> ink that is missing.
                </>
              )
            }
          >
            <button type="button" className="hourglass-word">
              the difference
            </button>
          </Term>
          <LiveText className="hourglass-loss-number" select={activationsOf} text={lossText} inputs={[loss, ...sampleKey]} />
          <span className="hourglass-loss-unit">
            <span>{LOSS_WORDS[loss]}</span> <span>{isPoints ? 'an axis' : 'a pixel'}</span>
          </span>
        </figcaption>
      </figure>
    </div>
  )
}

function DifferencePicture({ side: size }: { readonly side: number }) {
  const { canvas, side, palette } = usePictureCanvas(size)
  const sampleKey = useSampleKey()
  const { shownSample } = useActions()
  const draw = (activations: Activations) => {
    const context = canvas.current?.getContext('2d')
    const sample = shownSample()
    const output = outputOf(activations)
    if (!context) return
    if (!sample || !output) return context.clearRect(0, 0, side, side)
    const { surface: paper, tooMuch, missing } = palette
    drawDifference(context, sample.clean, output, { width: side, height: side, paper, tooMuch, missing })
  }
  useLive(activationsOf, draw, [side, palette, ...sampleKey])
  return <PictureCanvas ref={canvas} size={size} side={side} label="The difference: orange too much ink, blue ink missing" />
}
