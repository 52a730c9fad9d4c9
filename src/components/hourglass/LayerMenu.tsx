import { DropdownMenu } from 'radix-ui'
import type { ReactNode } from 'react'
import { withoutLayer } from '../../spec/layerEdits.ts'
import { reasonAgainst } from '../../spec/nearestEdits.ts'
import type { PlannedLayer } from '../../spec/network.ts'
import { type ChoiceOption, optionAt } from '../../spec/options.ts'
import { ACTIVATIONS } from '../../spec/runSpec.ts'
import { selectedRun } from '../../store/state.ts'
import { useActions, useApp } from '../../store/useApp.ts'
import './LayerMenu.css'
import type { LayerPlace } from './layerPlaces.ts'
import { activationLabel } from './layerWords.ts'

/** What a layer does, folded away under its bar: its activation, a filter's size and stride, and taking it out. */
export function LayerMenu({
  layer,
  place,
  name,
  face,
}: {
  readonly layer: PlannedLayer
  readonly place: LayerPlace
  readonly name: string
  readonly face: ReactNode
}) {
  const isBare = layer.type === 'max-pool' || layer.type === 'upsample'
  const isConvolution = layer.type === 'conv' || layer.type === 'conv-transpose'
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger className="layer-activation layer-menu-face" aria-label={`${isBare ? 'size' : 'activation'} of ${name}`}>
        {face}
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="layer-menu" side="bottom" sideOffset={5} collisionPadding={8} aria-label={name}>
          {!isBare && (
            <Choices title="Activation" path={`${place.path}.activation`} value={layer.activation} choices={ACTIVATIONS} labelOf={activationLabel} />
          )}
          {isConvolution && (
            <>
              <NumberChoices title="Kernel" path={`${place.path}.kernel`} value={layer.size} isRow />
              <NumberChoices title="Stride" path={`${place.path}.stride`} value={layer.stride} isRow />
            </>
          )}
          {isBare && <NumberChoices title="Size" path={`${place.path}.size`} value={layer.size} isRow />}
          {place.side !== 'latent' && <Remove side={place.side} index={place.index} />}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}

interface ChoicesProps<T extends string | number> {
  readonly title: string
  readonly path: string
  readonly value: T
  readonly choices: readonly T[]
  readonly labelOf: (choice: T) => string
  /** Side by side. */
  readonly isRow?: boolean
}

function Choices<T extends string | number>({ title, path, value, choices, labelOf, isRow = false }: ChoicesProps<T>) {
  const { edit } = useActions()
  return (
    <DropdownMenu.RadioGroup
      className="layer-menu-choices"
      data-row={isRow || undefined}
      value={String(value)}
      onValueChange={(text) =>
        edit(
          path,
          choices.find((choice) => String(choice) === text),
        )
      }
    >
      <DropdownMenu.Label className="layer-menu-title">{title}</DropdownMenu.Label>
      {choices.map((choice) => (
        <DropdownMenu.RadioItem key={choice} value={String(choice)} className="layer-menu-item" aria-label={isRow ? `${title} ${choice}` : undefined}>
          {labelOf(choice)}
        </DropdownMenu.RadioItem>
      ))}
    </DropdownMenu.RadioGroup>
  )
}

/** The table's numbers, and the present one, which may have been set elsewhere. */
function NumberChoices(props: Omit<ChoicesProps<number>, 'choices' | 'labelOf'>) {
  const option = optionAt(props.path) as ChoiceOption
  const choices = [...new Set([...option.choices.map(Number), props.value])].sort((a, b) => a - b)
  return <Choices {...props} choices={choices} labelOf={String} />
}

function Remove({ side, index }: { readonly side: 'encoder' | 'decoder'; readonly index: number }) {
  const spec = useApp((state) => selectedRun(state).spec)
  const { edit } = useActions()
  const rest = withoutLayer(spec, side, index)
  const refusal = reasonAgainst(spec, `model.${side}`, rest)
  return (
    <>
      <DropdownMenu.Separator className="layer-menu-line" />
      <DropdownMenu.Item
        className="layer-menu-item"
        disabled={refusal !== null}
        {...(refusal && { title: refusal })}
        onSelect={() => edit(`model.${side}`, rest)}
      >
        Remove this layer
      </DropdownMenu.Item>
      {refusal && <p className="layer-menu-reason">{refusal}</p>}
    </>
  )
}
