import type { ReactNode } from 'react'
import type { HourglassBar, HourglassLayout } from '../../plots/layoutHourglass.ts'
import type { NetworkPlan, PlannedLayer } from '../../spec/network.ts'
import { CHOICE_LABELS, optionAt } from '../../spec/options.ts'
import { ACTIVATIONS, type Activation } from '../../spec/runSpec.ts'
import { useActions } from '../../store/useApp.ts'
import { Choice } from '../controls/Choice.tsx'
import { NumberField } from '../controls/NumberField.tsx'
import { ActivationShape } from './ActivationShape.tsx'
import './LayerLabels.css'
import { nextWidth } from './nextWidth.ts'

/** A layer that can be edited has a place in the spec; the output's width follows from the data. */
type EditableLayer = PlannedLayer & { readonly path: string }

/** Under each bar its width, with buttons that change it, and its activation. */
export function LayerLabels({ layout, plan }: { readonly layout: HourglassLayout; readonly plan: NetworkPlan }) {
  const first = layout.bars[0] as HourglassBar
  const isTight = layout.density === 'stack'
  return (
    <div className="layer-labels" data-density={layout.density} style={{ top: layout.labelsTop }}>
      <FixedLabel bar={first}>{isTight ? '' : 'pixels'}</FixedLabel>
      {plan.layers.map((layer, i) => {
        const bar = layout.bars[i + 1] as HourglassBar
        const key = `${layer.role}-${i}`
        const activation = <ActivationName activation={layer.activation} isTight={isTight} />
        if (!isEditable(layer)) {
          return (
            <FixedLabel key={key} bar={bar}>
              {activation}
            </FixedLabel>
          )
        }
        return <LayerLabel key={key} layer={layer} bar={bar} name={nameOf(layer, i, plan)} activation={activation} />
      })}
    </div>
  )
}

/** The input's and the output's width follow from the data. */
function FixedLabel({ bar, children }: { readonly bar: HourglassBar; readonly children: ReactNode }) {
  return (
    <div className="layer-label" style={{ left: bar.center }}>
      <span className="layer-width">{bar.units.toLocaleString('en-US')}</span>
      <span className="layer-activation">{children}</span>
    </div>
  )
}

function ActivationName({ activation, isTight }: { readonly activation: Activation; readonly isTight: boolean }) {
  const label = activationLabel(activation)
  return isTight ? <ActivationShape activation={activation} label={label} /> : label
}

function LayerLabel({
  layer,
  bar,
  name,
  activation,
}: {
  readonly layer: EditableLayer
  readonly bar: HourglassBar
  readonly name: string
  readonly activation: ReactNode
}) {
  const { edit } = useActions()
  const isLatent = layer.role === 'latent'
  const option = optionAt(layer.path)
  const range = option?.kind === 'number' ? option : { min: 1, max: layer.units }
  const step = (direction: 1 | -1) => edit(layer.path, nextWidth(layer.units, direction))
  return (
    <fieldset className={`layer-label layer-${layer.role}`} style={{ left: bar.center }} aria-label={name}>
      <StepButton sign="−" name={isLatent ? 'narrower' : `fewer units in ${name}`} isDisabled={layer.units <= range.min} onPress={() => step(-1)} />
      <NumberField
        className="layer-width"
        name={isLatent ? 'units of the bottleneck' : `units of ${name}`}
        value={layer.units}
        min={range.min}
        max={range.max}
        next={nextWidth}
        onChange={(units) => edit(layer.path, units)}
        {...(isLatent && { testId: 'bottleneck-width' })}
      />
      <StepButton sign="+" name={isLatent ? 'wider' : `more units in ${name}`} isDisabled={layer.units >= range.max} onPress={() => step(1)} />
      <Choice
        className="layer-activation"
        name={`activation of ${name}`}
        value={layer.activation}
        choices={ACTIVATIONS}
        labelOf={activationLabel}
        onChange={(chosen) => edit(layer.path.replace(/units$/, 'activation'), chosen)}
        face={activation}
        isQuiet
      />
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

function isEditable(layer: PlannedLayer): layer is EditableLayer {
  return layer.path !== undefined
}

/** "encoder layer 1", "the bottleneck", "decoder layer 2". */
function nameOf(layer: PlannedLayer, i: number, plan: NetworkPlan): string {
  if (layer.role === 'latent') return 'the bottleneck'
  const before = plan.layers.slice(0, i + 1).filter((other) => other.role === layer.role)
  return `${layer.role} layer ${before.length}`
}

function activationLabel(activation: Activation): string {
  return CHOICE_LABELS[activation] ?? activation
}
