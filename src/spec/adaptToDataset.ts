// Another dataset in the same spec: what no longer fits is changed with it, so that a person who chooses one always gets a network that trains.

import { type DatasetName, datasetFacts } from './datasets.ts'
import type { RunSpec } from './runSpec.ts'

/** Small, and deep enough to bend: a straight line through a curved cloud of points is what PCA finds. With tanh most runs stay at that line. */
const POINTS_MODEL: RunSpec['model'] = {
  encoder: [
    { type: 'dense', units: 32, activation: 'relu' },
    { type: 'dense', units: 16, activation: 'relu' },
  ],
  latent: { units: 1, activation: 'linear' },
}

/** Enough steps for points, of which there are few. */
const POINTS_TRAINING = { epochs: 150, batchSize: 32, learningRate: 0.01 }

/**
 * The spec on another dataset. Between two sets of pictures only the counts can change, to what there is, between two of points the code’s size too; points take a small network of their own
 * with one number fewer than they have axes, a linear output and the squared error. The result is yet to be checked.
 */
export function adaptToDataset(spec: RunSpec, name: DatasetName, picturesSpec: RunSpec): RunSpec {
  const [from, to] = [datasetFacts(spec.data.name), datasetFacts(name)]
  if (from.kind === to.kind) return { ...spec, data: fittingCounts(spec, name), model: fittingCode(spec, from.shape[2], to.shape[2]) }
  if (to.kind === 'pictures') return { ...picturesSpec, data: { ...picturesSpec.data, ...fittingCounts(picturesSpec, name) }, seed: spec.seed }
  const { epochs: _, steps: __, ...training } = spec.training
  const latent = { units: to.shape[2] - 1, activation: 'linear' } as const
  return {
    version: 1,
    data: { name },
    model: { ...POINTS_MODEL, latent },
    loss: 'mse',
    training: { ...training, ...POINTS_TRAINING },
    seed: spec.seed,
  }
}

/** A code of one number fewer than there were axes becomes one of one fewer than there are. */
function fittingCode({ model }: RunSpec, axes: number, newAxes: number): RunSpec['model'] {
  const { latent } = model
  const follows = newAxes !== axes && latent.type !== 'conv' && latent.units === axes - 1 && latent.topK === undefined
  return follows ? { ...model, latent: { ...latent, units: newAxes - 1 } } : model
}

/** As many as were asked for, unless there are not so many: then what is there from the start. */
function fittingCounts({ data }: RunSpec, name: DatasetName): RunSpec['data'] {
  const { train, test, ...rest } = data
  const facts = datasetFacts(name)
  return {
    ...rest,
    name,
    ...(train !== undefined && train <= facts.train && { train }),
    ...(test !== undefined && test <= facts.test && { test }),
  }
}
