// How deep an encoder of dense layers is, as one number that can be varied: the widths of another depth are read off the network's own taper.

import { SpecError } from './checkSpec.ts'
import { datasetFacts, inputSize } from './datasets.ts'
import { editSpec } from './editSpec.ts'
import { type Activation, LAYERS_MAX, type RunSpec } from './runSpec.ts'

interface DenseLayers {
  readonly widths: readonly number[]
  readonly activations: readonly Activation[]
  readonly code: number
}

/** Hidden layers between the input and the code; null where not all of them are dense, for which there is no one taper. */
export function depthOf(spec: RunSpec): number | null {
  return denseLayers(spec)?.widths.length ?? null
}

/**
 * The spec with so many hidden layers between the input and the code. The widths from input over hidden layers to code are taken as a curve over equal
 * distances, geometric between neighbours, and read off at the new places: the spec's own depth gives the spec itself; 784-128-64-2 with one layer is
 * 784-91-2, with three 784-201-91-27-2; a network without hidden layers gets them evenly tapered. A layer bends as the nearest one did, with relu where
 * there was none. A mirrored decoder follows, a written one stands. Throws SpecError.
 */
export function withDepth(spec: RunSpec, depth: unknown): RunSpec {
  const layers = denseLayers(spec)
  if (!layers) throw new SpecError([{ path: 'depth', found: depth, allowed: 'a network of dense layers alone; of this one vary model.encoder' }])
  if (typeof depth !== 'number' || !Number.isInteger(depth) || depth < 0 || depth > LAYERS_MAX) {
    throw new SpecError([{ path: 'depth', found: depth, allowed: `a whole number from 0 to ${LAYERS_MAX}` }])
  }
  const { widths, activations, code } = layers
  const taper = [inputSize(datasetFacts(spec.data.name)), ...widths, code]
  const encoder = Array.from({ length: depth }, (_, i) => {
    const place = ((i + 1) * (widths.length + 1)) / (depth + 1)
    const nearest = Math.min(Math.max(Math.round(place), 1), widths.length) - 1
    return { type: 'dense', units: Math.round(widthAt(taper, place)), activation: activations[nearest] ?? 'relu' }
  })
  return editSpec(spec, 'model.encoder', encoder)
}

/** Geometric between the entry before the place and the one after it. */
function widthAt(taper: readonly number[], place: number): number {
  const before = Math.floor(place)
  const [from, to] = [taper[before] as number, taper[before + 1] as number]
  return from * (to / from) ** (place - before)
}

function denseLayers({ model: { encoder, latent } }: RunSpec): DenseLayers | null {
  if (latent.type === 'conv') return null
  const dense = encoder.flatMap((layer) => (layer.type === 'dense' ? [layer] : []))
  if (dense.length < encoder.length) return null
  return { widths: dense.map(({ units }) => units), activations: dense.map(({ activation }) => activation), code: latent.units }
}
