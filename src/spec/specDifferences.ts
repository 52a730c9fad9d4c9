// What differs between specs, in words, and nothing that does not: several networks are compared by their differences, not by their settings.

import { countText } from './countText.ts'
import { datasetFacts } from './datasets.ts'
import { type NetworkPlan, outputActivation, PlanError, planNetwork } from './network.ts'
import { optionAt } from './options.ts'
import { plannedSamples, testCount, trainingCount } from './runLength.ts'
import { REGULARIZER_TYPES, type RunSpec } from './runSpec.ts'
import { choiceInWords, convolutionInWords, layersInWords, noiseInWords, penaltyInWords } from './specWords.ts'

export interface Difference {
  /** The field, or what holds the fields that differ; several penalties share 'regularizers'. */
  readonly path: string
  /** The option's own label where there is one. No two differences share it. */
  readonly label: string
  /** One for each spec, in their order. */
  readonly values: readonly string[]
}

/** One field of all specs: what it is called, what it says in each. An absent field says what it stands for. */
interface Field {
  readonly path: string
  /** Absent: the option's at `path`. */
  readonly label?: string
  readonly words: (spec: RunSpec) => string
}

/** What the specs, which must have passed checkSpec, differ in: data, network, loss, noise, penalties, training, in this order. */
export function specDifferences(specs: readonly RunSpec[]): readonly Difference[] {
  return fieldsOf(specs).flatMap(({ path, label, words }) => {
    const values = specs.map(words)
    return new Set(values).size > 1 ? [{ path, label: label ?? labelOf(path), values }] : []
  })
}

/** What `other` differs from `base` in, as it stands within a sentence: "layers", "L1 penalty". */
export function differsIn(base: RunSpec, other: RunSpec): string[] {
  return specDifferences([base, other]).map(({ label }) => withinSentence(label))
}

/** "Learning rate" -> "learning rate"; "L1 penalty" stays. */
export function withinSentence(label: string): string {
  return /^[A-Z][a-z]/.test(label) ? label.charAt(0).toLowerCase() + label.slice(1) : label
}

function fieldsOf(specs: readonly RunSpec[]): readonly Field[] {
  return [...DATA, ...codeFields(specs), ...NETWORK, ...PENALTIES, ...lengthFields(specs), ...TRAINING]
}

const DATA: readonly Field[] = [
  { path: 'data.name', words: ({ data }) => datasetFacts(data.name).title },
  { path: 'data.train', words: (spec) => countText(trainingCount(spec)) },
  { path: 'data.test', words: (spec) => countText(testCount(spec)) },
  { path: 'data.classes', label: 'Classes', words: classesInWords },
  { path: 'data.shufflePixels', label: 'Pixels', words: ({ data }) => (data.shufflePixels ? 'shuffled' : 'in their places') },
  { path: 'model.encoder', label: 'Layers', words: ({ model }) => layersInWords(model.encoder) },
]

const NETWORK: readonly Field[] = [
  { path: 'model.decoder', label: 'Decoder', words: decoderInWords },
  { path: 'model.tied', label: 'Tied weights', words: ({ model }) => (model.tied ? 'yes' : 'no') },
  { path: 'model.output', words: (spec) => outputActivation(spec, datasetFacts(spec.data.name)) },
  { path: 'loss', words: ({ loss }) => choiceInWords(loss) },
  { path: 'corruption', label: labelOf('corruption.sigma'), words: ({ corruption }) => noiseInWords(corruption) },
]

const PENALTY_LABELS: Record<(typeof REGULARIZER_TYPES)[number], string> = {
  l1: 'L1 penalty',
  kl: 'KL penalty',
  contractive: 'Contractive penalty',
  'weight-decay': 'Weight decay',
}

const PENALTIES: readonly Field[] = REGULARIZER_TYPES.map((type) => ({
  path: 'regularizers',
  label: PENALTY_LABELS[type],
  words: ({ regularizers = [] }) => penaltyInWords(regularizers.find((own) => own.type === type)),
}))

const TRAINING: readonly Field[] = [
  { path: 'training.batchSize', words: ({ training }) => countText(training.batchSize) },
  { path: 'training.optimizer', words: ({ training }) => choiceInWords(training.optimizer) },
  { path: 'training.learningRate', words: ({ training }) => String(training.learningRate) },
  { path: 'training.schedule', words: ({ training }) => choiceInWords(training.schedule) },
  { path: 'seed', words: ({ seed }) => String(seed) },
]

/** The bottleneck: as a whole where one is convolutional, and what makes a code variational apart only where all are. */
function codeFields(specs: readonly RunSpec[]): readonly Field[] {
  const isConvolutional = specs.some(({ model }) => model.latent.type === 'conv')
  const width: Field = isConvolutional
    ? { path: 'model.latent', label: labelOf('model.latent.units'), words: ({ model }) => codeInWords(model.latent) }
    : { path: 'model.latent.units', words: ({ model }) => codeInWords(model.latent) }
  return [
    width,
    { path: 'model.latent.activation', label: 'Activation of the code', words: ({ model }) => choiceInWords(model.latent.activation) },
    { path: 'model.latent.topK', words: ({ model }) => topKInWords(model.latent) },
    ...(specs.every((spec) => variationalOf(spec))
      ? VARIATIONAL
      : [{ path: 'model.latent.variational', label: 'Variational', words: spreadInWords }]),
  ]
}

const VARIATIONAL: readonly Field[] = [
  { path: 'model.latent.variational.beta', words: (spec) => String(variationalOf(spec)?.beta) },
  { path: 'model.latent.variational.warmupEpochs', words: (spec) => epochs(variationalOf(spec)?.warmupEpochs ?? 0) },
]

/** A length in steps is another only where it shows another number of pictures. */
function lengthFields(specs: readonly RunSpec[]): readonly Field[] {
  if (specs.every(({ training }) => training.steps !== undefined)) {
    return [{ path: 'training.steps', words: ({ training }) => countText(training.steps as number) }]
  }
  if (specs.every(({ training }) => training.epochs !== undefined)) {
    return [{ path: 'training.epochs', words: ({ training }) => countText(training.epochs as number) }]
  }
  if (new Set(specs.map((spec) => plannedSamples(spec))).size === 1) return []
  const words = ({ training }: RunSpec) => (training.steps === undefined ? epochs(training.epochs ?? 0) : `${countText(training.steps)} steps`)
  return [{ path: 'training', label: 'Length', words }]
}

/** "all", "0, 1", "all but 4". */
function classesInWords({ data }: RunSpec): string {
  const names = datasetFacts(data.name).classes
  const kept = new Set(data.classes ?? names.keys())
  const [inside, outside] = [names.filter((_, i) => kept.has(i)), names.filter((_, i) => !kept.has(i))]
  if (outside.length === 0) return 'all'
  return outside.length < inside.length ? `all but ${outside.join(', ')}` : inside.join(', ')
}

function codeInWords(latent: RunSpec['model']['latent']): string {
  return latent.type === 'conv' ? convolutionInWords(latent) : countText(latent.units)
}

function topKInWords(latent: RunSpec['model']['latent']): string {
  if (latent.type === 'conv' || latent.topK === undefined || latent.topK >= latent.units) return 'all'
  return countText(latent.topK)
}

function variationalOf({ model }: RunSpec) {
  return model.latent.type === 'conv' ? undefined : model.latent.variational
}

function spreadInWords(spec: RunSpec): string {
  const variational = variationalOf(spec)
  if (!variational) return 'no'
  const warmup = variational.warmupEpochs ?? 0
  return `beta ${variational.beta}${warmup === 0 ? '' : `, warm-up ${epochs(warmup)}`}`
}

/** A decoder that is written out and is the mirror all the same is the mirror. */
function decoderInWords(spec: RunSpec): string {
  const { decoder, ...rest } = spec.model
  return decoder && layersOf(spec) !== layersOf({ ...spec, model: rest }) ? layersInWords(decoder) : 'as the encoder mirrored'
}

/** What the layers compute, without where in the spec they stand; null where they can't follow one another. */
function layersOf(spec: RunSpec): string | null {
  let plan: NetworkPlan
  try {
    plan = planNetwork(spec)
  } catch (error) {
    if (error instanceof PlanError) return null
    throw error
  }
  return JSON.stringify(plan.layers.map(({ path: _, ...layer }) => Object.entries(layer).sort()))
}

function labelOf(path: string): string {
  return optionAt(path)?.label ?? path
}

function epochs(number: number): string {
  if (number === 0) return 'none'
  return `${countText(number)} ${number === 1 ? 'epoch' : 'epochs'}`
}
