// What the contenders train: the presets that the goals name, and three series that grow one thing at a time.

import { PRESETS } from '../src/spec/presets.ts'
import type { RunSpec } from '../src/spec/runSpec.ts'

/** Divisible by every batch size below, so that no contender meets a partial batch. */
export const TRAINING_PICTURES = 8_192
const BATCH = 128
const GROWING_UNITS = 128

export interface Series {
  /** What grows. */
  readonly name: 'width' | 'batch' | 'depth'
  readonly title: string
  readonly points: readonly number[]
  specAt(value: number): RunSpec
}

export const MAIN_TASKS = {
  vanilla: task(PRESETS.vanilla.spec.model),
  multilayer: task(PRESETS.multilayer.spec.model),
  convolutional: task(PRESETS.convolutional.spec.model),
} as const satisfies Record<string, RunSpec>

export type MainTask = keyof typeof MAIN_TASKS
export const MAIN_TASK_NAMES = Object.keys(MAIN_TASKS) as MainTask[]

export const SERIES: readonly Series[] = [
  {
    name: 'width',
    title: 'units of the one hidden layer',
    points: [32, 64, 128, 256, 512, 1024],
    specAt: (units) => task({ encoder: [], latent: { units, activation: 'relu' } }),
  },
  {
    name: 'batch',
    title: 'pictures a batch, 784-32-784',
    points: [32, 64, 128, 256, 512, 1024],
    specAt: (batch) => task(PRESETS.vanilla.spec.model, batch),
  },
  {
    name: 'depth',
    title: `hidden layers of ${GROWING_UNITS}`,
    points: [1, 2, 3, 4, 5, 6],
    specAt: (layers) => task(deepModel(layers)),
  },
]

/** A constant rate and no end in sight: bursts of any length are steps of one and the same kind. */
function task(model: RunSpec['model'], batchSize = BATCH): RunSpec {
  return {
    version: 1,
    data: { name: 'mnist', train: TRAINING_PICTURES, test: 1_000 },
    model,
    loss: 'bce',
    training: { epochs: 10_000, batchSize, optimizer: 'adam', learningRate: 0.003, schedule: 'constant' },
    seed: 0,
  }
}

function deepModel(layers: number): RunSpec['model'] {
  const layer = { type: 'dense', units: GROWING_UNITS, activation: 'relu' } as const
  return { encoder: [], latent: { units: GROWING_UNITS, activation: 'relu' }, decoder: Array.from({ length: layers - 1 }, () => layer) }
}
