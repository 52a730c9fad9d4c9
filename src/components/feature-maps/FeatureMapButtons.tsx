import { Popover } from 'radix-ui'
import type { HourglassBar, HourglassLayout } from '../../plots/layoutHourglass.ts'
import { countText } from '../../spec/countText.ts'
import type { SpatialShape } from '../../spec/layerShapes.ts'
import type { NetworkPlan, PlannedLayer } from '../../spec/network.ts'
import { titleOf } from '../filters/filterWords.ts'
import './FeatureMaps.css'
import { FeatureMaps } from './FeatureMaps.tsx'

/** Over the bar of each layer whose numbers lie in the plane: a press shows them as the maps they are. */
export function FeatureMapButtons({ layout, plan }: { readonly layout: HourglassLayout; readonly plan: NetworkPlan }) {
  return plan.layers.map((layer, index) => {
    const bar = layout.bars[index + 1]
    const shape = mapsOf(layer)
    if (!bar || !shape) return null
    // biome-ignore lint/suspicious/noArrayIndexKey: a layer is its place
    return <FeatureMapButton key={index} bar={bar} title={titleOf(plan, index)} role={layer.role} index={index} shape={shape} />
  })
}

interface ButtonProps {
  readonly bar: HourglassBar
  readonly title: string
  readonly role: PlannedLayer['role']
  readonly index: number
  readonly shape: SpatialShape
}

function FeatureMapButton({ bar, title, role, index, shape }: ButtonProps) {
  const [height, width, channels] = shape
  const words = `${countText(channels)} map${channels === 1 ? '' : 's'} of ${height} × ${width}`
  return (
    <Popover.Root>
      <Popover.Trigger
        className={`feature-maps-bar is-${role}`}
        style={{ left: bar.center - bar.width / 2, top: bar.top, width: bar.width, height: bar.height }}
        aria-label={`Show the maps of ${title}`}
        title={`${title}: ${words}`}
        data-testid="feature-maps-bar"
        data-value={index}
      />
      <Popover.Portal>
        <Popover.Content
          className="feature-maps"
          side="right"
          sideOffset={8}
          collisionPadding={10}
          aria-label={`${title}: ${words}`}
          data-testid="feature-maps"
        >
          <header className="feature-maps-head">
            <b className={`feature-maps-title is-${role}`}>{title}</b>
            <span>{words}</span>
            <Popover.Close className="feature-maps-close" aria-label="Close">
              <svg width="10" height="10" viewBox="0 0 10 10" aria-hidden="true">
                <path d="M1.5 1.5l7 7M8.5 1.5l-7 7" fill="none" stroke="currentColor" strokeWidth="1.5" strokeLinecap="round" />
              </svg>
            </Popover.Close>
          </header>
          <FeatureMaps index={index} role={role} shape={shape} label={`${title}: ${words} for the sample`} />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  )
}

/** The shape of a layer's numbers as maps; null where they lie in no plane. */
function mapsOf(layer: PlannedLayer): SpatialShape | null {
  return 'to' in layer ? layer.to : null
}
