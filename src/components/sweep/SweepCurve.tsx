import { type PointerEvent, useEffect, useMemo, useRef } from 'react'
import { drawSweepCurve, sweepScales } from '../../plots/drawSweepCurve.ts'
import type { RunSpec } from '../../spec/runSpec.ts'
import type { SweepableSetting } from '../../spec/sweepableSettings.ts'
import type { SweepPlan } from '../../store/sweepPlan.ts'
import { useActions } from '../../store/useApp.ts'
import { pageFont } from '../controls/pageFont.ts'
import { useDevicePixelRatio } from '../controls/useDevicePixelRatio.ts'
import { useFontsReady } from '../controls/useFontsReady.ts'
import { useSize } from '../controls/useSize.ts'
import { usePalette } from '../theme/useTheme.ts'
import { SweepCard } from './SweepCard.tsx'
import { sweepChartOf } from './sweepChartOf.ts'
import type { ValueFigures } from './sweepFigures.ts'

export interface SweepCurveProps {
  readonly plan: SweepPlan
  readonly setting: SweepableSetting
  /** Empty before the first sweep: then the plan's values stand along the axis. */
  readonly figures: readonly ValueFigures[]
  readonly measure: string
  /** The value that is pointed at, by its place. */
  readonly marked: number | null
  readonly onMark: (index: number | null) => void
}

/** A press this near to a run's dot means that run, elsewhere the value. */
const DOT_REACH_PX = 9

/** The curve on its canvas, the figures where the pointer is; a press opens the point as a lane. The table carries all of it for those who can't see it. */
export function SweepCurve({ plan, setting, figures, measure, marked, onMark }: SweepCurveProps) {
  const frame = useRef<HTMLDivElement>(null)
  const canvas = useRef<HTMLCanvasElement>(null)
  const size = useSize(frame)
  const ratio = useDevicePixelRatio()
  const palette = usePalette()
  const hasFont = useFontsReady()
  const { openAsLane } = useActions()
  const chart = useMemo(() => sweepChartOf({ figures, setting, planned: plan.values, marked }), [figures, setting, plan.values, marked])
  const scales = size ? sweepScales(chart, size) : null
  // biome-ignore lint/correctness/useExhaustiveDependencies: the font is read where it is drawn
  useEffect(() => {
    const context = canvas.current?.getContext('2d')
    if (!context || !size) return
    context.setTransform(ratio, 0, 0, ratio, 0, 0)
    drawSweepCurve(context, chart, { ...size, font: pageFont() }, palette)
  }, [chart, size, ratio, palette, hasFont])

  const placeOf = ({ clientX, clientY, currentTarget }: PointerEvent<HTMLElement>) => {
    const box = currentTarget.getBoundingClientRect()
    return { x: clientX - box.left, y: clientY - box.top }
  }
  const nearest = (x: number) => {
    const places = scales?.places ?? []
    const distances = places.map((place) => Math.abs(place - x))
    return distances.length === 0 ? null : distances.indexOf(Math.min(...distances))
  }
  const follow = (event: PointerEvent<HTMLElement>) => {
    const index = nearest(placeOf(event).x)
    onMark(index !== null && hasOutcome(figures[index]) ? index : null)
  }
  /** Of the run whose dot is pressed, else of the value. */
  const specAt = (event: PointerEvent<HTMLElement>): RunSpec | null => {
    const { x, y } = placeOf(event)
    const index = nearest(x)
    const value = index === null ? undefined : figures[index]
    if (!value || !hasOutcome(value) || !scales) return null
    const place = scales.places[index ?? 0] ?? 0
    const near = value.runs.map(({ loss, spec }) => ({ spec, distance: Math.hypot(place - x, scales.y(loss) - y) }))
    const dot = near.filter(({ distance }) => distance <= DOT_REACH_PX).sort((a, b) => a.distance - b.distance)[0]
    return dot?.spec ?? value.spec
  }
  const press = (event: PointerEvent<HTMLElement>) => {
    // A finger that looks up a figure would open a lane each time: on a touch screen the table's buttons do.
    const spec = event.button === 0 && event.pointerType !== 'touch' ? specAt(event) : null
    if (spec) openAsLane(spec)
  }
  const pixels = { width: Math.round((size?.width ?? 0) * ratio), height: Math.round((size?.height ?? 0) * ratio) }
  const value = marked === null ? undefined : figures[marked]
  return (
    <div
      className="sweep-plot"
      ref={frame}
      data-testid="sweep-curve"
      data-openable={value !== undefined || undefined}
      onPointerMove={follow}
      onPointerLeave={() => onMark(null)}
      onPointerUp={press}
    >
      <canvas ref={canvas} {...pixels} aria-hidden />
      {value && scales && (
        <SweepCard value={value} measure={measure} label={setting.label} place={scales.places[marked ?? 0] ?? 0} width={size?.width ?? 0} />
      )}
    </div>
  )
}

function hasOutcome(value: ValueFigures | undefined): value is ValueFigures {
  return value !== undefined && value.runs.length + value.diverged + value.failed > 0
}
