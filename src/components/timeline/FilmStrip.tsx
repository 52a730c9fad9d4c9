import { useRef } from 'react'
import type { AppState, LiveRun } from '../../store/state.ts'
import { selectedLive, selectedRun } from '../../store/state.ts'
import { useApp } from '../../store/useApp.ts'
import { LiveDigit } from '../controls/Digit.tsx'
import { useSize } from '../controls/useSize.ts'
import { nearestIndex, stepAt, stepsOfRun } from './momentPlaces.ts'

const PICTURE_PX = 34
/** From the left of one picture to that of the next, at least. */
const PITCH_PX = 44
const BYTE_MAX = 255

type Kept = NonNullable<LiveRun['moments']>[number]

/** The chosen digit at moments along the timeline, each over its place on it; frames whose time has not come are empty. */
export function FilmStrip() {
  const strip = useRef<HTMLDivElement>(null)
  const width = useSize(strip)?.width ?? 0
  const sample = useApp((state) => (typeof state.view.sample === 'number' ? state.view.sample : 0))
  const inputs = useApp((state) => selectedRun(state).plan.inputs)
  const count = Math.max(2, Math.floor((width - PICTURE_PX) / PITCH_PX) + 1)
  return (
    <div className="film-strip" ref={strip} aria-hidden>
      {width > 0 &&
        Array.from({ length: count }, (_, i) => i / (count - 1)).map((place) => (
          <LiveDigit
            key={place}
            size={PICTURE_PX}
            select={(state) => keptAt(state, place)}
            pixelsOf={(kept) => pictureOf(kept, sample, inputs)}
            inputs={[sample, inputs]}
          />
        ))}
    </div>
  )
}

/** The moment nearest to a place; null beyond the last. */
function keptAt(state: AppState, place: number): Kept | null {
  const { moments, metrics, progress } = selectedLive(state)
  const last = moments?.at(-1)
  if (!moments || !last) return null
  const step = stepAt(place, stepsOfRun(selectedRun(state).spec, progress.samplesPlanned, metrics.step))
  return step > last.step ? null : (moments[nearestIndex(moments, step)] ?? null)
}

/** From 0 to 1, one of the moment's pictures. */
function pictureOf(kept: Kept | null, sample: number, inputs: number): Float32Array | null {
  const bytes = kept?.reconstructions?.subarray(sample * inputs, (sample + 1) * inputs)
  return bytes && bytes.length === inputs ? Float32Array.from(bytes, (value) => value / BYTE_MAX) : null
}
