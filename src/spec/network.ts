// From a spec to the plain list of layers it stands for: the mirrored decoder written out, the output layer added, sizes known.
// The engine builds from it, the page draws it, forward.ts runs it. It allocates nothing.

import { countText } from './countText.ts'
import { type DatasetFacts, datasetFacts, inputSize } from './datasets.ts'
import { type DenseShape, type LayerShape, parameterCount, product, type SpatialShape } from './layerShapes.ts'
import type { Activation, Layer, RunSpec } from './runSpec.ts'
import type { SpecIssue } from './specIssue.ts'

export type LayerRole = 'encoder' | 'latent' | 'decoder' | 'output'

/** A layer at its place. */
export type PlannedLayer = LayerShape & {
  readonly role: LayerRole
  /** Where an edit of its width goes; absent where the width follows from something else. */
  readonly path?: string
}

export interface NetworkPlan {
  /** [height, width, channels] of an input. */
  readonly inputShape: SpatialShape
  readonly inputs: number
  /** Numbers of a code. */
  readonly latent: number
  /** [height, width, channels] of a convolutional code; absent for a dense one. */
  readonly latentShape?: SpatialShape
  readonly layers: readonly PlannedLayer[]
  readonly parameters: number
}

/** A spec whose layers can't be laid out, and why. */
export class PlanError extends RangeError {
  override readonly name = 'PlanError'
  readonly issue: SpecIssue

  constructor(issue: SpecIssue) {
    super(`${issue.path}: ${issue.allowed}`)
    this.issue = issue
  }
}

/** Lays out the network of a spec. Throws PlanError for layers that can't follow one another; a checked spec has none. */
export function planNetwork(spec: RunSpec): NetworkPlan {
  const facts = datasetFacts(spec.data.name)
  const planner = new Planner(facts.shape)
  spec.model.encoder.forEach((layer, i) => {
    planner.add('encoder', layer, `model.encoder.${i}`)
  })
  planner.addLatent(spec.model.latent)
  const activation = outputActivation(spec, facts)
  if (spec.model.decoder) {
    spec.model.decoder.forEach((layer, i) => {
      planner.add('decoder', layer, `model.decoder.${i}`)
    })
    planner.addOutput(activation)
  } else planner.addMirror(activation, spec.model.tied === true)
  const { layers } = planner
  const latent = layers.find(({ role }) => role === 'latent') as PlannedLayer
  return {
    inputShape: facts.shape,
    inputs: inputSize(facts),
    latent: latent.units,
    ...('to' in latent && { latentShape: latent.to }),
    layers,
    parameters: layers.reduce((sum, layer) => sum + parameterCount(layer), 0),
  }
}

/** 'sigmoid' for data in [0, 1], 'linear' for points, unless the spec says. */
export function outputActivation(spec: RunSpec, facts: DatasetFacts): 'sigmoid' | 'linear' {
  return spec.model.output ?? (facts.range[0] === 0 && facts.range[1] === 1 ? 'sigmoid' : 'linear')
}

/** What a mirrored layer takes over from the layer whose place it has on the other side. */
interface Place {
  /** Numbers there, as [height, width, channels] where they lie in the plane. */
  readonly shape: SpatialShape | null
  readonly units: number
  readonly activation: Activation
  readonly path?: string
}

class Planner {
  readonly layers: PlannedLayer[] = []
  readonly #input: SpatialShape
  /** Where the numbers lie that the last layer gives; null after a dense layer. */
  #shape: SpatialShape | null
  #units: number
  /** The shape that was flattened first: what a spatial layer after a dense one is given. */
  #flattened: SpatialShape | null = null

  constructor(input: SpatialShape) {
    this.#input = input
    this.#shape = input
    this.#units = product(input)
  }

  add(role: LayerRole, layer: Layer, path: string): void {
    if (layer.type === 'dense') {
      this.#push({ role, ...this.#dense(layer.units, layer.activation), path: `${path}.units` })
      return
    }
    const from = this.#spatial(path, layer.type)
    const [height, width, channels] = from
    if (layer.type === 'max-pool') {
      const to = [Math.ceil(height / layer.size), Math.ceil(width / layer.size), channels] as const
      this.#push({ role, type: 'max-pool', ...spatialRows(from, to), size: layer.size, activation: 'linear' })
    } else if (layer.type === 'upsample') {
      const to = [height * layer.size, width * layer.size, channels] as const
      this.#push({ role, type: 'upsample', ...spatialRows(from, to), size: layer.size, activation: 'linear' })
    } else {
      const { type, filters, kernel: size, stride, activation } = layer
      const side = (n: number) => (type === 'conv' ? Math.ceil(n / stride) : n * stride)
      const to = [side(height), side(width), filters] as const
      this.#push({ role, type, ...spatialRows(from, to), size, stride, activation, path: `${path}.filters` })
    }
  }

  addLatent(latent: RunSpec['model']['latent']): void {
    if (latent.type === 'conv') {
      this.add('latent', latent, 'model.latent')
      return
    }
    const { units, activation, topK, variational } = latent
    const special = { ...(topK !== undefined && { topK }), ...(variational && { isVariational: true as const }) }
    this.#push({ role: 'latent', ...this.#dense(units, activation), ...special, path: 'model.latent.units' })
  }

  /** After a written decoder: dense after a dense layer, else a transposed convolution whose stride makes up what is missing. */
  addOutput(activation: Activation): void {
    if (!this.#shape) {
      this.#push({ role: 'output', ...this.#dense(product(this.#input), activation) })
      return
    }
    const [height, width] = this.#shape
    const stride = this.#input[0] / height
    if (!Number.isInteger(stride) || width * stride !== this.#input[1]) {
      const sides = this.#input.slice(0, 2).join(' x ')
      throw new PlanError({
        path: 'model.decoder',
        found: `layers that end at ${height} x ${width}`,
        allowed: `an end whose sides divide ${sides}, so that the output layer can make ${sides} of it, or a dense last layer`,
      })
    }
    this.#push({ role: 'output', type: 'conv-transpose', ...spatialRows(this.#shape, this.#input), size: OUTPUT_KERNEL, stride, activation })
  }

  /** The way back, layer by layer: what leads from the place after layer i - 1 to that after layer i is undone. */
  addMirror(activation: Activation, isTied: boolean): void {
    const encoder = [...this.layers]
    const places = this.#places(encoder)
    for (let i = encoder.length - 1; i >= 0; i--) {
      const undone = encoder[i] as PlannedLayer
      const place = places[i] as Place
      const role = i === 0 ? 'output' : 'decoder'
      const own = { role, activation: i === 0 ? activation : place.activation, ...(i > 0 && place.path && { path: place.path }) } as const
      if (undone.type === 'dense') {
        const dense: DenseShape = { ...this.#dense(place.units, own.activation), ...(isTied && { tiedTo: i }) }
        this.#push({ ...dense, ...own }, place.shape)
        continue
      }
      const rows = spatialRows(undone.to, undone.from)
      if (undone.type === 'max-pool' || undone.type === 'upsample') {
        if (role === 'output') throw new PlanError(noMirror(undone.type))
        const type = undone.type === 'max-pool' ? 'upsample' : 'max-pool'
        this.#push({ role, type, ...rows, size: undone.size, activation: 'linear' })
      } else {
        const type = undone.type === 'conv' ? 'conv-transpose' : 'conv'
        this.#push({ ...own, type, ...rows, size: undone.size, stride: undone.stride })
      }
    }
  }

  /** What stands before each layer of the encoder: the data, then what each layer gives. Pooled numbers are bent already, as those before are. */
  #places(encoder: readonly PlannedLayer[]): Place[] {
    const places: Place[] = [{ shape: this.#input, units: product(this.#input), activation: 'linear' }]
    for (const layer of encoder.slice(0, -1)) {
      const isBare = layer.type === 'max-pool' || layer.type === 'upsample'
      const before = places.at(-1) as Place
      const from = isBare ? before : layer
      places.push({
        shape: 'to' in layer ? layer.to : null,
        units: layer.units,
        activation: from.activation,
        ...(from.path && { path: from.path }),
      })
    }
    return places
  }

  #dense(units: number, activation: Activation): DenseShape {
    return { type: 'dense', inputs: this.#units, units, activation }
  }

  /** The shape that a spatial layer is given here. */
  #spatial(path: string, type: string): SpatialShape {
    const shape = this.#shape ?? this.#flattened
    if (product(this.#input.slice(0, 2)) === 1) {
      throw new PlanError({ path: `${path}.type`, found: type, allowed: "'dense': points have no neighbours to convolve" })
    }
    if (!shape || product(shape) !== this.#units) {
      const found = `'${type}' after a dense layer of ${countText(this.#units)}`
      const units = product(shape ?? this.#input)
      throw new PlanError({
        path: `${path}.type`,
        found,
        allowed: `'dense', or ${countText(units)} units before it (${(shape ?? this.#input).join(' x ')})`,
      })
    }
    return shape
  }

  /** `shape`: where a dense layer's numbers lie, if they are to be taken as a picture again. */
  #push(layer: PlannedLayer, shape: SpatialShape | null = null): void {
    if (layer.type === 'dense') this.#flattened ??= this.#shape
    this.layers.push(layer)
    this.#shape = 'to' in layer ? layer.to : shape
    this.#units = layer.units
  }
}

const OUTPUT_KERNEL = 3

function spatialRows(from: SpatialShape, to: SpatialShape) {
  return { from, to, inputs: product(from), units: product(to) }
}

function noMirror(type: 'max-pool' | 'upsample'): SpecIssue {
  return {
    path: 'model.encoder.0.type',
    found: type,
    allowed: "'conv' or 'dense' first (it is what the output layer mirrors), or a decoder of its own",
  }
}
