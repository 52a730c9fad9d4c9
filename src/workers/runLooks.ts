// What the console asks of a run without changing it, in the console's own form: rows of plain numbers.

import { slicePictures } from '../engine/data/gather.ts'
import { corruptShownPicture } from '../engine/objectives/corruption.ts'
import type { Run } from '../engine/run.ts'
import { activationsOf, decode, encode, reconstruct, scoresOf } from '../engine/views.ts'
import { datasetFacts } from '../spec/datasets.ts'
import type { Corruption } from '../spec/runSpec.ts'
import type { SampleRequest } from './protocol.ts'
import { flatten, unflatten } from './rows.ts'

/** Those of the pictures asked for that have been read, as they go in, with their labels. */
export function sampleOf({ dataset }: Run, { split, from, count }: SampleRequest): { inputs: number[][]; labels: number[] } {
  const pictures = dataset[split]
  const to = Math.min(from + count, pictures.read)
  return { inputs: unflatten(slicePictures(pictures, from, to), pictures.size), labels: [...pictures.labels.subarray(from, to)] }
}

/** The inputs with noise on them: the same for the same seed and place. */
export function corruptRows({ spec }: Run, inputs: number[][], { corruption, seed }: { corruption: Corruption; seed: number }): number[][] {
  const { range } = datasetFacts(spec.data.name)
  return inputs.map((input, index) => {
    const picture = Float32Array.from(input)
    corruptShownPicture(picture, corruption, { seed, index, range })
    return [...picture]
  })
}

export function encodeRows(run: Run, inputs: number[][]): number[][] {
  return unflatten(encode(run, flatten(inputs)), run.plan.latent)
}

export function decodeRows(run: Run, latents: number[][]): number[][] {
  return unflatten(decode(run, flatten(latents)), run.plan.inputs)
}

export function reconstructRows(run: Run, inputs: number[][]): number[][] {
  return unflatten(reconstruct(run, flatten(inputs)), run.plan.inputs)
}

/** Each input's mean squared error. */
export function scoreRows(run: Run, inputs: number[][]): number[] {
  return [...scoresOf(run, flatten(inputs))]
}

/** Each layer's values for one input, by the layer's name. */
export function namedActivations(run: Run, input: number[]): { layer: string; values: number[] }[] {
  return activationsOf(run, Float32Array.from(input)).map((values, i) => ({ layer: layerName(run, i), values: [...values] }))
}

/** "encoder 1", "latent", "decoder 2", "output". */
function layerName(run: Run, index: number): string {
  const { layers } = run.plan
  const { role } = layers[index] as (typeof layers)[number]
  if (role === 'latent' || role === 'output') return role
  return `${role} ${layers.slice(0, index + 1).filter((layer) => layer.role === role).length}`
}
