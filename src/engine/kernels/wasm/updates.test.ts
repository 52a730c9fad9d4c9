import * as tf from '@tensorflow/tfjs-core'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import {
  anySeed,
  anySide,
  CASES,
  EPSILON,
  expectClose,
  expectEqual,
  type Kernels,
  loadKernels,
  plainly,
  randomValues,
  runDefinition,
  TESTED_BUILDS,
} from '../../../testing/kernels.ts'
import { adam as adamRule } from '../../optimizers/adam.ts'
import { momentum as momentumRule } from '../../optimizers/momentum.ts'
import type { UpdateRule } from '../../optimizers/optimizer.ts'
import { rmsprop as rmspropRule } from '../../optimizers/rmsprop.ts'
import { sgd as sgdRule } from '../../optimizers/sgd.ts'
import { adam } from './adam.ts'
import type { KernelDefinition } from './defineKernel.ts'
import { momentum } from './momentum.ts'
import { rmsprop } from './rmsprop.ts'
import { sgd } from './sgd.ts'

interface Update {
  readonly kernel: KernelDefinition
  readonly rule: UpdateRule
  /** tfjs's own. */
  optimizer(rate: number): tf.Optimizer
  /** What that wants to have remembered. */
  remembered(slots: readonly tf.Tensor[]): readonly tf.Tensor[]
  readonly scalars: readonly number[]
  /** In plain operations: the new weight and slots, in the kernel's order. */
  plain(weight: tf.Tensor, slots: readonly tf.Tensor[], gradient: tf.Tensor, scalars: readonly number[]): tf.Tensor[]
}

/** Of an update, here and in tfjs. */
const ROUNDINGS = 16

const UPDATES: Update[] = [
  {
    kernel: adam,
    rule: adamRule,
    optimizer: (rate) => tf.train.adam(rate, 0.9, 0.999, 1e-7),
    remembered: (slots) => slots,
    scalars: [0.01, 1.5],
    plain(weight, [mean, variance], gradient, [size, scale]) {
      const m = tf.add(tf.mul(mean as tf.Tensor, 0.9), tf.mul(gradient, 1 - 0.9))
      const v = tf.add(tf.mul(variance as tf.Tensor, 0.999), tf.mul(tf.square(gradient), 1 - 0.999))
      const spread = tf.add(tf.mul(tf.sqrt(v), scale as number), 1e-7)
      return [tf.sub(weight, tf.mul(tf.div(m, spread), size as number)), m, v]
    },
  },
  {
    kernel: sgd,
    rule: sgdRule,
    optimizer: (rate) => tf.train.sgd(rate),
    remembered: () => [],
    scalars: [0.3],
    plain: (weight, _slots, gradient, [rate]) => [tf.sub(weight, tf.mul(gradient, rate as number))],
  },
  {
    kernel: momentum,
    rule: momentumRule,
    optimizer: (rate) => tf.train.momentum(rate, 0.9),
    remembered: (slots) => slots,
    scalars: [0.3],
    plain(weight, [velocity], gradient, [rate]) {
      const u = tf.add(tf.mul(velocity as tf.Tensor, 0.9), gradient)
      return [tf.sub(weight, tf.mul(u, rate as number)), u]
    },
  },
  {
    kernel: rmsprop,
    rule: rmspropRule,
    optimizer: (rate) => tf.train.rmsprop(rate, 0.9, 0, 1e-7),
    remembered: (slots) => [...slots, ...slots.map((slot) => tf.zerosLike(slot))],
    scalars: [0.01],
    plain(weight, [meanSquare], gradient, [rate]) {
      const s = tf.add(tf.mul(meanSquare as tf.Tensor, 0.9), tf.mul(tf.square(gradient), 1 - 0.9))
      return [tf.sub(weight, tf.mul(tf.div(gradient, tf.sqrt(tf.add(s, 1e-7))), rate as number)), s]
    },
  },
]

/** Weight, slots, gradient, scalars. What is a mean of squares is not below 0. */
function anyInputs({ kernel, scalars }: Pick<Update, 'kernel' | 'scalars'>, size: number, seed: number) {
  const arrays = kernel.inputs.map((name, i) => {
    if (name === 'scalars') return Float32Array.from(scalars)
    const values = randomValues(size, seed + i)
    return name === 'variance' || name === 'meanSquare' ? values.map(Math.abs) : values
  })
  return arrays.map((values) => ({ shape: [values.length], values }))
}

function expectedOf(update: Update, inputs: ReturnType<typeof anyInputs>): Float32Array[] {
  return plainly(() => {
    const [weight, ...others] = inputs.slice(0, -1).map(({ values }) => tf.tensor1d(values))
    const { scalars } = update
    return update.plain(weight as tf.Tensor, others.slice(0, -1), others.at(-1) as tf.Tensor, scalars)
  })
}

/** What 1 - 0.999^t is off by in single precision, as tfjs takes it, in parts of itself. */
function roundingOfPower(step: number): number {
  const power = 0.999 ** step
  return (Math.abs(Math.fround(0.999) ** step - power) + EPSILON) / (1 - power)
}

/** One step of tfjs's own optimizer, which has taken so many before and remembers the slots: the new weight. */
async function theirs(update: Update, inputs: ReturnType<typeof anyInputs>, { rate, step }: { rate: number; step: number }): Promise<Float32Array> {
  const [start, ...others] = inputs.slice(0, -1).map(({ values }) => tf.tensor1d(values)) as tf.Tensor1D[]
  const remembered = tf.tidy(() => [tf.scalar(step - 1, 'int32'), ...update.remembered(others.slice(0, -1)).map((slot) => tf.clone(slot))])
  const weight = tf.variable(start as tf.Tensor)
  const optimizer = update.optimizer(rate)
  if (remembered.length > 1) await optimizer.setWeights(remembered.map((tensor, i) => ({ name: `${weight.name}/${i}`, tensor })))
  optimizer.applyGradients({ [weight.name]: others.at(-1) as tf.Tensor })
  const moved = weight.dataSync().slice() as Float32Array
  optimizer.dispose()
  tf.dispose([weight, start as tf.Tensor, ...others, ...remembered])
  return moved
}

describe.each(TESTED_BUILDS.flatMap((build) => UPDATES.map((update) => [update.kernel.name, build, update] as const)))(
  '%s, %s build',
  (_kernel, build, update) => {
    let kernels: Kernels
    beforeAll(async () => {
      kernels = await loadKernels(build)
    })

    it.each([
      ['beside its inputs', []],
      ['over them', update.kernel.overwrites ?? []],
    ])("[E31] gives what tfjs's operations give, to the bit, written %s", (_name, inPlace) => {
      fc.assert(
        fc.property(anySide, anySide, anySeed, (rows, columns, seed) => {
          const inputs = anyInputs(update, rows * columns, seed)
          const expected = expectedOf(update, inputs)
          const found = runDefinition(kernels, update.kernel, { inputs, inPlace })
          expect(found.length).toBe(expected.length)
          found.forEach((values, i) => {
            expectEqual(values, expected[i] as Float32Array)
          })
        }),
        CASES,
      )
    })

    it("[E31] moves the weight as tfjs's own optimizer does, at any rate and step", async () => {
      const anyRate = fc.double({ min: -5, max: 0, noNaN: true }).map((power) => 10 ** power)
      const anyStep = fc.oneof(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 20_000 }))
      await fc.assert(
        fc.asyncProperty(anySide, anySeed, anyRate, anyStep, async (size, seed, rate, step) => {
          const scalars = update.rule.scalars(step, rate)
          const inputs = anyInputs({ kernel: update.kernel, scalars }, size, seed)
          const [found] = runDefinition(kernels, update.kernel, { inputs }) as [Float32Array]
          const expected = await theirs(update, inputs, { rate, step })
          const start = inputs[0]?.values as Float32Array
          const relative = ROUNDINGS * EPSILON + roundingOfPower(step)
          expectClose(found, expected, (at) => {
            const [from, to] = [start[at] as number, expected[at] as number]
            return EPSILON * (Math.abs(from) + Math.abs(to)) + relative * Math.abs(to - from)
          })
        }),
        CASES,
      )
    })

    it('[E33] a NaN in the gradient reaches its own weight alone', () => {
      const inputs = anyInputs(update, 7, 1)
      const gradient = inputs[update.kernel.inputs.indexOf('gradient')]?.values as Float32Array
      gradient[5] = Number.NaN
      for (const values of runDefinition(kernels, update.kernel, { inputs })) {
        expect(Array.from(values, Number.isNaN)).toEqual([false, false, false, false, false, true, false])
      }
    })
  },
)
