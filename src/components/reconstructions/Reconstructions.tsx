import { type RefObject, useRef } from 'react'
import { selectedLive, selectedRun } from '../../store/state.ts'
import { useActions, useApp } from '../../store/useApp.ts'
import { Digit, LiveDigit } from '../controls/Digit.tsx'
import { useSize } from '../controls/useSize.ts'
import './Reconstructions.css'

/** As many columns as there are classes, before any picture has been read. */
const COLUMNS = Array.from({ length: 10 }, (_, i) => i)
const BORDER_PX = 2
const DEFAULT_CELL_PX = 54

/** The ten test digits: as they go in, as they come out, and as PCA with as many numbers makes them. */
export function Reconstructions() {
  const cell = useRef<HTMLDivElement>(null)
  const size = pictureSize(useSize(cell as RefObject<HTMLElement | null>))
  const codeSize = useApp((state) => selectedRun(state).plan.latent)
  const isNoisy = useApp((state) => state.view.testNoise > 0)
  const names = `PCA, ${codeSize.toLocaleString('en-US')}`
  return (
    <section className="reconstructions" data-testid="reconstructions" aria-label="Ten test digits and their reconstructions">
      <h2>Ten test digits</h2>
      <div className="rebuilt">
        <div className="rebuilt-names" aria-hidden>
          <div ref={cell} style={{ width: 'var(--cell)', whiteSpace: 'nowrap' }}>
            {isNoisy ? 'noisy input' : 'input'}
          </div>
          <span className="is-output">output</span>
          <span title={isNoisy ? 'PCA was given the digits without noise' : undefined}>{isNoisy ? `${names} (clean)` : names}</span>
        </div>
        {COLUMNS.map((index) => (
          <Column key={index} index={index} size={size} />
        ))}
      </div>
    </section>
  )
}

/** One digit, three times; a click sends it through the hourglass. */
function Column({ index, size }: { readonly index: number; readonly size: number }) {
  const overview = useApp((state) => state.overview)
  const baseline = useApp((state) => selectedRun(state).baseline)
  const isChosen = useApp((state) => state.view.sample === index)
  const noise = useApp((state) => state.view.testNoise)
  const { setView, seeThrough } = useActions()
  const picture = overview ? pictureAt(overview.pictures, index) : null
  return (
    <button
      type="button"
      className="rebuilt-column"
      aria-pressed={isChosen}
      aria-label={overview ? `Test digit ${overview.labels[index]}` : 'A test digit'}
      data-value={index}
      onClick={() => setView({ sample: index })}
    >
      {noise > 0 ? (
        <>
          <LiveDigit
            size={size}
            select={(state) => selectedLive(state).weights !== null}
            pixelsOf={() => (picture ? (seeThrough(picture, noise)?.noisy ?? picture) : null)}
            inputs={[picture, noise]}
          />
          <LiveDigit
            size={size}
            select={(state) => selectedLive(state).weights}
            pixelsOf={() => (picture ? (seeThrough(picture, noise)?.reconstruction ?? null) : null)}
            inputs={[picture, noise]}
          />
        </>
      ) : (
        <>
          <Digit size={size} pixels={picture} />
          <LiveDigit
            size={size}
            select={(state) => selectedLive(state).reconstructions}
            pixelsOf={(pictures) => (pictures ? pictureAt(pictures, index) : null)}
          />
        </>
      )}
      <Digit size={size} pixels={baseline ? pictureAt(baseline.reconstructions, index) : null} />
    </button>
  )
}

/** One of ten pictures that lie behind each other; no copy. */
function pictureAt(pictures: Float32Array, index: number): Float32Array {
  const length = pictures.length / COLUMNS.length
  return pictures.subarray(index * length, (index + 1) * length)
}

/** In whole CSS pixels, the outline not counted. */
function pictureSize(cell: { readonly width: number } | null): number {
  return (cell?.width ?? DEFAULT_CELL_PX) - BORDER_PX
}
