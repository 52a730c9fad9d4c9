// The RunSpec, version 1: everything that determines a run, as plain JSON. Its names are a promise: add, never rename.
// This file says what a spec may look like; what it must also satisfy is in checkSpec.ts.

import * as z from 'zod/mini'
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

const whole = (min: number, max: number) => z.int().check(z.gte(min), z.lte(max))
const real = (min: number, max: number) => z.number().check(z.gte(min), z.lte(max))
const atLeast = (min: number) => z.int().check(z.gte(min))

const activation = z.enum(ACTIVATIONS)
const units = whole(1, UNITS_MAX)
const filters = whole(1, 1024)
const kernel = whole(1, 15)
const stride = whole(1, 8)
const weight = real(0, 1e6)

const dense = z.strictObject({ type: z.literal('dense'), units, activation })
const conv = z.strictObject({ type: z.literal('conv'), filters, kernel, stride, activation })
const convTranspose = z.strictObject({ type: z.literal('conv-transpose'), filters, kernel, stride, activation })
const maxPool = z.strictObject({ type: z.literal('max-pool'), size: whole(2, 8) })
const upsample = z.strictObject({ type: z.literal('upsample'), size: whole(2, 8) })
const layer = z.discriminatedUnion('type', [dense, conv, convTranspose, maxPool, upsample])

const denseLatent = z.strictObject({
  type: z.optional(z.literal('dense')),
  units,
  activation,
  topK: z.optional(units),
  variational: z.optional(z.strictObject({ beta: real(0, 1000), warmupEpochs: z.optional(real(0, 10_000)) })),
})
const latent = z.union([denseLatent, conv])

const strength = (max: number) =>
  z.union([
    real(0, max),
    z.tuple([real(0, max), real(0, max)]).check(z.refine(([low, high]) => low <= high, 'a pair whose first number is not above its second')),
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
  z.strictObject({ type: z.literal('kl'), weight, target: z.number().check(z.gt(0), z.lt(1)) }),
])

export const runSpecSchema = z.strictObject({
  version: z.literal(1),
  data: z.strictObject({
    name: z.enum(DATASET_NAMES),
    train: z.optional(atLeast(1)),
    test: z.optional(atLeast(1)),
    classes: z.optional(z.array(atLeast(0)).check(z.minLength(1))),
    shufflePixels: z.optional(z.literal(true)),
  }),
  model: z.strictObject({
    encoder: z.array(layer).check(z.maxLength(LAYERS_MAX)),
    latent,
    decoder: z.optional(z.array(layer).check(z.maxLength(LAYERS_MAX))),
    tied: z.optional(z.literal(true)),
    output: z.optional(z.enum(['sigmoid', 'linear'])),
  }),
  loss: z.enum(LOSSES),
  corruption: z.optional(corruption),
  regularizers: z.optional(z.array(regularizer)),
  training: z.strictObject({
    epochs: z.optional(whole(1, 10_000)),
    steps: z.optional(whole(1, 10_000_000)),
    batchSize: whole(1, 10_000),
    optimizer: z.enum(OPTIMIZERS),
    learningRate: z.number().check(z.gt(0), z.lte(1e30)),
    schedule: z.enum(SCHEDULES),
  }),
  seed: whole(0, 0xffff_ffff),
})

export type RunSpec = z.infer<typeof runSpecSchema>
export type Activation = (typeof ACTIVATIONS)[number]
export type Layer = z.infer<typeof layer>
export type Corruption = z.infer<typeof corruption>
export type Strength = number | [number, number]
