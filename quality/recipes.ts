// What the quality table trains: every preset on both sets of pictures, and the recipes that others' figures are known for.

import { datasetFacts } from '../src/spec/datasets.ts'
import { PRESET_NAMES, PRESETS } from '../src/spec/presets.ts'
import type { RunSpec } from '../src/spec/runSpec.ts'

export const SEEDS = [0, 1, 2] as const

export interface Recipe {
  /** The preset's name, or what the recipe is, with the dataset's: unique. */
  readonly name: string
  readonly title: string
  readonly isPreset: boolean
  /** Of seed 0. */
  readonly spec: RunSpec
}

const VARIATIONAL_PEAKS = { few: 0.02, all: 0.01 }
const DATASETS = ['mnist', 'fashion-mnist'] as const
const DENSE_128: RunSpec['model'] = { encoder: [], latent: { units: 128, activation: 'relu' } }
const ENCODER_256: RunSpec['model']['encoder'] = [{ type: 'dense', units: 256, activation: 'relu' }]

/** As the reference figures were made: the first 10,000 digits, batch 128, adam, one-cycle, 10 epochs. */
function recipe(changes: Pick<RunSpec, 'model'> & Partial<RunSpec>, learningRate: number): RunSpec {
  const { spec } = PRESETS.vanilla
  return { ...spec, training: { ...spec.training, epochs: 10, learningRate }, ...changes }
}

function variational(units: number, learningRate: number, train?: number): RunSpec {
  const model = { encoder: ENCODER_256, latent: { units, activation: 'linear', variational: { beta: 1 } } } as const
  return recipe({ model, data: { name: 'mnist', ...(train !== undefined && { train }) } }, learningRate)
}

const presets: readonly Recipe[] = DATASETS.flatMap((name) =>
  PRESET_NAMES.map((preset) => {
    const { title, spec } = PRESETS[preset]
    return {
      name: `${preset} ${name}`,
      title: `${title}, ${datasetFacts(name).title}`,
      isPreset: true,
      spec: { ...spec, data: { ...spec.data, name } },
    }
  }),
)

const known: readonly Recipe[] = [
  {
    name: 'gaussian 0.5',
    title: 'Gaussian noise of 0.5, 784-128(relu)-784',
    spec: recipe({ model: DENSE_128, corruption: { type: 'gaussian', sigma: 0.5 } }, 0.01),
  },
  {
    name: 'masking 0.5',
    title: 'Half of the pixels masked, 784-128(relu)-784',
    spec: recipe({ model: DENSE_128, corruption: { type: 'masking', rate: 0.5 } }, 0.01),
  },
  {
    name: 'l1 1e-3',
    title: 'L1 of 0.001 on the code, 784-128(relu)-784',
    spec: recipe({ model: DENSE_128, regularizers: [{ type: 'l1', weight: 1e-3 }] }, 0.01),
  },
  { name: 'variational 2, all', title: 'Variational, 784-256-2, all 60,000 digits', spec: variational(2, VARIATIONAL_PEAKS.all) },
  { name: 'variational 20', title: 'Variational, 784-256-20', spec: variational(20, VARIATIONAL_PEAKS.few, 10_000) },
].map((each) => ({ ...each, isPreset: false }))

export const RECIPES: readonly Recipe[] = [...presets, ...known]
