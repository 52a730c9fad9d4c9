import * as tf from '@tensorflow/tfjs-core'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import {
  anySeed,
  anySide,
  CASES,
  expectEqual,
  type Kernels,
  loadKernels,
  plainly,
  randomValues,
  runDefinition,
  TESTED_BUILDS,
} from '../../../testing/kernels.ts'
import { adam } from './adam.ts'
import type { KernelDefinition } from './defineKernel.ts'
import { momentum } from './momentum.ts'
import { rmsprop } from './rmsprop.ts'
import { sgd } from './sgd.ts'

interface Update {
  readonly kernel: KernelDefinition
  readonly scalars: readonly number[]
  /** In plain operations: the new weight and slots, in the kernel's order. */
  plain(weight: tf.Tensor, slots: readonly tf.Tensor[], gradient: tf.Tensor, scalars: readonly number[]): tf.Tensor[]
}

const UPDATES: Update[] = [
  {
    kernel: adam,
    scalars: [0.01, 1.5],
    plain(weight, [mean, variance], gradient, [size, scale]) {
      const m = tf.add(tf.mul(mean as tf.Tensor, 0.9), tf.mul(gradient, 1 - 0.9))
      const v = tf.add(tf.mul(variance as tf.Tensor, 0.999), tf.mul(tf.square(gradient), 1 - 0.999))
      const spread = tf.add(tf.mul(tf.sqrt(v), scale as number), 1e-7)
      return [tf.sub(weight, tf.mul(tf.div(m, spread), size as number)), m, v]
    },
  },
  { kernel: sgd, scalars: [0.3], plain: (weight, _slots, gradient, [rate]) => [tf.sub(weight, tf.mul(gradient, rate as number))] },
  {
    kernel: momentum,
    scalars: [0.3],
    plain(weight, [velocity], gradient, [rate]) {
      const u = tf.add(tf.mul(velocity as tf.Tensor, 0.9), gradient)
      return [tf.sub(weight, tf.mul(u, rate as number)), u]
    },
  },
  {
    kernel: rmsprop,
    scalars: [0.01],
    plain(weight, [meanSquare], gradient, [rate]) {
      const s = tf.add(tf.mul(meanSquare as tf.Tensor, 0.9), tf.mul(tf.square(gradient), 1 - 0.9))
      return [tf.sub(weight, tf.mul(tf.div(gradient, tf.sqrt(tf.add(s, 1e-7))), rate as number)), s]
    },
  },
]

/** Weight, slots, gradient, scalars. What is a mean of squares is not below 0. */
function anyInputs({ kernel, scalars }: Update, size: number, seed: number) {
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
