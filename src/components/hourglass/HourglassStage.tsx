import { useEffect, useRef } from 'react'
import { drawActivity, drawHourglass, type LayerActivity, markUnit } from '../../plots/drawHourglass.ts'
import type { HourglassLayout } from '../../plots/layoutHourglass.ts'
import type { NetworkPlan, PlannedLayer } from '../../spec/network.ts'
import { useActions, useApp, useLive } from '../../store/useApp.ts'
import { useDevicePixelRatio } from '../controls/useDevicePixelRatio.ts'
import { useFontsReady } from '../controls/useFontsReady.ts'
import { usePalette } from '../theme/useTheme.ts'
import { type Activations, activationsOf, fitsPlan, useSampleKey } from './sample.ts'

/** Two canvases on top of each other: the bodies and bars, which stand still, and what the sample does in them. */
export function HourglassStage({ layout, plan }: { readonly layout: HourglassLayout; readonly plan: NetworkPlan }) {
  const still = useRef<HTMLCanvasElement>(null)
  const live = useRef<HTMLCanvasElement>(null)
  const ratio = useDevicePixelRatio()
  const palette = usePalette()
  const sampleKey = useSampleKey()
  const hasFonts = useFontsReady()
  const marked = useApp((state) => state.view.markedUnit)
  const { shownSample } = useActions()

  useEffect(() => {
    const context = scaledContext(still.current, ratio)
    if (context) drawHourglass(context, layout, palette)
  }, [layout, palette, ratio])

  const draw = (activations: Activations) => {
    const context = scaledContext(live.current, ratio)
    if (!context) return
    drawActivity(context, layout, activityOf(plan, shownSample()?.noisy, activations), palette)
    if (marked !== null) markUnit(context, layout, { unit: marked, count: plan.latent }, palette)
  }
  useLive(activationsOf, draw, [layout, palette, ratio, hasFonts, marked, ...sampleKey])

  const size = { width: Math.round(layout.width * ratio), height: Math.round(layout.height * ratio) }
  const style = { width: layout.width, height: layout.height }
  const widths = layout.bars.map((bar) => bar.units).join(', ')
  return (
    <div role="img" aria-label={`Layers of ${widths} units`}>
      <canvas ref={still} className="hourglass-canvas" {...size} style={style} />
      <canvas ref={live} className="hourglass-canvas" {...size} style={style} />
    </div>
  )
}

function scaledContext(canvas: HTMLCanvasElement | null, ratio: number): CanvasRenderingContext2D | null {
  const context = canvas?.getContext('2d') ?? null
  context?.setTransform(ratio, 0, 0, ratio, 0, 0)
  return context
}

/** The input and every layer's values, each with the value that counts as full. Empty while nothing is known. */
function activityOf(plan: NetworkPlan, input: Float32Array | undefined, activations: Activations): LayerActivity[] {
  if (!input || input.length !== plan.inputs) return []
  const layers = fitsPlan(activations, plan) ? activations : []
  return [{ values: input, peak: 1 }, ...layers.map((values, i) => ({ values, peak: peakOf(plan.layers[i] as PlannedLayer, values) }))]
}

/** Sigmoid and tanh end at 1; the others have no end, and are shown against the strongest unit. */
function peakOf(layer: PlannedLayer, values: Float32Array): number {
  if (layer.activation === 'sigmoid' || layer.activation === 'tanh' || layer.role === 'output') return 1
  let peak = 1e-6
  for (const value of values) peak = Math.max(peak, Math.abs(value))
  return peak
}
