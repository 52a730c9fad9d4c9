// From a spec to the plain list of layers it stands for: the mirrored decoder written out, the output layer added, sizes known.
// The engine builds from it, the page draws it, forward.ts runs it. It allocates nothing.

import { type DatasetFacts, datasetFacts, inputSize } from './datasets.ts'
import type { Activation, RunSpec } from './runSpec.ts'

export type LayerRole = 'encoder' | 'latent' | 'decoder' | 'output'

export interface PlannedLayer {
  readonly role: LayerRole
  readonly type: 'dense'
  readonly inputs: number
  readonly units: number
  readonly activation: Activation
  /** Where an edit of its width goes; absent where the width follows from the data. */
  readonly path?: string
}

export interface NetworkPlan {
  /** [height, width, channels] of an input. */
  readonly inputShape: readonly [number, number, number]
  readonly inputs: number
  readonly latent: number
  readonly layers: readonly PlannedLayer[]
  readonly parameters: number
}

/** Lays out the network of a checked spec. Dense layers only, so far. */
export function planNetwork(spec: RunSpec): NetworkPlan {
  const facts = datasetFacts(spec.data.name)
  const inputs = inputSize(facts)
  const layers: PlannedLayer[] = []
  const add = (role: LayerRole, units: number, activation: Activation, path?: string) => {
    const before = layers.at(-1)?.units ?? inputs
    layers.push({ role, type: 'dense', inputs: before, units, activation, ...(path && { path }) })
  }
  const encoder = denseLayers(spec.model.encoder)
  encoder.forEach((layer, i) => {
    add('encoder', layer.units, layer.activation, `model.encoder.${i}.units`)
  })
  const { latent } = spec.model
  if (!('units' in latent)) throw new RangeError('model.latent: a convolutional bottleneck is not built yet')
  add('latent', latent.units, latent.activation, 'model.latent.units')
  if (spec.model.decoder) {
    denseLayers(spec.model.decoder).forEach((layer, i) => {
      add('decoder', layer.units, layer.activation, `model.decoder.${i}.units`)
    })
  } else {
    for (let i = encoder.length - 1; i >= 0; i--) {
      const layer = encoder[i] as DenseLayer
      add('decoder', layer.units, layer.activation, `model.encoder.${i}.units`)
    }
  }
  add('output', inputs, outputActivation(spec, facts))
  const parameters = layers.reduce((sum, layer) => sum + layer.inputs * layer.units + layer.units, 0)
  return { inputShape: facts.shape, inputs, latent: latent.units, layers, parameters }
}

/** 'sigmoid' for data in [0, 1], 'linear' for points, unless the spec says. */
export function outputActivation(spec: RunSpec, facts: DatasetFacts): 'sigmoid' | 'linear' {
  return spec.model.output ?? (facts.range[0] === 0 && facts.range[1] === 1 ? 'sigmoid' : 'linear')
}

/** Pictures trained on: data.train, or all there are. */
export function trainingCount(spec: RunSpec): number {
  return spec.data.train ?? datasetFacts(spec.data.name).train
}

/** Test pictures: data.test, or all there are. */
export function testCount(spec: RunSpec): number {
  return spec.data.test ?? datasetFacts(spec.data.name).test
}

/** Steps in one epoch: the last, partial batch counts. */
export function stepsPerEpoch(spec: RunSpec): number {
  return Math.ceil(trainingCount(spec) / spec.training.batchSize)
}

/** How many pictures the whole run shows the network: the length of its one cycle. */
export function plannedSamples(spec: RunSpec, seen = 0): number {
  const { epochs, steps } = spec.training
  return steps === undefined ? (epochs ?? 1) * trainingCount(spec) : samplesOfSteps(spec, steps, seen)
}

/** How many pictures so many steps show, after `seen` of them: at the end of an epoch a batch is what is left of it. */
export function samplesOfSteps(spec: RunSpec, steps: number, seen = 0): number {
  const { batchSize } = spec.training
  const count = trainingCount(spec)
  const toEpochEnd = count - (seen % count)
  const stepsToEpochEnd = Math.ceil(toEpochEnd / batchSize)
  if (steps < stepsToEpochEnd) return steps * batchSize
  const perEpoch = stepsPerEpoch(spec)
  const further = steps - stepsToEpochEnd
  return toEpochEnd + Math.floor(further / perEpoch) * count + (further % perEpoch) * batchSize
}

type DenseLayer = Extract<RunSpec['model']['encoder'][number], { type: 'dense' }>

function denseLayers(layers: RunSpec['model']['encoder']): DenseLayer[] {
  return layers.map((layer) => {
    if (layer.type !== 'dense') throw new RangeError(`a layer of type '${layer.type}' is not built yet`)
    return layer
  })
}
