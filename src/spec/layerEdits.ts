// Layers put in and taken out of a spec: pure, and only those that the check accepts in their place.

import { reasonAgainst } from './nearestEdits.ts'
import type { Layer, RunSpec } from './runSpec.ts'

export type LayerSide = 'encoder' | 'decoder'

/** What can be put into an encoder, and what into a decoder of its own. Small, so that it fits in most places. */
const OFFERED: Record<LayerSide, readonly Layer[]> = {
  encoder: [
    { type: 'dense', units: 64, activation: 'relu' },
    { type: 'conv', filters: 16, kernel: 3, stride: 2, activation: 'relu' },
    { type: 'max-pool', size: 2 },
  ],
  decoder: [
    { type: 'dense', units: 64, activation: 'relu' },
    { type: 'conv-transpose', filters: 16, kernel: 3, stride: 2, activation: 'relu' },
    { type: 'upsample', size: 2 },
  ],
}

/** The layers of one side with another put before the one at `index`, or after the last. */
export function withLayer(spec: RunSpec, side: LayerSide, index: number, layer: Layer): Layer[] {
  const layers = spec.model[side] ?? []
  return [...layers.slice(0, index), layer, ...layers.slice(index)]
}

export function withoutLayer(spec: RunSpec, side: LayerSide, index: number): Layer[] {
  return (spec.model[side] ?? []).filter((_, i) => i !== index)
}

/** What can stand there. */
export function layersFor(spec: RunSpec, side: LayerSide, index: number): Layer[] {
  return OFFERED[side].filter((layer) => reasonAgainst(spec, `model.${side}`, withLayer(spec, side, index, layer)) === null)
}
