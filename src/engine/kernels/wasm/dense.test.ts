import * as tf from '@tensorflow/tfjs-core'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Activation } from '../../../spec/runSpec.ts'
import {
  anyProduct,
  anySeed,
  CASES,
  EPSILON,
  expectClose,
  type Kernels,
  loadKernels,
  plainly,
  randomValues,
  runDefinition,
  TESTED_BUILDS,
} from '../../../testing/kernels.ts'
import { activate } from '../../models/activate.ts'
import { dense } from './dense.ts'
import { ACTIVATION_CODES } from './packFunctions.ts'

const anyActivation = fc.constantFrom(...(Object.keys(ACTIVATION_CODES) as Activation[]))

describe.each(TESTED_BUILDS)('HourglassDense, %s build', (build) => {
  let kernels: Kernels
  beforeAll(async () => {
    kernels = await loadKernels(build)
  })

  it("[E31] is tfjs's product, sum and activation one after the other", () => {
    fc.assert(
      fc.property(anyProduct, anyActivation, anySeed, ({ m, n, k }, activation, seed) => {
        const inputs = [
          { shape: [m, k], values: randomValues(m * k, seed) },
          { shape: [k, n], values: randomValues(k * n, seed + 1) },
          { shape: [n], values: randomValues(n, seed + 2) },
        ] as const
        const [expected, sizes] = plainly(() => {
          const [x, kernel, bias] = inputs.map(({ shape, values }) => tf.tensor(values, [...shape])) as [tf.Tensor2D, tf.Tensor2D, tf.Tensor1D]
          const sums = tf.add(tf.matMul(x, kernel), bias) as tf.Tensor2D
          return [activate(activation, sums), tf.add(tf.matMul(tf.abs(x), tf.abs(kernel)), tf.abs(bias))]
        }) as [Float32Array, Float32Array]
        const [found] = runDefinition(kernels, dense, { inputs, attributes: { activation } }) as [Float32Array]
        expectClose(found, expected, (at) => (k + 1) * EPSILON * (sizes[at] as number) + (activation === 'linear' ? 0 : 4 * EPSILON))
      }),
      CASES,
    )
  })

  it('[E31] an activation that the module does not have is refused by name', () => {
    expect(() => dense.bind(kernels.functions, [[1, 1], [1, 1], [1]], { activation: 'toString' })).toThrow(/'toString'; allowed: linear, relu/)
  })
})
