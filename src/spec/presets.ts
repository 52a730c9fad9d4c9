// Named specs, sized so that the lesson comes out right. A preset is a spec and nothing more.

import type { RunSpec } from './runSpec.ts'

export const PRESET_NAMES = ['vanilla', 'multilayer', 'convolutional', 'sparse', 'denoising', 'variational', 'contractive', 'linear', 'copy'] as const
export type PresetName = (typeof PRESET_NAMES)[number]

export interface Preset {
  readonly title: string
  /** One sentence: what to look at. */
  readonly lesson: string
  readonly spec: RunSpec
}

const training = { batchSize: 128, optimizer: 'adam', schedule: 'one-cycle' } as const

export const PRESETS: Record<PresetName, Preset> = {
  vanilla: {
    title: 'Vanilla',
    lesson: 'One hidden layer of 32 numbers between 784 pixels and 784 pixels.',
    spec: {
      version: 1,
      data: { name: 'mnist', train: 10_000 },
      model: { encoder: [], latent: { units: 32, activation: 'linear' } },
      loss: 'bce',
      training: { ...training, epochs: 5, learningRate: 0.05 },
      seed: 0,
    },
  },
  multilayer: {
    title: 'Multilayer',
    lesson: 'Three layers down to two numbers and three up again: every digit becomes a point on a map.',
    spec: {
      version: 1,
      data: { name: 'mnist', train: 10_000 },
      model: {
        encoder: [
          { type: 'dense', units: 128, activation: 'relu' },
          { type: 'dense', units: 64, activation: 'relu' },
        ],
        latent: { units: 2, activation: 'linear' },
      },
      loss: 'bce',
      training: { ...training, epochs: 10, learningRate: 0.02 },
      seed: 0,
    },
  },
  convolutional: {
    title: 'Convolutional',
    lesson: 'Small filters slide over the picture: fewer weights than a dense layer needs, and a better likeness from 16 numbers.',
    spec: {
      version: 1,
      data: { name: 'mnist', train: 10_000 },
      model: {
        encoder: [
          { type: 'conv', filters: 16, kernel: 3, stride: 2, activation: 'relu' },
          { type: 'conv', filters: 32, kernel: 3, stride: 2, activation: 'relu' },
        ],
        latent: { units: 16, activation: 'linear' },
      },
      loss: 'bce',
      training: { ...training, epochs: 4, learningRate: 0.02 },
      seed: 0,
    },
  },
  sparse: {
    title: 'Sparse',
    lesson: 'A wide code of which each digit may use little: its units become strokes.',
    spec: {
      version: 1,
      data: { name: 'mnist', train: 10_000 },
      model: { encoder: [], latent: { units: 256, activation: 'relu' }, tied: true },
      loss: 'bce',
      regularizers: [
        { type: 'l1', weight: 4.5e-4 },
        { type: 'weight-decay', weight: 1e-5 },
      ],
      training: { ...training, epochs: 10, learningRate: 0.02 },
      seed: 0,
    },
  },
  denoising: {
    title: 'Denoising',
    lesson: 'Noisy digits in, clean digits asked for: the network learns what is digit and what is noise.',
    spec: {
      version: 1,
      data: { name: 'mnist', train: 10_000 },
      model: { encoder: [], latent: { units: 128, activation: 'relu' } },
      loss: 'bce',
      corruption: { type: 'gaussian', sigma: [0, 0.6] },
      training: { ...training, epochs: 10, learningRate: 0.02 },
      seed: 0,
    },
  },
  variational: {
    title: 'Variational',
    lesson: 'Each digit becomes a small cloud, and all clouds together one round one: draw any point from it and a digit comes out.',
    spec: {
      version: 1,
      data: { name: 'mnist', train: 10_000 },
      model: {
        encoder: [
          { type: 'dense', units: 256, activation: 'relu' },
          { type: 'dense', units: 64, activation: 'relu' },
        ],
        latent: { units: 2, activation: 'linear', variational: { beta: 1 } },
      },
      loss: 'bce',
      training: { ...training, epochs: 10, learningRate: 0.02 },
      seed: 0,
    },
  },
  contractive: {
    title: 'Contractive',
    lesson: 'A code that hardly moves when the picture is nudged.',
    spec: {
      version: 1,
      data: { name: 'mnist', train: 10_000 },
      model: { encoder: [], latent: { units: 128, activation: 'relu' } },
      loss: 'bce',
      regularizers: [{ type: 'contractive', weight: 3e-5 }],
      training: { ...training, epochs: 5, learningRate: 0.02 },
      seed: 0,
    },
  },
  linear: {
    title: 'Linear',
    lesson: 'No activations and the squared error: all that such a network can learn is PCA.',
    spec: {
      version: 1,
      data: { name: 'mnist', train: 10_000 },
      model: { encoder: [], latent: { units: 8, activation: 'linear' }, output: 'linear' },
      loss: 'mse',
      training: { ...training, epochs: 10, learningRate: 0.01 },
      seed: 0,
    },
  },
  copy: {
    title: 'Copy',
    lesson: 'A bottleneck as wide as the picture: the loss is low, and nothing had to be learned.',
    spec: {
      version: 1,
      data: { name: 'mnist', train: 10_000 },
      model: { encoder: [], latent: { units: 784, activation: 'linear' } },
      loss: 'bce',
      training: { ...training, epochs: 4, learningRate: 0.02 },
      seed: 0,
    },
  },
}

/** The preset the page opens on. */
export const DEFAULT_PRESET: PresetName = 'multilayer'

/** The name of the preset that a spec is equal to, or undefined. */
export function presetOf(spec: RunSpec): PresetName | undefined {
  if (!answered.has(spec)) {
    const text = JSON.stringify(sortKeys(spec))
    answered.set(
      spec,
      PRESET_NAMES.find((name) => JSON.stringify(sortKeys(PRESETS[name].spec)) === text),
    )
  }
  return answered.get(spec)
}

/** Specs are never changed, and this is asked of the present one with every frame. */
const answered = new WeakMap<RunSpec, PresetName | undefined>()

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, v]) => v !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([k, v]) => [k, sortKeys(v)]),
  )
}
