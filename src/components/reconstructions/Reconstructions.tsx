import { type CSSProperties, useMemo, useRef } from 'react'
import { gridOf } from '../../plots/layoutPictureGrid.ts'
import { countText } from '../../spec/countText.ts'
import { datasetFacts } from '../../spec/datasets.ts'
import { selectedOverview, selectedRun, shownLive, shownRun } from '../../store/state.ts'
import { useActions, useApp } from '../../store/useApp.ts'
import { useSize } from '../controls/useSize.ts'
import { InkGrid, LiveInkGrid, picturesIn } from '../picture-grid/InkGrid.tsx'
import { PointPlanes } from '../points/PointPlanes.tsx'
import './Reconstructions.css'

/** As many columns as there are classes, before any picture has been read. */
const COUNT = 10
const COLUMNS = Array.from({ length: COUNT }, (_, i) => i)
/** What a row has, until it has been measured, in CSS pixels: its height is a picture's side. */
const DEFAULT_ROOM = { width: 605, height: 56 }

/** Test samples: as they go in, as they come out, and as PCA with as many numbers makes them. */
export function Reconstructions() {
  const { kind } = datasetFacts(useApp((state) => shownRun(state).spec.data.name))
  return kind === 'points' ? <PointPlanes /> : <RebuiltPictures />
}

/** Ten test pictures, one of each class, three rows of them. */
function RebuiltPictures() {
  const room = useRef<HTMLElement>(null)
  const { width, height: side } = useSize(room) ?? DEFAULT_ROOM
  const gap = (width - COUNT * side) / (COUNT - 1)
  const row = useMemo(() => gridOf(COUNT, { side, gap }), [side, gap])
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
  const inputs = useMemo(() => picturesIn(shownDigits(), COUNT, pixels), [overview, noise, noiseType, pixels])
  const pca = useMemo(() => picturesIn(baseline?.reconstructions ?? null, COUNT, pixels), [baseline, pixels])
  return (
    <section className="reconstructions" data-testid="reconstructions" aria-label={`Ten test ${noun} and their reconstructions`}>
      <h2 className="caps">Ten test {noun}</h2>
      <div className="rebuilt" style={{ '--side': `${side}px`, '--across': `${gap}px`, '--down': `${Math.round(gap)}px` } as CSSProperties}>
        <i className="rebuilt-room" ref={room} />
        <div className="rebuilt-names" aria-hidden>
          <div>{noise > 0 ? 'noisy input' : 'input'}</div>
          <span className="is-output">output</span>
          <span>
            PCA, {countText(codeSize)}
            {noise > 0 && <small>without noise</small>}
          </span>
        </div>
        <div className="rebuilt-columns">
          {COLUMNS.map((index) => (
            <Column
              key={index}
              index={index}
              name={overview?.labels[index] !== undefined ? `Test ${one} ${classes[overview.labels[index]]}` : `A test ${one}`}
            />
          ))}
          <div className="rebuilt-rows">
            <InkGrid layout={row} pictures={inputs} />
            <LiveInkGrid
              layout={row}
              select={(state) => shownLive(state).reconstructions}
              picturesOf={(pictures) => picturesIn(pictures, COUNT, pixels)}
              inputs={[pixels]}
            />
            <InkGrid layout={row} pictures={pca} />
          </div>
        </div>
      </div>
    </section>
  )
}

/** One digit, three times; a click sends it through the hourglass. The pictures lie above it. */
function Column({ index, name }: { readonly index: number; readonly name: string }) {
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
    />
  )
}
