// One typed table of every option that a person can set: controls, the command line, the console and the tests walk it.
// What a value must satisfy is the schema's business; this says how it is shown and what an edit of it costs.

import { DATASET_NAMES } from './datasets.ts'
import { ACTIVATIONS, CORRUPTION_TYPES, LOSSES, SCHEDULES, SIGMA_MAX } from './runSpec.ts'

/** 'live': the weights stay and training goes on. 'new-run': a new run, which keeps what weights still fit. 'fresh': none are kept. */
export type EditEffect = 'live' | 'new-run' | 'fresh'

interface OptionBase {
  readonly label: string
  /** One plain sentence, shown on hover. */
  readonly glossary: string
  readonly effect: EditEffect
  /** Its name in a link. */
  readonly linkKey: string
}

export interface NumberOption extends OptionBase {
  readonly kind: 'number'
  readonly min: number
  readonly max: number
  readonly scale: 'linear' | 'log'
  /** Added on a linear scale, multiplied on a logarithmic one. */
  readonly step: number
}

export interface ChoiceOption extends OptionBase {
  readonly kind: 'choice'
  readonly choices: readonly (string | number)[]
}

export type Option = NumberOption | ChoiceOption

const OPTION_PATHS = [
  'data.name',
  'data.train',
  'data.test',
  'model.latent.units',
  'model.latent.activation',
  'model.latent.topK',
  'model.latent.variational.beta',
  'model.latent.variational.warmupEpochs',
  'model.latent.filters',
  'model.encoder.*.units',
  'model.encoder.*.filters',
  'model.encoder.*.kernel',
  'model.encoder.*.stride',
  'model.encoder.*.size',
  'model.encoder.*.activation',
  'model.decoder.*.units',
  'model.decoder.*.filters',
  'model.decoder.*.kernel',
  'model.decoder.*.stride',
  'model.decoder.*.size',
  'model.decoder.*.activation',
  'model.output',
  'loss',
  'corruption.type',
  'corruption.sigma',
  'corruption.rate',
  'regularizers.*.weight',
  'regularizers.*.target',
  'training.epochs',
  'training.steps',
  'training.batchSize',
  'training.optimizer',
  'training.learningRate',
  'training.schedule',
  'seed',
] as const
export type OptionPath = (typeof OPTION_PATHS)[number]

const layerUnits = (linkKey: string): NumberOption => ({
  kind: 'number',
  label: 'Width',
  glossary: 'How many numbers this layer holds for a picture.',
  effect: 'new-run',
  linkKey,
  min: 1,
  max: 2048,
  scale: 'log',
  step: 2,
})

const layerActivation = (linkKey: string): ChoiceOption => ({
  kind: 'choice',
  label: 'Activation',
  glossary: 'The function that bends each unit’s sum; without one, the layer can only add and scale.',
  effect: 'new-run',
  linkKey,
  choices: ACTIVATIONS,
})

const layerFilters = (linkKey: string): NumberOption => ({
  kind: 'number',
  label: 'Filters',
  glossary: 'How many small patterns this layer looks for all over the picture; each makes a map of where it was found.',
  effect: 'new-run',
  linkKey,
  min: 1,
  max: 256,
  scale: 'log',
  step: 2,
})

const layerKernel = (linkKey: string): ChoiceOption => ({
  kind: 'choice',
  label: 'Kernel',
  glossary: 'Side of the square of pixels that a filter sees at a time.',
  effect: 'new-run',
  linkKey,
  choices: [1, 3, 5, 7],
})

const layerStride = (linkKey: string): ChoiceOption => ({
  kind: 'choice',
  label: 'Stride',
  glossary: 'How far a filter moves from one look to the next: with 2 the maps have half the side.',
  effect: 'new-run',
  linkKey,
  choices: [1, 2, 3, 4],
})

const layerSize = (linkKey: string): ChoiceOption => ({
  kind: 'choice',
  label: 'Size',
  glossary: 'Side of the square that becomes one number, or that one number becomes.',
  effect: 'new-run',
  linkKey,
  choices: [2, 3, 4],
})

export const OPTIONS: Record<OptionPath, Option> = {
  'data.name': {
    kind: 'choice',
    label: 'Dataset',
    glossary: 'What the network learns to rebuild: pictures, or points in the plane or in space.',
    effect: 'fresh',
    linkKey: 'dn',
    choices: DATASET_NAMES,
  },
  'data.train': {
    kind: 'choice',
    label: 'Training pictures',
    glossary: 'How many pictures the network learns from. The test pictures are never among them.',
    effect: 'fresh',
    linkKey: 'n',
    choices: [100, 1_000, 5_000, 10_000, 20_000, 60_000],
  },
  'data.test': {
    kind: 'choice',
    label: 'Test pictures',
    glossary: 'How many pictures, never trained on, the test loss is measured on.',
    effect: 'new-run',
    linkKey: 'nt',
    choices: [1_000, 5_000, 10_000],
  },
  'model.latent.units': { ...layerUnits('k'), label: 'Bottleneck', glossary: 'How many numbers are left of a picture at the narrowest place.' },
  'model.latent.activation': layerActivation('ka'),
  'model.latent.topK': {
    kind: 'number',
    label: 'Keep the largest',
    glossary: 'Of each code only so many of the largest numbers are kept, the others become 0.',
    effect: 'new-run',
    linkKey: 'kk',
    min: 1,
    max: 2048,
    scale: 'log',
    step: 2,
  },
  'model.latent.variational.beta': {
    kind: 'number',
    label: 'Beta',
    glossary:
      'How strongly codes are drawn toward one round cloud. 1 is the variational autoencoder; more gives simpler codes and blurrier pictures.',
    effect: 'live',
    linkKey: 'vb',
    min: 0,
    max: 20,
    scale: 'linear',
    step: 0.1,
  },
  'model.latent.variational.warmupEpochs': {
    kind: 'number',
    label: 'Warm-up',
    glossary: 'Epochs over which beta grows from 0, so that the network learns to rebuild before its codes are drawn together.',
    effect: 'live',
    linkKey: 'vw',
    min: 0,
    max: 20,
    scale: 'linear',
    step: 1,
  },
  'model.latent.filters': { ...layerFilters('kf'), label: 'Bottleneck' },
  'model.encoder.*.units': layerUnits('e'),
  'model.encoder.*.filters': layerFilters('ef'),
  'model.encoder.*.kernel': layerKernel('ek'),
  'model.encoder.*.stride': layerStride('es'),
  'model.encoder.*.size': layerSize('ez'),
  'model.encoder.*.activation': layerActivation('ea'),
  'model.decoder.*.units': layerUnits('d'),
  'model.decoder.*.filters': layerFilters('df'),
  'model.decoder.*.kernel': layerKernel('dk'),
  'model.decoder.*.stride': layerStride('ds'),
  'model.decoder.*.size': layerSize('dz'),
  'model.decoder.*.activation': layerActivation('da'),
  'model.output': {
    kind: 'choice',
    label: 'Output',
    glossary: 'What the last layer ends in: sigmoid keeps each pixel between 0 and 1.',
    effect: 'new-run',
    linkKey: 'o',
    choices: ['sigmoid', 'linear'],
  },
  loss: {
    kind: 'choice',
    label: 'Loss',
    glossary: 'How the difference between a picture and its reconstruction becomes one number: the thing that training makes small.',
    effect: 'new-run',
    linkKey: 'l',
    choices: LOSSES,
  },
  'corruption.type': {
    kind: 'choice',
    label: 'Kind of noise',
    glossary: 'Gaussian blurs every pixel’s value, salt-and-pepper turns some black or white, masking wipes some out.',
    effect: 'live',
    linkKey: 'ct',
    choices: CORRUPTION_TYPES,
  },
  'corruption.sigma': {
    kind: 'number',
    label: 'Noise in training',
    glossary: 'Gaussian noise put on what goes in. The network is still asked for the clean picture.',
    effect: 'live',
    linkKey: 'c',
    min: 0,
    max: SIGMA_MAX,
    scale: 'linear',
    step: 0.05,
  },
  'corruption.rate': {
    kind: 'number',
    label: 'Noise in training',
    glossary: 'The share of pixels that are spoilt in what goes in. The network is still asked for the clean picture.',
    effect: 'live',
    linkKey: 'cr',
    min: 0,
    max: 1,
    scale: 'linear',
    step: 0.05,
  },
  'regularizers.*.weight': {
    kind: 'number',
    label: 'Weight',
    glossary: 'How much this penalty counts beside the reconstruction loss.',
    effect: 'live',
    linkKey: 'pw',
    min: 1e-6,
    max: 1,
    scale: 'log',
    step: 10 ** 0.25,
  },
  'regularizers.*.target': {
    kind: 'number',
    label: 'Target activity',
    glossary: 'The share of the time that a unit of the code should be active.',
    effect: 'live',
    linkKey: 'pt',
    min: 0.01,
    max: 0.5,
    scale: 'linear',
    step: 0.01,
  },
  'training.epochs': {
    kind: 'number',
    label: 'Epochs',
    glossary: 'How often the network sees every training picture.',
    effect: 'live',
    linkKey: 'ep',
    min: 1,
    max: 100,
    scale: 'log',
    step: 1.5,
  },
  'training.steps': {
    kind: 'number',
    label: 'Steps',
    glossary: 'How many batches the network is trained on; stands in place of epochs.',
    effect: 'live',
    linkKey: 'st',
    min: 1,
    max: 100_000,
    scale: 'log',
    step: 2,
  },
  'training.batchSize': {
    kind: 'choice',
    label: 'Batch',
    glossary: 'How many pictures are looked at before the weights are moved once.',
    effect: 'live',
    linkKey: 'b',
    choices: [16, 32, 64, 128, 256, 512],
  },
  'training.optimizer': {
    kind: 'choice',
    label: 'Optimiser',
    glossary: 'How a gradient becomes a step: Adam and RMSProp size it for each weight, SGD takes all alike, momentum keeps rolling.',
    effect: 'live',
    linkKey: 'op',
    choices: ['adam', 'sgd', 'momentum', 'rmsprop'],
  },
  'training.learningRate': {
    kind: 'number',
    label: 'Learning rate',
    glossary: 'How far the weights move in one step; with the one-cycle schedule, at its peak.',
    effect: 'live',
    linkKey: 'r',
    min: 1e-4,
    max: 1,
    scale: 'log',
    step: 10 ** 0.1,
  },
  'training.schedule': {
    kind: 'choice',
    label: 'Schedule',
    glossary: 'One-cycle warms the rate up, then cools it down to almost nothing. Constant leaves it alone.',
    effect: 'live',
    linkKey: 'sc',
    choices: SCHEDULES,
  },
  seed: {
    kind: 'number',
    label: 'Seed',
    glossary: 'Where all random numbers come from: the same seed gives the same run.',
    effect: 'fresh',
    linkKey: 's',
    min: 0,
    max: 999,
    scale: 'linear',
    step: 1,
  },
}

/** The option that a path such as "model.encoder.0.units" belongs to, or undefined. */
export function optionAt(path: string): Option | undefined {
  const pattern = path.replace(/\.\d+(?=\.|$)/g, '.*')
  return Object.hasOwn(OPTIONS, pattern) ? OPTIONS[pattern as OptionPath] : undefined
}

/** What a person calls a choice. */
export const CHOICE_LABELS: Record<string, string> = {
  bce: 'cross-entropy',
  mse: 'squared error',
  adam: 'Adam',
  sgd: 'SGD',
  'one-cycle': 'one-cycle',
  relu: 'ReLU',
  'leaky-relu': 'leaky ReLU',
  elu: 'ELU',
  gaussian: 'Gaussian',
  'salt-and-pepper': 'salt and pepper',
  l1: 'L1',
  kl: 'KL',
}
