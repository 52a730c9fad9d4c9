// Where each layer of the plan stands in the spec, and what its label says: pure, for the labels under the bars.

import { product, type SpatialShape } from '../../spec/layerShapes.ts'
import type { NetworkPlan, PlannedLayer } from '../../spec/network.ts'
import type { RunSpec } from '../../spec/runSpec.ts'

/** The place in the spec that makes a layer; a mirrored layer is edited where its twin stands. */
export interface LayerPlace {
  /** Such as "model.encoder.0" or "model.latent". */
  readonly path: string
  readonly side: 'encoder' | 'latent' | 'decoder'
  readonly index: number
}

/** Each layer's place, in the plan's order; null where the layer follows from the data or from its twin alone. */
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

/** What an edit of its width sets; null where it has none of its own. */
export function widthOf({ path }: PlannedLayer): 'units' | 'filters' | null {
  if (path?.endsWith('.units')) return 'units'
  return path?.endsWith('.filters') ? 'filters' : null
}

/** The number that stands under a bar: maps where its numbers lie in the plane, else units. */
export function shownNumber(plan: NetworkPlan, i: number): number {
  return mapsOf(plan, i)?.[2] ?? (plan.layers[i] as PlannedLayer).units
}

/** Height and width of each of a layer's maps. */
export function mapSides(plan: NetworkPlan, i: number): readonly [number, number] | null {
  const maps = mapsOf(plan, i)
  return maps && [maps[0], maps[1]]
}

/** "encoder layer 1", "the bottleneck", "decoder layer 2". */
export function layerName({ layers }: NetworkPlan, i: number): string {
  const role = layers[i]?.role
  if (role === 'latent') return 'the bottleneck'
  return `${role} layer ${layers.slice(0, i + 1).filter((other) => other.role === role).length}`
}

/** A dense layer that mirrors the flattening of maps gives those maps again. The output is the picture itself. */
function mapsOf({ layers, latent }: NetworkPlan, i: number): SpatialShape | null {
  const layer = layers[i] as PlannedLayer
  if (layer.role === 'output') return null
  if ('to' in layer) return layer.to
  const next = layers[i + 1]
  const isFlattening = layer.role === 'decoder' && next !== undefined && 'from' in next && layer.units !== latent
  return isFlattening && product(next.from) === layer.units ? next.from : null
}
