// Which settings of a spec are worth a sweep, with values that show something: what a menu offers, and where it starts.

import { SpecError } from './checkSpec.ts'
import { datasetFacts, inputSize } from './datasets.ts'
import { depthOf } from './depth.ts'
import { editSpecTogether, type FieldEdit } from './nearestEdits.ts'
import { stepsPerEpoch } from './runLength.ts'
import type { RunSpec } from './runSpec.ts'
import { variedSpec } from './sweep.ts'

export interface SweepableSetting {
  /** For Sweep.path. */
  readonly path: string
  readonly label: string
  /** Rising; the spec's own is among them where it is one number. All are accepted. */
  readonly values: readonly number[]
  /** How the values are best laid out along an axis. With 'log' a 0 among them needs a place of its own. */
  readonly scale: 'linear' | 'log'
  /** Whose values can be compared: noise is put on the test pictures too, so that networks with more of it have the harder test. */
  readonly measure: 'testLoss' | 'testLossClean'
  /** To be set in the base first, so that the values differ in nothing else; empty where nothing is. */
  readonly fixed: readonly FieldEdit[]
}

type Offer = Pick<SweepableSetting, 'path' | 'label' | 'values' | 'scale'> & {
  /** The spec's own value; left out where it has none that is one number. */
  readonly own: number | undefined
} & Partial<Pick<SweepableSetting, 'measure' | 'fixed'>>

const CODE_SIZES = [1, 2, 4, 8, 16, 32]
const CODE_FILTERS = [1, 2, 4, 8, 16]
const SIGMAS = [0, 0.1, 0.2, 0.4, 0.6]
const RATES = [0, 0.1, 0.25, 0.5, 0.75]
const L1_WEIGHTS = [0, 1e-4, 3e-4, 1e-3, 3e-3]
const KL_WEIGHTS = [0, 1e-3, 1e-2, 1e-1]
const TOP_KS = [1, 2, 4, 8, 16, 32]
const BETAS = [0, 0.1, 0.3, 1, 3, 10]
const DEPTHS = [0, 1, 2, 3, 4]
const LEARNING_RATES = [0.001, 0.003, 0.01, 0.03, 0.1]
const TRAINING_COUNTS = [500, 1_000, 2_000, 5_000, 10_000]

/** What can be varied in this spec, most telling first. */
export function sweepableSettings(spec: RunSpec): SweepableSetting[] {
  const offers = [codeSize(spec), noise(spec), sparsity(spec), depth(spec), learningRate(spec), trainingCount(spec)]
  return offers.flatMap((offer) => {
    if (!offer) return []
    const { own, measure = 'testLoss', fixed = [], ...rest } = offer
    const base = fixed.length > 0 ? editSpecTogether(spec, fixed) : spec
    const values = [...new Set([...offer.values, ...(own === undefined ? [] : [own])])].filter((value) => isAccepted(base, offer.path, value))
    return values.length < 2 ? [] : [{ ...rest, measure, fixed, values: values.sort((a, b) => a - b) }]
  })
}

function codeSize({ data, model: { latent } }: RunSpec): Offer {
  if (latent.type === 'conv')
    return { path: 'model.latent.filters', label: 'Code size, in maps', values: CODE_FILTERS, own: latent.filters, scale: 'log' }
  const most = inputSize(datasetFacts(data.name))
  return { path: 'model.latent.units', label: 'Code size', values: CODE_SIZES.filter((size) => size <= most), own: latent.units, scale: 'log' }
}

function noise({ corruption }: RunSpec): Offer {
  const shared = { label: 'Noise in training', scale: 'linear', measure: 'testLossClean' } as const
  if (corruption === undefined) return { path: 'corruption.sigma', values: SIGMAS, own: 0, ...shared }
  const strength = corruption.type === 'gaussian' ? corruption.sigma : corruption.rate
  const own = typeof strength === 'number' ? strength : undefined
  return corruption.type === 'gaussian'
    ? { path: 'corruption.sigma', values: SIGMAS, own, ...shared }
    : { path: 'corruption.rate', values: RATES, own, ...shared }
}

/** By whatever keeps this code sparse; what draws a variational code together is its own weight. L1 where nothing does yet. */
function sparsity({ model: { latent }, regularizers = [] }: RunSpec): Offer {
  if (latent.type !== 'conv' && latent.topK !== undefined) {
    return { path: 'model.latent.topK', label: 'Numbers kept of a code', values: TOP_KS, own: latent.topK, scale: 'log' }
  }
  if (latent.type !== 'conv' && latent.variational) {
    return { path: 'model.latent.variational.beta', label: 'Beta', values: BETAS, own: latent.variational.beta, scale: 'log' }
  }
  const [l1, kl] = (['l1', 'kl'] as const).map((type) => regularizers.find((one) => one.type === type))
  if (kl && !l1) return { path: 'regularizers.kl.weight', label: 'Sparsity weight, KL', values: KL_WEIGHTS, own: kl.weight, scale: 'log' }
  return { path: 'regularizers.l1.weight', label: 'Sparsity weight, L1', values: L1_WEIGHTS, own: l1?.weight ?? 0, scale: 'log' }
}

function depth(spec: RunSpec): Offer | null {
  const own = depthOf(spec)
  return own === null ? null : { path: 'depth', label: 'Depth, in hidden layers', values: DEPTHS, own, scale: 'linear' }
}

function learningRate({ training }: RunSpec): Offer {
  return { path: 'training.learningRate', label: 'Learning rate', values: LEARNING_RATES, own: training.learningRate, scale: 'log' }
}

/** As many steps for each: with the same epochs few pictures would be shown few times in all, and that alone would tell. */
function trainingCount(spec: RunSpec): Offer {
  const { kind, train } = datasetFacts(spec.data.name)
  const own = spec.data.train ?? train
  const { epochs = 1, steps = epochs * stepsPerEpoch(spec) } = spec.training
  return {
    path: 'data.train',
    label: kind === 'points' ? 'Training points' : 'Training pictures',
    values: TRAINING_COUNTS.filter((count) => count <= Math.max(train, own)),
    own,
    scale: 'log',
    fixed: [{ path: 'training.steps', value: steps }],
  }
}

function isAccepted(spec: RunSpec, path: string, value: number): boolean {
  try {
    variedSpec(spec, path, value)
    return true
  } catch (error) {
    if (error instanceof SpecError) return false
    throw error
  }
}
