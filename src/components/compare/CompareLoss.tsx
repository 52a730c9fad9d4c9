import { useEffect, useRef } from 'react'
import { drawLaneCurves } from '../../plots/drawLaneCurves.ts'
import type { ComparedMeasure } from '../../spec/commonMeasure.ts'
import { onNextPaint } from '../../store/nextPaint.ts'
import { paintTurnOf } from '../../store/pacing.ts'
import type { AppState } from '../../store/state.ts'
import { useApp, useLive } from '../../store/useApp.ts'
import { pageFont } from '../controls/pageFont.ts'
import { useDevicePixelRatio } from '../controls/useDevicePixelRatio.ts'
import { useFontsReady } from '../controls/useFontsReady.ts'
import { useSize } from '../controls/useSize.ts'
import { usePalette } from '../theme/useTheme.ts'
import { laneChartOf } from './laneChartOf.ts'
import { measureShown } from './laneFigures.ts'

const HEADS: Record<ComparedMeasure, string> = {
  testLoss: 'Reconstruction loss on the same test pictures',
  testLossClean: 'Reconstruction loss on clean test pictures',
  testMse: 'Squared error on the test pictures',
}

/** Curves grow slowly, and lanes that train want the processor. */
const DRAW_EVERY_MS = 150

/** What of the state the chart is made from, besides what is looked back at. */
const READ = ['live', 'runs', 'selectedLane'] as const

/** Every lane's test loss in one chart, or what all have in its place. */
export function CompareLoss() {
  const frame = useRef<HTMLDivElement>(null)
  const canvas = useRef<HTMLCanvasElement>(null)
  const newest = useRef<AppState | null>(null)
  const drawnAt = useRef(Number.NEGATIVE_INFINITY)
  /** Calls off what is to be drawn when the time has come; null: nothing. */
  const callOff = useRef<(() => void) | null>(null)
  const size = useSize(frame)
  const ratio = useDevicePixelRatio()
  const palette = usePalette()
  const hasFont = useFontsReady()
  const measure = useApp(measureShown)
  const draw = () => {
    callOff.current?.()
    callOff.current = null
    drawnAt.current = performance.now()
    const context = canvas.current?.getContext('2d')
    if (!context || !size || !newest.current) return
    context.setTransform(ratio, 0, 0, ratio, 0, 0)
    drawLaneCurves(context, laneChartOf(newest.current, palette), { ...size, font: pageFont() }, palette)
  }
  const latestDraw = useRef(draw)
  latestDraw.current = draw
  useLive(
    (state) => state,
    (state) => {
      const former = newest.current
      newest.current = state
      // What somebody drags is followed at once.
      if (state.pasts !== former?.pasts) draw()
      else if (READ.some((key) => state[key] !== former?.[key]))
        callOff.current ??= onNextPaint(() => latestDraw.current(), { earliest: drawnAt.current + DRAW_EVERY_MS, turn: paintTurnOf(null) })
    },
  )
  // biome-ignore lint/correctness/useExhaustiveDependencies: what draw reads
  useEffect(draw, [size, ratio, palette, hasFont])
  useEffect(() => () => callOff.current?.(), [])
  const pixels = { width: Math.round((size?.width ?? 0) * ratio), height: Math.round((size?.height ?? 0) * ratio) }
  return (
    <section className="compare-loss" data-testid="loss-chart" aria-label="Reconstruction loss of every lane">
      <h2 className="caps">{HEADS[measure]}</h2>
      <div className="compare-plot" ref={frame}>
        <canvas ref={canvas} {...pixels} aria-hidden />
      </div>
    </section>
  )
}
