import { useMemo, useRef } from 'react'
import { countText } from '../../spec/countText.ts'
import { datasetFacts } from '../../spec/datasets.ts'
import { selectedOverview, selectedRun, shownLive, shownRun } from '../../store/state.ts'
import { useActions, useApp } from '../../store/useApp.ts'
import { Digit, LiveDigit } from '../controls/Digit.tsx'
import { useSize } from '../controls/useSize.ts'
import { PointPlanes } from '../points/PointPlanes.tsx'
import './Reconstructions.css'

/** As many columns as there are classes, before any picture has been read. */
const COLUMNS = Array.from({ length: 10 }, (_, i) => i)
const BORDER_PX = 2
const DEFAULT_CELL_PX = 54

/** Test samples: as they go in, as they come out, and as PCA with as many numbers makes them. */
export function Reconstructions() {
  const { kind } = datasetFacts(useApp((state) => shownRun(state).spec.data.name))
  return kind === 'points' ? <PointPlanes /> : <RebuiltPictures />
}

/** Ten test pictures, one of each class. */
function RebuiltPictures() {
  const cell = useRef<HTMLDivElement>(null)
  const size = (useSize(cell)?.width ?? DEFAULT_CELL_PX) - BORDER_PX
  const { shownDigits, shownNoiseType } = useActions()
  const noiseType = useApp(() => shownNoiseType())
  const { noun, classes } = datasetFacts(useApp((state) => shownRun(state).spec.data.name))
  const overview = useApp(selectedOverview)
  const noise = useApp((state) => state.view.testNoise)
  const one = noun.replace(/s$/, '')
  const codeSize = useApp((state) => selectedRun(state).plan.latent)
  const pixels = useApp((state) => selectedRun(state).plan.inputs)
  const baseline = useApp((state) => shownRun(state).baseline)
  // biome-ignore lint/correctness/useExhaustiveDependencies: shownDigits reads these from the store
  const inputs = useMemo(shownDigits, [overview, noise, noiseType])
  return (
    <section className="reconstructions" data-testid="reconstructions" aria-label={`Ten test ${noun} and their reconstructions`}>
      <h2 className="caps">Ten test {noun}</h2>
      <div className="rebuilt">
        <div className="rebuilt-names" aria-hidden>
          <div className="rebuilt-first" ref={cell}>
            {noise > 0 ? 'noisy input' : 'input'}
          </div>
          <span className="is-output">output</span>
          <span>
            PCA, {countText(codeSize)}
            {noise > 0 && <small>without noise</small>}
          </span>
        </div>
        {COLUMNS.map((index) => (
          <Column
            key={index}
            index={index}
            pixels={pixels}
            size={size}
            name={overview?.labels[index] !== undefined ? `Test ${one} ${classes[overview.labels[index]]}` : `A test ${one}`}
            input={pictureAt(inputs, index, pixels)}
            pca={pictureAt(baseline?.reconstructions ?? null, index, pixels)}
          />
        ))}
      </div>
    </section>
  )
}

interface ColumnProps {
  readonly index: number
  /** Of one picture. */
  readonly pixels: number
  readonly name: string
  /** In CSS pixels. */
  readonly size: number
  readonly input: Float32Array | null
  readonly pca: Float32Array | null
}

/** One digit, three times; a click sends it through the hourglass. */
function Column({ index, pixels, name, size, input, pca }: ColumnProps) {
  const isChosen = useApp((state) => state.view.sample === index)
  const { setView } = useActions()
  return (
    <button
      type="button"
      className="rebuilt-column"
      aria-pressed={isChosen}
      aria-label={name}
      data-value={index}
      onClick={() => setView({ sample: index })}
    >
      <Digit size={size} pixels={input} />
      <LiveDigit size={size} select={(state) => shownLive(state).reconstructions} pixelsOf={(pictures) => pictureAt(pictures, index, pixels)} />
      <Digit size={size} pixels={pca} />
    </button>
  )
}

/** One of the pictures that lie behind each other, no copy; null where there are not so many. */
function pictureAt(pictures: Float32Array | null, index: number, length: number): Float32Array | null {
  return pictures && pictures.length >= (index + 1) * length ? pictures.subarray(index * length, (index + 1) * length) : null
}
