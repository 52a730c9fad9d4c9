// Where each layer of the plan stands in the spec, and what its label says: pure, for the labels under the bars.

import type { NetworkPlan, PlannedLayer } from '../../spec/network.ts'
import type { RunSpec } from '../../spec/runSpec.ts'

/** A layer of the plan and the place in the spec that makes it; a mirrored layer is edited where its twin stands. Null: it follows from the data. */
export interface LayerPlace {
  /** Such as "model.encoder.0" or "model.latent". */
  readonly path: string
  readonly side: 'encoder' | 'latent' | 'decoder'
  readonly index: number
}

/** Each layer's place, in the plan's order. */
export function layerPlaces(spec: RunSpec, { layers }: NetworkPlan): (LayerPlace | null)[] {
  const depth = spec.model.encoder.length
  return layers.map((layer, i) => {
    if (i < depth) return { path: `model.encoder.${i}`, side: 'encoder', index: i }
    if (i === depth) return { path: 'model.latent', side: 'latent', index: 0 }
    if (layer.role === 'output') return null
    if (spec.model.decoder) return { path: `model.decoder.${i - depth - 1}`, side: 'decoder', index: i - depth - 1 }
    const found = layer.path?.match(/^model\.encoder\.(\d+)/)
    return found ? { path: `model.encoder.${found[1]}`, side: 'encoder', index: Number(found[1]) } : null
  })
}

/** The number that stands under a bar: a dense layer's units, a spatial layer's maps. */
export function shownNumber(layer: PlannedLayer): number {
  return 'to' in layer ? layer.to[2] : layer.units
}

/** "14 × 14": the side of a spatial layer's maps. */
export function mapSides(layer: PlannedLayer): string | null {
  return 'to' in layer ? `${layer.to[0]} × ${layer.to[1]}` : null
}

/** "encoder layer 1", "the bottleneck", "decoder layer 2". */
export function layerName({ layers }: NetworkPlan, i: number): string {
  const role = layers[i]?.role
  if (role === 'latent') return 'the bottleneck'
  return `${role} layer ${layers.slice(0, i + 1).filter((other) => other.role === role).length}`
}
