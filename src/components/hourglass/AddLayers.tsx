import { DropdownMenu } from 'radix-ui'
import type { HourglassLayout } from '../../plots/layoutHourglass.ts'
import { type LayerSide, layersFor, withLayer } from '../../spec/layerEdits.ts'
import type { NetworkPlan } from '../../spec/network.ts'
import type { RunSpec } from '../../spec/runSpec.ts'
import { useActions } from '../../store/useApp.ts'
import './LayerMenu.css'
import { layerName } from './layerPlaces.ts'
import { layerOffer } from './layerWords.ts'

/** Between two bars a small plus, where the spec has a place for a further layer: in the encoder, and in a decoder of its own. */
export function AddLayers({ layout, spec, plan }: { readonly layout: HourglassLayout; readonly spec: RunSpec; readonly plan: NetworkPlan }) {
  const depth = spec.model.encoder.length
  const gaps = [
    ...Array.from({ length: depth + 1 }, (_, index) => ({ side: 'encoder' as const, index, bar: index })),
    ...(spec.model.decoder
      ? Array.from({ length: spec.model.decoder.length + 1 }, (_, index) => ({ side: 'decoder' as const, index, bar: depth + 1 + index }))
      : []),
  ]
  return gaps.map(({ side, index, bar }) => {
    const [left, right] = [layout.bars[bar], layout.bars[bar + 1]]
    if (!left || !right) return null
    const after = bar === 0 ? 'the input' : layerName(plan, bar - 1)
    return <AddLayer key={`${side}-${index}`} spec={spec} side={side} index={index} after={after} left={(left.center + right.center) / 2} />
  })
}

function AddLayer({
  spec,
  side,
  index,
  after,
  left,
}: {
  readonly spec: RunSpec
  readonly side: LayerSide
  readonly index: number
  readonly after: string
  readonly left: number
}) {
  const name = `add a layer after ${after}`
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger className="layer-add" style={{ left }} aria-label={name} title={name}>
        <svg width="8" height="8" viewBox="0 0 10 10" aria-hidden="true">
          <path d="M1 5h8M5 1v8" fill="none" stroke="currentColor" strokeWidth="1.6" strokeLinecap="round" />
        </svg>
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="layer-menu" side="top" sideOffset={5} collisionPadding={8} aria-label={name}>
          <Offers spec={spec} side={side} index={index} />
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}

/** What the check accepts here; found out when the menu opens. */
function Offers({ spec, side, index }: { readonly spec: RunSpec; readonly side: LayerSide; readonly index: number }) {
  const { edit } = useActions()
  const offers = layersFor(spec, side, index)
  if (offers.length === 0) return <p className="layer-menu-reason">Nothing fits in between here.</p>
  return offers.map((layer) => {
    const { title, settings } = layerOffer(layer)
    return (
      <DropdownMenu.Item
        key={layer.type}
        className="layer-menu-item"
        data-value={layer.type}
        onSelect={() => edit(`model.${side}`, withLayer(spec, side, index, layer))}
      >
        {title}
        <small>{settings}</small>
      </DropdownMenu.Item>
    )
  })
}
