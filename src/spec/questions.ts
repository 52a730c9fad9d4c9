// The ready-made questions: what happens if …? Each lane differs from its neighbours in what is asked about and in nothing else. The outcomes are
// those that training gives, on every seed tried; where a textbook promises more, the question asks less.

import { PRESETS } from './presets.ts'
import type { Question } from './question.ts'
import type { Corruption, Layer, RunSpec } from './runSpec.ts'

type Training = RunSpec['training']

/** What is exchanged of a preset: `training` field by field, with `steps` in place of its epochs where they are given; the rest as a whole. */
interface Changes {
  readonly data?: Partial<RunSpec['data']>
  readonly model?: Partial<RunSpec['model']>
  readonly training?: Partial<Training>
}

const CLEAN = { figure: 'mse' } as const
const NOISE: Corruption = { type: 'gaussian', sigma: 0.5 }
const NOISY = { figure: 'mse', corruption: NOISE } as const

const { linear, multilayer, convolutional, denoising, vanilla } = PRESETS

const threeLayers = (activation: 'linear' | 'relu') => change(linear.spec, { model: { encoder: dense([128], activation) } })
/** With a code of 16 numbers just as many weights as the convolutional preset has: 61,676 and 61,329. */
const denseOf38 = change(convolutional.spec, { model: { encoder: dense([38]) } })
const shuffled = (spec: RunSpec) => change(spec, { data: { shufflePixels: true } })
/** Tied as the sparse preset is: few of the 256 units are left without work. */
const codeOf = (latent: RunSpec['model']['latent']) => change(vanilla.spec, { model: { latent, tied: true }, training: { learningRate: 0.03 } })
/** As many steps as the vanilla preset's 5 epochs of 10,000, however few the pictures are. */
const withPictures = (train: number) => change(vanilla.spec, { data: { train, test: 1_000 }, training: { steps: 395 } })

export const QUESTIONS: readonly Question[] = [
  {
    id: 'linear-nonlinear',
    title: 'Linear or nonlinear?',
    question:
      'Each network squeezes a digit into 8 numbers. Two of them have no activations, and one of those two has more layers. Which makes the smallest error?',
    choices: ['The nonlinear one', 'The linear one with more layers', 'All three end level'],
    answer: 0,
    lanes: [
      { name: 'Linear', spec: linear.spec },
      { name: 'Linear, more layers', spec: threeLayers('linear') },
      { name: 'Nonlinear', spec: threeLayers('relu') },
    ],
    measure: CLEAN,
    expected: [
      { lower: 'Nonlinear', than: 'Linear', times: 0.85 },
      { lower: 'Nonlinear', than: 'Linear, more layers', times: 0.85 },
      { level: ['Linear', 'Linear, more layers'], within: 0.03 },
    ],
    outcome:
      'The nonlinear network wins clearly. Layers without activations are one matrix in the end, however many there are, and the best that one matrix can do with 8 numbers is PCA. ReLU units bend the space, so that the same 8 numbers can follow the shapes of digits.',
    check: { steps: 250, test: 1_000 },
  },
  {
    id: 'wide-deep',
    title: 'One wide layer or three?',
    question:
      'Both networks squeeze a digit into 2 numbers. One does it through a single layer of 120 units, the other through three layers of 96. Both have about 189,000 weights. Which makes the smaller error?',
    choices: ['One wide layer', 'Three layers', 'No difference: they have as many weights'],
    answer: 1,
    lanes: [
      { name: 'One wide layer', spec: change(multilayer.spec, { model: { encoder: dense([120]) } }) },
      { name: 'Three layers', spec: change(multilayer.spec, { model: { encoder: dense([96, 96, 96]) } }) },
    ],
    measure: CLEAN,
    expected: [{ lower: 'Three layers', than: 'One wide layer', times: 0.98 }],
    outcome:
      'Three layers win with the same number of weights. Two numbers are a hard squeeze: the map from pixels to them must bend a lot, and each layer bends what the one before it has bent already. A wide layer bends many times, but only once over.',
    check: { steps: 600, test: 1_000 },
  },
  {
    id: 'convolutional-dense',
    title: 'Convolutional or dense?',
    question: 'Both networks have about 61,000 weights and 16 numbers in the bottleneck. Which makes the smaller error?',
    choices: ['The convolutional one', 'The dense one', 'No difference: they have as many weights'],
    answer: 0,
    lanes: [
      { name: 'Convolutional', spec: convolutional.spec },
      { name: 'Dense', spec: denseOf38 },
    ],
    measure: CLEAN,
    expected: [{ lower: 'Convolutional', than: 'Dense', times: 0.9 }],
    outcome:
      'The convolutional network wins with the same number of weights. Its filters are small and are used at every place of the picture, so what is learned of a stroke at one place serves at all. A dense layer learns each place anew.',
    check: { steps: 250, test: 1_000 },
  },
  {
    id: 'shuffled-pixels',
    title: 'What if the pixels are shuffled?',
    question:
      'The same two networks, and both again on pictures whose pixels have changed places, in the same way in every picture. Whom does that harm?',
    choices: ['Both', 'The convolutional one alone', 'The dense one alone', 'Neither'],
    answer: 1,
    lanes: [
      { name: 'Convolutional', spec: convolutional.spec },
      { name: 'Convolutional, shuffled', spec: shuffled(convolutional.spec) },
      { name: 'Dense', spec: denseOf38 },
      { name: 'Dense, shuffled', spec: shuffled(denseOf38) },
    ],
    measure: CLEAN,
    expected: [
      { lower: 'Convolutional', than: 'Convolutional, shuffled', times: 0.75 },
      { lower: 'Dense, shuffled', than: 'Convolutional, shuffled', times: 0.95 },
      { level: ['Dense', 'Dense, shuffled'], within: 0.15 },
    ],
    outcome:
      'Only the convolutional network is harmed, and it falls behind the dense one. A filter looks at neighbouring pixels, and after shuffling neighbours have nothing to do with each other. A dense layer never knew which pixels are neighbours, so it loses nothing.',
    check: { steps: 250, test: 1_000 },
  },
  {
    id: 'noise-none',
    title: 'Trained with noise or without?',
    question:
      'Two equal networks. One is shown noisy digits in training and asked for the clean ones, the other sees clean digits alone. Then both are given the same noisy digits. Which gives back the cleaner ones?',
    choices: ['The one trained with noise', 'The one trained without', 'No difference: the networks are equal'],
    answer: 0,
    lanes: [
      { name: 'With noise', spec: denoising.spec },
      { name: 'Without noise', spec: withoutNoise(denoising.spec) },
    ],
    measure: NOISY,
    expected: [
      { lower: 'With noise', than: 'Without noise', times: 0.5 },
      { lower: 'Without noise', than: 'With noise', times: 0.8, by: CLEAN },
    ],
    outcome:
      'The network trained with noise gives back far cleaner digits. The other has learned to copy what it sees, and copies much of the noise too. It has a price: on clean digits the network that never saw noise is the better one.',
    check: { steps: 200, test: 1_000 },
  },
  {
    id: 'sparse-narrow',
    title: 'Sparse or narrow?',
    question:
      'Both networks describe each digit by 16 numbers. One has 16 units and uses them all. The other has 256 and uses the 16 that fit the digit best. Which makes the smaller error?',
    choices: ['The narrow one', 'The sparse one', 'No difference: 16 numbers are 16 numbers'],
    answer: 1,
    lanes: [
      { name: 'Narrow', spec: codeOf({ units: 16, activation: 'linear' }) },
      { name: 'Sparse', spec: codeOf({ units: 256, activation: 'linear', topK: 16 }) },
    ],
    measure: CLEAN,
    expected: [{ lower: 'Sparse', than: 'Narrow', times: 0.8 }],
    outcome:
      'The sparse network wins. The narrow one must describe every digit with the same 16 building blocks. The sparse one has 256 and picks 16 afresh for each digit, so its blocks can be special: a certain stroke at a certain place. It pays with fifteen times the weights.',
    check: { steps: 100, test: 1_000 },
  },
  {
    id: 'few-many',
    title: 'Few pictures or many?',
    question:
      'Three equal networks take the same number of steps, one on 100 digits, one on 1,000, one on 10,000. Where is the test loss furthest above the training loss?',
    choices: ['With 100 digits', 'With 1,000 digits', 'With 10,000 digits', 'Nowhere: the networks are equal'],
    answer: 0,
    lanes: [
      { name: '100 digits', spec: withPictures(100) },
      { name: '1,000 digits', spec: withPictures(1_000) },
      { name: '10,000 digits', spec: withPictures(10_000) },
    ],
    measure: { figure: 'gap' },
    expected: [
      { lower: '1,000 digits', than: '100 digits', times: 0.4 },
      { lower: '10,000 digits', than: '1,000 digits', times: 0.5 },
      { lower: '100 digits', than: '10,000 digits', times: 0.9, by: { figure: 'trainLoss' } },
      { lower: '10,000 digits', than: '100 digits', times: 0.5, by: CLEAN },
    ],
    outcome:
      'With 100 digits the gap is by far the widest. That network learns its few digits by heart: its training loss is the lowest of the three, and its error on digits it has not seen the largest. Judge a network by the test loss alone.',
    check: { steps: 150, test: 1_000 },
  },
]

function dense(widths: readonly number[], activation: 'linear' | 'relu' = 'relu'): Layer[] {
  return widths.map((units) => ({ type: 'dense', units, activation }))
}

function change(spec: RunSpec, { data, model, training }: Changes): RunSpec {
  return {
    ...spec,
    data: { ...spec.data, ...data },
    model: { ...spec.model, ...model },
    training: training ? retimed(spec.training, training) : spec.training,
  }
}

/** epochs and steps exclude each other. */
function retimed({ epochs, ...rest }: Training, changes: Partial<Training>): Training {
  return { ...rest, ...(changes.steps === undefined && epochs !== undefined && { epochs }), ...changes }
}

function withoutNoise({ corruption: _, ...spec }: RunSpec): RunSpec {
  return spec
}
