import * as tf from '@tensorflow/tfjs-core'
import '../gradients.ts'
import { beforeAll, describe, expect, it } from 'vitest'
import { type NetworkPlan, type PlannedLayer, planNetwork } from '../../spec/network.ts'
import type { Layer } from '../../spec/runSpec.ts'
import { anyBatch, evaluateObjective, expectNear, smallModel } from '../../testing/denseReference.ts'
import { smallSpec, useBackend } from '../../testing/digits.ts'
import type { Autoencoder } from './autoencoder.ts'
import { layerValues } from './layerValues.ts'

const BACKENDS = [
  ['wasm', 'simd'],
  ['wasm', 'plain'],
  ['cpu', 'plain'],
] as const

const ROWS = 3
const WEIGHT = 0.3
const SPEC = { ...smallSpec(), regularizers: [{ type: 'contractive' as const, weight: WEIGHT }] }

const conv = (filters: number, stride: number): Layer => ({ type: 'conv', filters, kernel: 3, stride, activation: 'tanh' })
const pool: Layer = { type: 'max-pool', size: 2 }

/** Of 28 x 28 pixels. */
function planOf(encoder: Layer[], latent: object): NetworkPlan {
  return planNetwork(smallSpec({ 'model.encoder': encoder, 'model.latent': latent }))
}

/** Every layer's values with the input's gradient kept, which a network on data leaves out. */
function encodeFreely(model: Autoencoder, x: tf.Tensor2D): tf.Tensor2D {
  return model.plan.layers.slice(0, model.encoderLayers).reduce((values, layer: PlannedLayer, i) => {
    const { kernel, bias } = model.parametersOf(i) ?? ({} as { kernel: tf.Tensor; bias: tf.Tensor })
    return layerValues({ layer, x: values, kernel, bias, activation: layer.activation, isData: false })
  }, x)
}

/** weight / rows x sum of ||J v||^2, a row of J at a time by going backwards. */
function penaltyBackwards(model: Autoencoder, rows: Float32Array, directions: Float32Array): number {
  const { inputs, latent } = model.plan
  let sum = 0
  tf.tidy(() => {
    const [x, v] = [rows, directions].map((values) => tf.tensor2d(values, [ROWS, inputs])) as [tf.Tensor2D, tf.Tensor2D]
    for (let unit = 0; unit < latent; unit++) {
      const ofUnit = (input: tf.Tensor) => tf.sum(tf.slice(encodeFreely(model, input as tf.Tensor2D), [0, unit], [ROWS, 1])) as tf.Scalar
      const moved = tf.sum(tf.mul(tf.grad(ofUnit)(x), v), 1)
      for (const value of moved.dataSync()) sum += value * value
    }
  })
  return (WEIGHT * sum) / ROWS
}

function evaluate(model: Autoencoder, rows: Float32Array, directions: Float32Array) {
  const fed = [tf.tensor2d(directions, [ROWS, model.plan.inputs])]
  const whole = evaluateObjective(SPEC, model, { rows, fed })
  const without = evaluateObjective({ ...SPEC, regularizers: [] }, model, { rows, fed: [] })
  tf.dispose(fed)
  return { value: whole.parts[1] as number, gradients: whole.gradients.map((own, i) => own.map((g, k) => g - (without.gradients[i]?.[k] as number))) }
}

/** Moves every weight by `by` times its own direction. */
function shift(model: Autoencoder, directions: readonly Float32Array[], by: number): void {
  model.variables.forEach((variable, i) => {
    tf.tidy(() => variable.assign(tf.add(variable, tf.mul(tf.tensor(directions[i] as Float32Array, variable.shape), by))))
  })
}

describe.each(BACKENDS)('tangents on %s with %s kernels', (backend, kernels) => {
  beforeAll(() => useBackend(backend, kernels))

  it.each([
    ['a convolution and a dense code', [conv(2, 4)], { units: 3, activation: 'sigmoid' }],
    ['convolutions all the way', [conv(2, 4)], { type: 'conv', filters: 1, kernel: 3, stride: 4, activation: 'tanh' }],
    ['pooling after a convolution', [conv(2, 4), pool], { units: 3, activation: 'tanh' }],
    ['pooling, and upsampling again', [conv(2, 7), pool, { type: 'upsample', size: 3 }], { units: 3, activation: 'elu' }],
    [
      'dense layers before a transposed convolution',
      [
        { type: 'dense', units: 9, activation: 'tanh' },
        { type: 'dense', units: 4, activation: 'tanh' },
      ],
      { units: 2, activation: 'tanh' },
    ],
  ] as [string, Layer[], object][])('[E86] %s: ||J v||^2 is what going backwards gives', (_name, encoder, latent) => {
    const { model } = smallModel(planOf(encoder, latent), 31)
    // Weights as wide as a unit would leave every tanh at its ends.
    shift(
      model,
      model.variables.map((variable) => variable.dataSync().slice() as Float32Array),
      -0.8,
    )
    const rows = anyBatch(ROWS, 784, 8)
    const directions = anyBatch(ROWS, 784, 9).map((value) => (value < 0.5 ? -1 : 1))
    const { value, gradients } = evaluate(model, rows, directions)
    // Float32 sums of some hundred products, squared.
    expectNear([value], [penaltyBackwards(model, rows, directions)], 1e-4)
    expect(value).toBeGreaterThan(1e-3)

    // Along any direction of all weights together: a difference in float32, of a step that leaves a third of the digits
    // and moves no square's largest.
    const along = model.variables.map((variable, i) => anyBatch(1, variable.size, 40 + i).map((x) => (x - 0.5) / 10))
    const slope = gradients.reduce((sum, own, i) => own.reduce((part, g, k) => part + g * (along[i]?.[k] as number), sum), 0)
    const step = 1 / 1024
    const at = (by: number) => {
      shift(model, along, by)
      const moved = evaluate(model, rows, directions).value
      shift(model, along, -by)
      return moved
    }
    expect(Math.abs((at(step) - at(-step)) / (2 * step) - slope)).toBeLessThan(0.005 * Math.abs(slope) + 1e-4 * value)
    model.dispose()
  })
})
