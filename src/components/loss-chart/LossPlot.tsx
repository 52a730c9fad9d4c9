import { type PointerEvent, useEffect, useRef } from 'react'
import { drawLossCurves, type LossChart } from '../../plots/drawLossCurves.ts'
import { growInterval, type Interval } from '../../plots/growExtent.ts'
import { lossScales } from '../../plots/lossAxes.ts'
import { onNextPaint } from '../../store/nextPaint.ts'
import { type AppState, ghostOf, type LiveRun, pastOf, shownLive, shownRun } from '../../store/state.ts'
import { useApp, useLive } from '../../store/useApp.ts'
import { pageFont } from '../controls/pageFont.ts'
import { useDevicePixelRatio } from '../controls/useDevicePixelRatio.ts'
import { useFontsReady } from '../controls/useFontsReady.ts'
import { useSize } from '../controls/useSize.ts'
import { usePalette } from '../theme/useTheme.ts'
import { chartOf, lossInterval } from './chartOf.ts'
import { LossHover, type LossHoverHandle } from './LossHover.tsx'

/** The loss axis as it was last drawn. */
interface ShownAxis {
  readonly runId: string
  readonly losses: Interval
  readonly at: number
}

/** The longest step of the axis' own motion. */
const FRAME_MS_MAX = 80
/** From one drawing to the next while the run trains: curves grow slowly, and every label is painted anew. */
const DRAW_EVERY_MS = 60

/** The curves, and what stands at the pointer. */
export function LossPlot() {
  const frame = useRef<HTMLDivElement>(null)
  const canvas = useRef<HTMLCanvasElement>(null)
  const hover = useRef<LossHoverHandle>(null)
  const momentLine = useRef<HTMLDivElement>(null)
  /** Of the moment that is looked back at. */
  const momentEpoch = useRef<number | null>(null)
  const live = useRef<LiveRun | null>(null)
  const chart = useRef<LossChart | null>(null)
  const axis = useRef<ShownAxis | null>(null)
  /** Calls off the next drawing, of whatever is newest then; null: all there is has been drawn, and the axis has arrived. */
  const callOff = useRef<(() => void) | null>(null)
  const drawnAt = useRef(Number.NEGATIVE_INFINITY)
  const size = useSize(frame)
  const ratio = useDevicePixelRatio()
  const palette = usePalette()
  const hasFont = useFontsReady()
  const run = useApp(shownRun)
  const ghost = useApp(ghostOf)
  const isEmpty = useApp((state) => shownLive(state).history.length === 0)

  /** Draws, the loss axis moved on towards what it has to show; again and again until it has arrived. */
  const draw = () => {
    callOff.current?.()
    callOff.current = null
    const context = canvas.current?.getContext('2d')
    if (!context || !size || !live.current) return
    const data = chartOf(run, live.current, ghost)
    const now = performance.now()
    drawnAt.current = now
    const before = axis.current?.runId === run.runId ? axis.current : null
    const losses = growLosses(before?.losses ?? null, lossInterval(run, data), Math.min(FRAME_MS_MAX, now - (before?.at ?? now)))
    axis.current = { runId: run.runId, losses, at: now }
    chart.current = { ...data, losses }
    context.setTransform(ratio, 0, 0, ratio, 0, 0)
    drawLossCurves(context, chart.current, { ...size, font: pageFont() }, palette)
    hover.current?.redraw()
    drawMoment()
    if (before && losses !== before.losses) drawSoon()
  }
  const latestDraw = useRef(draw)
  latestDraw.current = draw
  /** On a later frame than whatever else is new: so much at once would make that one late. */
  const drawSoon = () => {
    callOff.current ??= onNextPaint(() => latestDraw.current(), { earliest: drawnAt.current + DRAW_EVERY_MS })
  }
  const drawMoment = () => {
    const axes = scales()
    if (!momentLine.current) return
    momentLine.current.hidden = momentEpoch.current === null || !axes
    if (axes && momentEpoch.current !== null) momentLine.current.style.transform = `translateX(${Math.round(axes.x(momentEpoch.current))}px)`
  }
  useLive(epochLookedBackAt, (epoch) => {
    momentEpoch.current = epoch
    drawMoment()
  })
  useLive(shownLive, (next) => {
    const isNew = next.history !== live.current?.history || next.progress !== live.current.progress
    live.current = next
    if (isNew) drawSoon()
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: what draw reads
  useEffect(draw, [run, ghost, size, ratio, palette, hasFont])
  useEffect(() => () => callOff.current?.(), [])

  const scales = () => (chart.current && size ? lossScales(chart.current, size) : null)
  const follow = (event: PointerEvent<HTMLDivElement>) => hover.current?.show(event.clientX - event.currentTarget.getBoundingClientRect().left)
  const pixels = { width: Math.round((size?.width ?? 0) * ratio), height: Math.round((size?.height ?? 0) * ratio) }
  return (
    <div className="loss-plot" ref={frame} onPointerDown={follow} onPointerMove={follow} onPointerLeave={() => hover.current?.hide()}>
      <canvas ref={canvas} {...pixels} aria-hidden />
      {isEmpty && <p className="loss-empty">The loss of each step appears here.</p>}
      <div className="loss-hair is-moment" data-testid="loss-moment" ref={momentLine} hidden />
      <LossHover ref={hover} chart={chart} scales={scales} />
    </div>
  )
}

function epochLookedBackAt(state: AppState): number | null {
  return pastOf(state)?.live.metrics.epoch ?? null
}

/** On a logarithmic axis a stretch grows by factors. */
function growLosses(previous: Interval | null, goal: Interval, elapsedMs: number): Interval {
  const before = previous && ([Math.log(previous[0]), Math.log(previous[1])] as const)
  const after = growInterval(before, [Math.log(goal[0]), Math.log(goal[1])], elapsedMs)
  return previous && after === before ? previous : [Math.exp(after[0]), Math.exp(after[1])]
}
