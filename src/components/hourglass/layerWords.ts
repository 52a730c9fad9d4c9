// Layers in a person's words.

import type { LayerShape } from '../../spec/layerShapes.ts'
import { CHOICE_LABELS } from '../../spec/options.ts'
import type { Activation, Layer } from '../../spec/runSpec.ts'

export function activationLabel(activation: Activation): string {
  return CHOICE_LABELS[activation] ?? activation
}

/** What a layer does, under its bar: its activation, or how it pools. */
export function layerFace(layer: LayerShape): string {
  if (layer.type === 'max-pool') return `pool ${layer.size}`
  if (layer.type === 'upsample') return `repeat ${layer.size}`
  return activationLabel(layer.activation)
}

/** A layer that can be added, in a menu: what it is, and its settings. */
export function layerOffer(layer: Layer): { readonly title: string; readonly settings: string } {
  switch (layer.type) {
    case 'dense':
      return { title: 'Dense', settings: `${layer.units} units, ${activationLabel(layer.activation)}` }
    case 'conv':
      return { title: 'Convolution', settings: `${layer.filters} filters ${layer.kernel} × ${layer.kernel}, stride ${layer.stride}` }
    case 'conv-transpose':
      return { title: 'Transposed convolution', settings: `${layer.filters} filters ${layer.kernel} × ${layer.kernel}, stride ${layer.stride}` }
    case 'max-pool':
      return { title: 'Pooling', settings: `the largest of ${layer.size} × ${layer.size}` }
    case 'upsample':
      return { title: 'Upsampling', settings: `each number ${layer.size} × ${layer.size} times` }
    default:
      return layer satisfies never
  }
}
