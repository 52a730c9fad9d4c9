import * as tf from '@tensorflow/tfjs-core'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Activation } from '../../spec/runSpec.ts'
import { useBackend } from '../../testing/digits.ts'
import { anySeed, CASES, EPSILON, expectClose, TESTED_BUILDS } from '../../testing/kernels.ts'
import { ACTIVATION_CODES } from '../kernels/wasm/packFunctions.ts'
import { RandomStream } from '../random.ts'
import { activate } from './activate.ts'
import { denseValues } from './denseValues.ts'

interface Layer {
  readonly batch: number
  readonly inputs: number
  readonly units: number
  readonly activation: Activation
  readonly isData: boolean
  readonly isTransposed: boolean
  readonly seed: number
}

/** Of an activation, its slope and their product. */
const ROUNDINGS = 8

/** Products beyond the blocks of the kernels are the kernels' tests' business. */
const anySide = fc.integer({ min: 1, max: 70 })

const anyLayer: fc.Arbitrary<Layer> = fc.record({
  batch: anySide,
  inputs: anySide,
  units: anySide,
  activation: fc.constantFrom(...(Object.keys(ACTIVATION_CODES) as Activation[])),
  isData: fc.boolean(),
  isTransposed: fc.boolean(),
  seed: anySeed,
})

/** Eighths between -1 and 1: what comes before the activation is then exact, and a kink is met by both or by neither. */
function eighths(shape: number[], seed: number): tf.Tensor2D {
  const stream = new RandomStream(seed, 'view', shape.length)
  return tf.tensor2d(
    Float32Array.from({ length: tf.util.sizeFromShape(shape) }, () => Math.round(16 * stream.uniform() - 8) / 8),
    shape as [number, number],
  )
}

/** x, kernel, bias, dy. */
function givenOf({ batch, inputs, units, isTransposed, seed }: Layer) {
  const kernel = eighths(isTransposed ? [units, inputs] : [inputs, units], seed + 1)
  return [eighths([batch, inputs], seed), kernel, tf.reshape(eighths([1, units], seed + 2), [units]), eighths([batch, units], seed + 3)] as const
}

/** Values, then the gradients of x (where it is wanted), kernel and bias. */
function ours(layer: Layer): Float32Array[] {
  return valuesOf(() => {
    const [x, kernel, bias, dy] = givenOf(layer)
    const { activation, isData, isTransposed } = layer
    const values = (from: tf.Tensor, w: tf.Tensor, b: tf.Tensor) =>
      denseValues({ x: from as tf.Tensor2D, kernel: w, bias: b, activation, isData, isTransposed })
    const gradients = isData ? tf.grads((w: tf.Tensor, b: tf.Tensor) => values(x, w, b))([kernel, bias], dy) : tf.grads(values)([x, kernel, bias], dy)
    return [values(x, kernel, bias), ...gradients]
  })
}

/** The same in tfjs's operations, then what each may be off by. */
function theirs(layer: Layer): Float32Array[] {
  return valuesOf(() => {
    const [x, kernel, bias, dy] = givenOf(layer)
    const { activation, isData, isTransposed, batch, units } = layer
    const values = (from: tf.Tensor, w: tf.Tensor, b: tf.Tensor) =>
      activate(activation, tf.add(tf.matMul(from, w, false, isTransposed), b) as tf.Tensor2D)
    const gradients = tf.grads(values)([x, kernel, bias], dy)
    const [sizeX, sizeKernel, sizeDy] = [tf.abs(x), tf.abs(kernel), tf.abs(dy)]
    const y = values(x, kernel, bias)
    const ofKernel = isTransposed ? tf.matMul(sizeDy, sizeX, true, false) : tf.matMul(sizeX, sizeDy, true, false)
    const bounds = [
      tf.mul(tf.matMul(sizeDy, sizeKernel, false, !isTransposed), (units + ROUNDINGS) * EPSILON),
      tf.mul(ofKernel, (batch + ROUNDINGS) * EPSILON),
      tf.mul(tf.sum(sizeDy, 0), (batch + ROUNDINGS) * EPSILON),
    ]
    const from = isData ? 1 : 0
    return [y, ...gradients.slice(from), tf.mul(tf.maximum(tf.abs(y), 1), ROUNDINGS * EPSILON), ...bounds.slice(from)]
  })
}

function valuesOf(compute: () => tf.Tensor[]): Float32Array[] {
  const tensors = tf.tidy(compute)
  const values = tensors.map((tensor) => tensor.dataSync().slice() as Float32Array)
  tf.dispose(tensors)
  return values
}

describe.each(TESTED_BUILDS)('a dense layer, %s build', (build) => {
  beforeAll(() => useBackend('cpu'))

  it("[E31] values and all gradients are tfjs's own on cpu, whatever the shape, activation and transposition", async () => {
    await fc.assert(
      fc.asyncProperty(anyLayer, async (layer) => {
        await useBackend('wasm', build)
        const found = ours(layer)
        await useBackend('cpu')
        const expected = theirs(layer)
        expect(2 * found.length).toBe(expected.length)
        found.forEach((values, i) => {
          const bound = expected[found.length + i] as Float32Array
          expectClose(values, expected[i] as Float32Array, (at) => bound[at] as number)
        })
      }),
      CASES,
    )
  })
})
