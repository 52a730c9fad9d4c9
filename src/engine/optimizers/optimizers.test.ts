import * as tf from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, it } from 'vitest'
import type { RunSpec } from '../../spec/runSpec.ts'
import { useBackend } from '../../testing/digits.ts'
import { Optimizer } from './optimizer.ts'

type OptimizerName = RunSpec['training']['optimizer']

const START = [1, -2, 0.5, 3]
const STEPS = 10

/** A gradient that changes with the step and with the weight, one entry always 0, one tiny. */
function gradientAt(step: number, weights: ArrayLike<number>): number[] {
  return [0, 1, 2, 3].map((i) => [2 * (weights[0] as number), Math.sin(step + 1), 0, 1e-6 * (step + 1)][i] as number)
}

/** One step of ours. */
function apply(optimizer: Optimizer, gradients: tf.Tensor[], rate: number): void {
  tf.tidy(() => {
    const scalars = optimizer.beginStep(rate)
    optimizer.apply(gradients, scalars, tf.tensor1d(scalars))
  })
}

/** Ten steps of ours. */
function run(name: OptimizerName, rate: number): Float32Array {
  const weights = tf.variable(tf.tensor1d(START))
  const optimizer = new Optimizer(name, [weights])
  for (let step = 0; step < STEPS; step++) {
    const gradient = tf.tensor1d(gradientAt(step, weights.dataSync()))
    apply(optimizer, [gradient], rate)
    gradient.dispose()
  }
  const values = weights.dataSync().slice() as Float32Array
  optimizer.dispose()
  weights.dispose()
  return values
}

/** Ten steps of tfjs's own. */
function oracle(optimizer: tf.Optimizer, name: string): Float32Array {
  const weights = tf.variable(tf.tensor1d(START), true, name)
  for (let step = 0; step < STEPS; step++) {
    const gradient = tf.tensor1d(gradientAt(step, weights.dataSync()))
    optimizer.applyGradients({ [name]: gradient })
    gradient.dispose()
  }
  const values = weights.dataSync().slice() as Float32Array
  weights.dispose()
  optimizer.dispose()
  return values
}

/** Adam by its paper, in float64. */
function adamByHand(rate: number): number[] {
  const weights = [...START]
  const [m, v] = [
    [0, 0, 0, 0],
    [0, 0, 0, 0],
  ]
  for (let step = 0; step < STEPS; step++) {
    gradientAt(step, weights).forEach((g, i) => {
      m[i] = 0.9 * (m[i] as number) + 0.1 * g
      v[i] = 0.999 * (v[i] as number) + 0.001 * g * g
      const mHat = (m[i] as number) / (1 - 0.9 ** (step + 1))
      const vHat = (v[i] as number) / (1 - 0.999 ** (step + 1))
      weights[i] = (weights[i] as number) - (rate * mHat) / (Math.sqrt(vHat) + 1e-7)
    })
  }
  return weights
}

function expectClose(found: ArrayLike<number>, expected: ArrayLike<number>, tolerance: number): void {
  for (let i = 0; i < expected.length; i++) expect(Math.abs((found[i] as number) - (expected[i] as number))).toBeLessThan(tolerance)
}

describe.each([
  ['cpu', 'plain'],
  ['wasm', 'plain'],
  ['wasm', 'simd'],
] as const)('optimizers on %s, kernels %s', (backend, kernels) => {
  beforeAll(() => useBackend(backend, kernels))

  it('[E13] ten steps of adam are those of the paper, epsilon 1e-7', () => {
    const found = run('adam', 0.1)
    expectClose(found, adamByHand(0.1), 2e-5)
    expect(found[2]).toBe(0.5)
  })

  it("[E13] ten steps of adam are those of tfjs's own with the same epsilon", () => {
    expectClose(run('adam', 0.1), oracle(tf.train.adam(0.1, 0.9, 0.999, 1e-7), `adam-${backend}-${kernels}`), 2e-4)
  })

  it.each([
    ['sgd', () => tf.train.sgd(0.1)],
    ['momentum', () => tf.train.momentum(0.1, 0.9)],
    ['rmsprop', () => tf.train.rmsprop(0.1, 0.9, 0, 1e-7)],
  ] as const)("[E14] ten steps of %s are those of tfjs's own", (name, theirs) => {
    expectClose(run(name, 0.1), oracle(theirs(), `${name}-${backend}-${kernels}`), 1e-5)
  })

  it('[E14] sgd shrinks the weight of a parabola by the same share each step', () => {
    expect(run('sgd', 0.1)[0]).toBeCloseTo(0.8 ** 10, 6)
  })

  it.each(['adam', 'sgd', 'momentum', 'rmsprop'] as const)(
    '[E15] %s keeps no more tensors at step ten than at step one, and none once disposed',
    (name) => {
      const base = tf.memory().numTensors
      const weights = tf.tidy(() => [tf.variable(tf.tensor1d(START)), tf.variable(tf.tensor2d([1, 2], [1, 2]))])
      const gradients = weights.map((weight) => tf.onesLike(weight))
      const optimizer = new Optimizer(name, weights)
      apply(optimizer, gradients, 0.1)
      const first = tf.memory().numTensors
      for (let step = 1; step < STEPS; step++) apply(optimizer, gradients, 0.1)
      expect(tf.memory().numTensors).toBe(first)
      optimizer.dispose()
      tf.dispose([...weights, ...gradients])
      expect(tf.memory().numTensors).toBe(base)
    },
  )

  it.each(['adam', 'momentum', 'rmsprop'] as const)('[E55] %s goes on from a state that was read', (name) => {
    const weights = tf.variable(tf.tensor1d(START))
    const gradient = tf.tensor1d([1, -1, 0.5, 2])
    const [first, second] = [new Optimizer(name, [weights]), new Optimizer(name, [weights])]
    for (let step = 0; step < 3; step++) apply(first, [gradient], 0.1)
    const [middle, state] = [weights.dataSync().slice(), first.readState()]
    apply(first, [gradient], 0.1)
    const expected = weights.dataSync().slice()
    weights.assign(tf.tensor1d(middle as Float32Array))
    second.writeState(state)
    apply(second, [gradient], 0.1)
    expect(weights.dataSync()).toEqual(expected)
    for (const optimizer of [first, second]) optimizer.dispose()
    tf.dispose([weights, gradient])
  })
})
