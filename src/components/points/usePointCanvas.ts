import { useMemo, useRef } from 'react'
import type { Palette } from '../../plots/palette.ts'
import { type PointView, wholeView } from '../../plots/pointView.ts'
import { FIRST_TURN } from '../../plots/turn.ts'
import type { SeenPoints } from '../../store/seenPoints.ts'
import { type AppState, selectedOverview, shownLive, shownRun } from '../../store/state.ts'
import { useActions, useApp, useLive } from '../../store/useApp.ts'
import { useDevicePixelRatio } from '../controls/useDevicePixelRatio.ts'
import { useFontsReady } from '../controls/useFontsReady.ts'
import { usePalette } from '../theme/useTheme.ts'

/** What a picture of points is painted from. */
export interface PointPicture {
  readonly context: CanvasRenderingContext2D
  /** That shows all of the data. */
  readonly view: PointView
  readonly seen: SeenPoints
  readonly state: AppState
  readonly palette: Palette
}

/**
 * A square canvas that shows points, past React: painted anew when weights, points or the view on them have changed, at most once a frame.
 * `side` in CSS pixels; `inputs`: what `paint` reads besides.
 */
export function usePointCanvas(side: number, paint: (picture: PointPicture) => void, inputs: readonly unknown[] = []) {
  const laneId = useApp((state) => state.selectedLane)
  const canvas = useRef<HTMLCanvasElement>(null)
  const ratio = useDevicePixelRatio()
  const palette = usePalette()
  const hasFonts = useFontsReady()
  const { seenPoints } = useActions()
  const select = useMemo(selectParts, [])
  useLive(
    select,
    ([state]) => {
      const context = canvas.current?.getContext('2d')
      if (!context) return
      const seen = seenPoints(laneId)
      if (!seen) return context.clearRect(0, 0, context.canvas.width, context.canvas.height)
      paint({ context, view: wholeView(seen.axes, state.view.turn ?? FIRST_TURN, side, ratio), seen, state, palette })
    },
    [side, ratio, palette, hasFonts, select, laneId, ...inputs],
  )
  const pixels = Math.round(side * ratio)
  return { canvas, size: { width: pixels, height: pixels } }
}

/** The state, in a tuple that stays the same until something has changed that these pictures show. */
function selectParts(): (state: AppState) => readonly [AppState] {
  let last: readonly unknown[] = []
  let given: readonly [AppState] | null = null
  return (state) => {
    const { sample, testNoise, noiseType, hiddenClasses, turn, probedPoint } = state.view
    const parts = [
      shownLive(state).weights,
      shownRun(state).baseline,
      selectedOverview(state),
      sample,
      testNoise,
      noiseType,
      hiddenClasses,
      turn,
      probedPoint,
    ]
    if (!given || parts.some((part, i) => !Object.is(part, last[i]))) given = [state]
    last = parts
    return given
  }
}
