// The RunSpec, version 1: everything that determines a run, as plain JSON. Its names are a promise: add, never rename.
// This file says what a spec may look like; what it must also satisfy is in checkSpec.ts.

import { z } from 'zod'
import { DATASET_NAMES } from './datasets.ts'

export const ACTIVATIONS = ['linear', 'relu', 'leaky-relu', 'elu', 'sigmoid', 'tanh'] as const
export const OPTIMIZERS = ['adam', 'sgd', 'momentum', 'rmsprop'] as const
export const SCHEDULES = ['one-cycle', 'constant'] as const
export const LOSSES = ['bce', 'mse'] as const
export const CORRUPTION_TYPES = ['gaussian', 'salt-and-pepper', 'masking'] as const
export const REGULARIZER_TYPES = ['l1', 'kl', 'contractive', 'weight-decay'] as const

/** The widest layer that can be asked for; what fits in memory is checked apart. */
export const UNITS_MAX = 100_000
export const LAYERS_MAX = 32

const activation = z.enum(ACTIVATIONS)
const units = z.int().min(1).max(UNITS_MAX)
const filters = z.int().min(1).max(1024)
const kernel = z.int().min(1).max(15)
const stride = z.int().min(1).max(8)
const weight = z.number().min(0).max(1e6)

const dense = z.strictObject({ type: z.literal('dense'), units, activation })
const conv = z.strictObject({ type: z.literal('conv'), filters, kernel, stride, activation })
const convTranspose = z.strictObject({ type: z.literal('conv-transpose'), filters, kernel, stride, activation })
const maxPool = z.strictObject({ type: z.literal('max-pool'), size: z.int().min(2).max(8) })
const upsample = z.strictObject({ type: z.literal('upsample'), size: z.int().min(2).max(8) })
const layer = z.discriminatedUnion('type', [dense, conv, convTranspose, maxPool, upsample])

const denseLatent = z.strictObject({
  type: z.literal('dense').optional(),
  units,
  activation,
  topK: z.int().min(1).max(UNITS_MAX).optional(),
  variational: z.strictObject({ beta: z.number().min(0).max(1000), warmupEpochs: z.number().min(0).max(10_000).optional() }).optional(),
})
const latent = z.union([denseLatent, conv])

const strength = (max: number) =>
  z.union([
    z.number().min(0).max(max),
    z
      .tuple([z.number().min(0).max(max), z.number().min(0).max(max)])
      .refine(([low, high]) => low <= high, 'a pair whose first number is not above its second'),
  ])

export const SIGMA_MAX = 2

const corruption = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('gaussian'), sigma: strength(SIGMA_MAX) }),
  z.strictObject({ type: z.literal('salt-and-pepper'), rate: strength(1) }),
  z.strictObject({ type: z.literal('masking'), rate: strength(1) }),
])

const regularizer = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('l1'), weight }),
  z.strictObject({ type: z.literal('contractive'), weight }),
  z.strictObject({ type: z.literal('weight-decay'), weight }),
  z.strictObject({ type: z.literal('kl'), weight, target: z.number().gt(0).lt(1) }),
])

export const runSpecSchema = z.strictObject({
  version: z.literal(1),
  data: z.strictObject({
    name: z.enum(DATASET_NAMES),
    train: z.int().min(1).optional(),
    test: z.int().min(1).optional(),
    classes: z.array(z.int().min(0)).min(1).optional(),
    shufflePixels: z.literal(true).optional(),
  }),
  model: z.strictObject({
    encoder: z.array(layer).max(LAYERS_MAX),
    latent,
    decoder: z.array(layer).max(LAYERS_MAX).optional(),
    tied: z.literal(true).optional(),
    output: z.enum(['sigmoid', 'linear']).optional(),
  }),
  loss: z.enum(LOSSES),
  corruption: corruption.optional(),
  regularizers: z.array(regularizer).optional(),
  training: z.strictObject({
    epochs: z.int().min(1).max(10_000).optional(),
    steps: z.int().min(1).max(10_000_000).optional(),
    batchSize: z.int().min(1).max(10_000),
    optimizer: z.enum(OPTIMIZERS),
    learningRate: z.number().gt(0).max(1e30),
    schedule: z.enum(SCHEDULES),
  }),
  seed: z.int().min(0).max(0xffff_ffff),
})

export type RunSpec = z.infer<typeof runSpecSchema>
export type Activation = (typeof ACTIVATIONS)[number]
export type Layer = z.infer<typeof layer>
export type Corruption = z.infer<typeof corruption>
export type Strength = number | [number, number]
