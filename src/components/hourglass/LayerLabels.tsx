import type { ReactNode } from 'react'
import type { HourglassBar, HourglassLayout } from '../../plots/layoutHourglass.ts'
import { countText } from '../../spec/countText.ts'
import { datasetFacts } from '../../spec/datasets.ts'
import type { NetworkPlan, PlannedLayer } from '../../spec/network.ts'
import { optionAt } from '../../spec/options.ts'
import { selectedRun } from '../../store/state.ts'
import { useActions, useApp } from '../../store/useApp.ts'
import { NumberField } from '../controls/NumberField.tsx'
import { ActivationShape } from './ActivationShape.tsx'
import { AddLayers } from './AddLayers.tsx'
import './LayerLabels.css'
import { LayerMenu } from './LayerMenu.tsx'
import { type LayerPlace, layerName, layerPlaces, mapSides, shownNumber, widthOf } from './layerPlaces.ts'
import { activationLabel, layerFace } from './layerWords.ts'
import { nextWidth } from './nextWidth.ts'

/** Under each bar how wide it is, with buttons that change that, the sides of its maps, and what it does; between the bars room for more. */
export function LayerLabels({ layout, plan }: { readonly layout: HourglassLayout; readonly plan: NetworkPlan }) {
  const spec = useApp((state) => selectedRun(state).spec)
  const isTight = layout.density === 'stack'
  const places = layerPlaces(spec, plan)
  const unit = datasetFacts(spec.data.name).kind === 'points' ? 'numbers' : 'pixels'
  const hasSizes = plan.layers.some((_, i) => mapSides(plan, i) !== null)
  return (
    <div className="layer-labels" data-density={layout.density} data-sizes={hasSizes || undefined} style={{ top: layout.labelsTop }}>
      <FixedLabel bar={layout.bars[0] as HourglassBar} number={plan.inputs}>
        {isTight ? '' : unit}
      </FixedLabel>
      {plan.layers.map((layer, i) => {
        const bar = layout.bars[i + 1] as HourglassBar
        const key = `${layer.role}-${i}`
        const place = places[i] ?? null
        const face = <Face layer={layer} isTight={isTight} />
        const maps = mapSides(plan, i)
        const sides = maps && sidesInWords(maps, isTight)
        const number = shownNumber(plan, i)
        if (!place) {
          return (
            <FixedLabel key={key} bar={bar} number={number} sides={sides}>
              {face}
            </FixedLabel>
          )
        }
        return <LayerLabel key={key} name={layerName(plan, i)} {...{ layer, place, bar, face, number, sides }} />
      })}
      <AddLayers layout={layout} spec={spec} plan={plan} />
    </div>
  )
}

/** "14 × 14", or, where there is little room, "14²". */
function sidesInWords([height, width]: readonly [number, number], isTight: boolean): string {
  return isTight && height === width ? `${height}²` : `${height} × ${width}`
}

/** The input's and the output's width follow from the data, a mirrored pooling layer's from its twin. */
function FixedLabel({
  bar,
  number,
  sides = null,
  children,
}: {
  readonly bar: HourglassBar
  readonly number: number
  readonly sides?: string | null
  readonly children: ReactNode
}) {
  return (
    <div className="layer-label" style={{ left: bar.center }}>
      <span className="layer-width">{countText(number)}</span>
      {sides && <span className="layer-sides">{sides}</span>}
      <span className="layer-activation">{children}</span>
    </div>
  )
}

function Face({ layer, isTight }: { readonly layer: PlannedLayer; readonly isTight: boolean }) {
  const words = layerFace(layer)
  const isBare = layer.type === 'max-pool' || layer.type === 'upsample'
  if (!isTight) return words
  return isBare ? (
    <span title={words}>
      {layer.type === 'max-pool' ? '÷' : '×'}
      {layer.size}
    </span>
  ) : (
    <ActivationShape activation={layer.activation} label={activationLabel(layer.activation)} />
  )
}

function LayerLabel({
  layer,
  place,
  bar,
  name,
  number,
  sides,
  face,
}: {
  readonly layer: PlannedLayer
  readonly place: LayerPlace
  readonly bar: HourglassBar
  readonly name: string
  readonly number: number
  readonly sides: string | null
  readonly face: ReactNode
}) {
  const { edit } = useActions()
  const isLatent = layer.role === 'latent'
  const what = widthOf(layer)
  const path = `${place.path}.${what}`
  const option = optionAt(path)
  const range = option?.kind === 'number' ? option : { min: 1, max: number }
  const step = (direction: 1 | -1) => edit(path, nextWidth(number, direction))
  return (
    <fieldset className={`layer-label layer-${layer.role}`} style={{ left: bar.center }} aria-label={sides ? `${name}, maps of ${sides}` : name}>
      {what ? (
        <>
          <StepButton sign="−" name={isLatent ? 'narrower' : `fewer ${what} in ${name}`} isDisabled={number <= range.min} onPress={() => step(-1)} />
          <NumberField
            className="layer-width"
            name={isLatent ? `${what} of the bottleneck` : `${what} of ${name}`}
            value={number}
            min={range.min}
            max={range.max}
            next={nextWidth}
            onChange={(next) => edit(path, next)}
            {...(isLatent && { testId: 'bottleneck-width' })}
          />
          <StepButton sign="+" name={isLatent ? 'wider' : `more ${what} in ${name}`} isDisabled={number >= range.max} onPress={() => step(1)} />
        </>
      ) : (
        <span className="layer-width">{countText(number)}</span>
      )}
      {sides && <span className="layer-sides">{sides}</span>}
      <LayerMenu layer={layer} place={place} name={name} face={face} />
    </fieldset>
  )
}

function StepButton({
  sign,
  name,
  isDisabled,
  onPress,
}: {
  readonly sign: '−' | '+'
  readonly name: string
  readonly isDisabled: boolean
  readonly onPress: () => void
}) {
  return (
    <button
      type="button"
      className="layer-step"
      data-direction={sign === '+' ? 'wider' : 'narrower'}
      aria-label={name}
      title={name}
      disabled={isDisabled}
      onClick={onPress}
    >
      <svg width="10" height="10" viewBox="0 0 10 10" aria-hidden="true">
        <path d={sign === '+' ? 'M1.5 5h7M5 1.5v7' : 'M1.5 5h7'} fill="none" stroke="currentColor" strokeWidth="1.4" strokeLinecap="round" />
      </svg>
    </button>
  )
}
