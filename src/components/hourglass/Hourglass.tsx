import { useMemo, useRef } from 'react'
import { layoutHourglass } from '../../plots/layoutHourglass.ts'
import type { NetworkPlan } from '../../spec/network.ts'
import { selectedRun } from '../../store/state.ts'
import { useApp } from '../../store/useApp.ts'
import { useSize } from '../controls/useSize.ts'
import { FeatureMapButtons } from '../feature-maps/FeatureMapButtons.tsx'
import { ComponentWords } from './ComponentWords.tsx'
import './Hourglass.css'
import { HourglassStage } from './HourglassStage.tsx'
import { InputPictures } from './InputPictures.tsx'
import { LayerLabels } from './LayerLabels.tsx'
import { mapSides, shownNumber } from './layerPlaces.ts'
import { NetworkLine } from './NetworkLine.tsx'
import { OutputPictures } from './OutputPictures.tsx'

/** The network as an hourglass that can be edited, with the chosen sample flowing through it. */
export function Hourglass() {
  const room = useRef<HTMLDivElement>(null)
  const plan = useApp((state) => selectedRun(state).plan)
  const layout = useLayout(plan, useSize(room))
  return (
    <section className="hourglass" data-testid="hourglass" aria-label="Network">
      <NetworkLine />
      <div className="hourglass-room" ref={room}>
        {layout && (
          <div className="hourglass-whole" style={{ width: layout.width, height: layout.height }}>
            <HourglassStage layout={layout} plan={plan} />
            <FeatureMapButtons layout={layout} plan={plan} />
            <InputPictures layout={layout} />
            <OutputPictures layout={layout} />
            <LayerLabels layout={layout} plan={plan} />
            <ComponentWords layout={layout} />
          </div>
        )}
      </div>
    </section>
  )
}

/** Stays the same object until a width or the room changes: what stands still is not drawn again. */
function useLayout(plan: NetworkPlan, size: { readonly width: number; readonly height: number } | null) {
  const widths = [plan.inputs, ...plan.layers.map((layer) => layer.units)].join()
  const shown = [plan.inputs, ...plan.layers.map((_, i) => shownNumber(plan, i))].join()
  const hasSizes = plan.layers.some((_, i) => mapSides(plan, i) !== null)
  const bottleneck = 1 + plan.layers.findIndex((layer) => layer.role === 'latent')
  return useMemo(
    () =>
      size &&
      size.height > 0 &&
      layoutHourglass({ units: widths.split(',').map(Number), numbers: shown.split(',').map(Number), hasSizes, bottleneck, ...size }),
    [widths, shown, hasSizes, bottleneck, size],
  )
}
