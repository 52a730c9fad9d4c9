import { useMemo, useRef } from 'react'
import { gridOf } from '../../plots/layoutPictureGrid.ts'
import type { LiveRun } from '../../store/state.ts'
import { selectedLive, selectedRun } from '../../store/state.ts'
import { useApp } from '../../store/useApp.ts'
import { useSize } from '../controls/useSize.ts'
import { type InkPictures, LiveInkGrid } from '../picture-grid/InkGrid.tsx'
import { nearestIndex, stepAt, stepsOfRun } from './momentPlaces.ts'

const PICTURE_PX = 36
/** From the left of one picture to that of the next, at least. */
const PITCH_PX = 44
const BYTE_MAX = 255

type Moments = NonNullable<LiveRun['moments']>

/** The chosen digit at moments along the timeline, each over its place on it; frames whose time has not come are empty. */
export function FilmStrip() {
  const strip = useRef<HTMLDivElement>(null)
  const width = useSize(strip)?.width ?? 0
  const sample = useApp((state) => (typeof state.view.sample === 'number' ? state.view.sample : 0))
  const inputs = useApp((state) => selectedRun(state).plan.inputs)
  const steps = useApp((state) => {
    const { moments, progress } = selectedLive(state)
    return stepsOfRun(selectedRun(state).spec, progress.samplesPlanned, moments?.at(-1)?.step ?? 0)
  })
  const count = Math.max(2, Math.floor((width - PICTURE_PX) / PITCH_PX) + 1)
  const layout = useMemo(() => gridOf(count, { side: PICTURE_PX, gap: (width - count * PICTURE_PX) / (count - 1) }), [count, width])
  return (
    <div className="film-strip" ref={strip}>
      {width > PICTURE_PX && (
        <LiveInkGrid
          layout={layout}
          full={BYTE_MAX}
          select={(state) => selectedLive(state).moments}
          picturesOf={(moments) => picturesAlong(moments ?? [], { count, steps, sample, inputs })}
          inputs={[count, steps, sample, inputs]}
        />
      )}
    </div>
  )
}

/** In bytes, of the moment nearest to each place; nothing beyond the last. */
function picturesAlong(
  moments: Moments,
  { count, steps, sample, inputs }: { readonly count: number; readonly steps: number; readonly sample: number; readonly inputs: number },
): InkPictures {
  const last = moments.at(-1)
  return Array.from({ length: count }, (_, i) => {
    const step = stepAt(i / (count - 1), steps)
    if (!last || step > last.step) return undefined
    const bytes = moments[nearestIndex(moments, step)]?.reconstructions?.subarray(sample * inputs, (sample + 1) * inputs)
    return bytes?.length === inputs ? bytes : undefined
  })
}
