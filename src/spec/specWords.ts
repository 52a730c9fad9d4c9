// Parts of a spec in a person's words, where a number alone would not do: layers, noise, penalties.

import { CHOICE_LABELS } from './options.ts'
import type { Layer, RunSpec, Strength } from './runSpec.ts'

type Regularizer = NonNullable<RunSpec['regularizers']>[number]
type Convolution = Extract<Layer, { readonly filters: number }>

/** "ReLU", "squared error": a choice as the controls show it. */
export function choiceInWords(choice: string): string {
  return CHOICE_LABELS[choice] ?? choice
}

/** "128 ReLU, 64 ReLU", "conv 16 (3 × 3, stride 2) ReLU, pool 2"; "none". */
export function layersInWords(layers: readonly Layer[]): string {
  return layers.length === 0 ? 'none' : layers.map(layerInWords).join(', ')
}

/** "conv 8 (3 × 3, stride 2)": without its activation. */
export function convolutionInWords({ type, filters, kernel, stride }: Convolution): string {
  return `${type === 'conv' ? 'conv' : 'transposed conv'} ${filters} (${kernel} × ${kernel}, stride ${stride})`
}

/** "none", "Gaussian 0.5", "masking 0 to 0.6, mixed". Noise of no strength is none. */
export function noiseInWords(corruption: RunSpec['corruption']): string {
  if (!corruption) return 'none'
  const strength: Strength = corruption.type === 'gaussian' ? corruption.sigma : corruption.rate
  const [low, high] = typeof strength === 'number' ? [strength, strength] : strength
  if (high === 0) return 'none'
  return `${choiceInWords(corruption.type)} ${low === high ? high : `${low} to ${high}, mixed`}`
}

/** "0.001", "0.01, target 5 %"; "none" where there is none or it weighs nothing. */
export function penaltyInWords(penalty: Regularizer | undefined): string {
  if (!penalty || penalty.weight === 0) return 'none'
  const weight = weightInWords(penalty.weight)
  return penalty.type === 'kl' ? `${weight}, target ${Number((100 * penalty.target).toPrecision(6))} %` : weight
}

function layerInWords(layer: Layer): string {
  switch (layer.type) {
    case 'dense':
      return `${layer.units} ${choiceInWords(layer.activation)}`
    case 'conv':
    case 'conv-transpose':
      return `${convolutionInWords(layer)} ${choiceInWords(layer.activation)}`
    case 'max-pool':
      return `pool ${layer.size}`
    case 'upsample':
      return `upsample ${layer.size}`
    default:
      return layer satisfies never
  }
}

/** "0.001", "4.5e-4". */
function weightInWords(weight: number): string {
  return weight >= 1e-3 ? String(weight) : weight.toExponential()
}
