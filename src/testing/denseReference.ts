// A small dense network in plain float64, written down from its definition alone, and derivatives of anything by differences: the oracle of what
// is added to a loss. Not part of what ships.

import * as tf from '@tensorflow/tfjs-core'
import { activateNumber } from '../engine/forward.ts'
import { Autoencoder } from '../engine/models/autoencoder.ts'
import { createObjective } from '../engine/objectives/objective.ts'
import { RandomStream } from '../engine/random.ts'
import type { DenseShape } from '../spec/layerShapes.ts'
import type { LayerRole, NetworkPlan, PlannedLayer } from '../spec/network.ts'
import type { Activation, RunSpec } from '../spec/runSpec.ts'

export interface SmallLayer {
  readonly units: number
  readonly activation: Activation
  readonly role: LayerRole
  readonly isVariational?: true
  readonly topK?: number
}

/** A plan of dense layers after `inputs` numbers. */
export function densePlan(inputs: number, layers: readonly SmallLayer[]): NetworkPlan {
  let before = inputs
  const planned = layers.map((layer): PlannedLayer => {
    const shape: DenseShape & PlannedLayer = { type: 'dense', inputs: before, ...layer }
    before = layer.units
    return shape
  })
  const latent = planned.find(({ role }) => role === 'latent') as PlannedLayer
  return { inputShape: [1, 1, inputs], inputs, latent: latent.units, layers: planned, parameters: 0 }
}

/** Kernel, bias, kernel, bias …, as the model's variables have them. */
export type Parameters = readonly Float64Array[]

/** Numbers in [-1, 1] that float32 has too, put into the model. */
export function fillRandomly(model: Autoencoder, seed: number): Parameters {
  const stream = new RandomStream(seed, 'weights', 1_000)
  return model.variables.map((variable) => {
    const values = Float32Array.from({ length: variable.size }, () => 2 * stream.uniform() - 1)
    tf.tidy(() => variable.assign(tf.tensor(values, variable.shape)))
    return Float64Array.from(values)
  })
}

/** Each layer's values for one input, before and after its activation; of a variational bottleneck means and log-variances. */
export function passThrough(plan: NetworkPlan, parameters: Parameters, input: ArrayLike<number>, range: { from: number; to: number }): Float64Array {
  let x = Float64Array.from(input)
  for (let layer = range.from; layer < range.to; layer++) {
    const [kernel, bias] = [parameters[2 * layer], parameters[2 * layer + 1]] as [Float64Array, Float64Array]
    const { activation, role } = plan.layers[layer] as PlannedLayer
    const columns = bias.length
    const sums = bias.map((b, j) => x.reduce((sum, value, i) => sum + value * (kernel[i * columns + j] as number), b))
    x = role === 'output' ? sums : sums.map((z) => activateNumber(activation, z))
  }
  return x
}

/** Derivatives of `value` by every parameter, by central differences. */
export function differences(parameters: Parameters, value: (parameters: Parameters) => number, step = 1e-4): Float64Array[] {
  return parameters.map((array, which) =>
    array.map((at, i) => {
      const moved = (by: number) => {
        const changed = array.slice()
        changed[i] = at + by
        return value(parameters.map((other, k) => (k === which ? changed : other)))
      }
      return (moved(step) - moved(-step)) / (2 * step)
    }),
  )
}

export interface Evaluated {
  readonly parts: readonly number[]
  /** Of the total, by the model's variables. */
  readonly gradients: readonly Float32Array[]
}

/** The spec's objective on a batch, as a step differentiates it. */
export function evaluateObjective(spec: RunSpec, model: Autoencoder, batch: { rows: Float32Array; fed: readonly tf.Tensor[] }): Evaluated {
  const objective = createObjective(spec, model)
  const size = model.plan.inputs
  let parts: readonly tf.Scalar[] = []
  const kept: Evaluated[] = []
  tf.tidy(() => {
    const target = tf.tensor2d(batch.rows, [batch.rows.length / size, size])
    const { grads } = tf.variableGrads(() => {
      const evaluated = objective.evaluate({ target, input: target, fed: batch.fed })
      parts = evaluated.parts.map((part) => tf.keep(part))
      return evaluated.total
    }, model.variables as tf.Variable[])
    const gradients = model.variables.map(({ name }) => (grads[name] as tf.Tensor).dataSync().slice() as Float32Array)
    kept.push({ parts: parts.map((part) => part.dataSync()[0] as number), gradients })
    tf.dispose([...parts])
  })
  return kept[0] as Evaluated
}

/** Within so much of the array's largest value; throws with the first that is not. */
export function expectNear(found: ArrayLike<number>, expected: ArrayLike<number>, relative: number): void {
  const largest = Array.from(expected).reduce((most, value) => Math.max(most, Math.abs(value)), 0)
  if (found.length !== expected.length) throw new Error(`${found.length} numbers, not ${expected.length}`)
  for (let i = 0; i < expected.length; i++) {
    const [is, shouldBe] = [found[i] as number, expected[i] as number]
    if (!(Math.abs(is - shouldBe) <= relative * largest)) throw new Error(`number ${i} is ${is}, should be ${shouldBe}, of at most ${largest}`)
  }
}

/** A batch of numbers in [0, 1]. */
export function anyBatch(rows: number, inputs: number, seed: number): Float32Array {
  const stream = new RandomStream(seed, 'view', 0)
  return Float32Array.from({ length: rows * inputs }, () => stream.uniform())
}

export function smallModel(plan: NetworkPlan, seed: number): { readonly model: Autoencoder; readonly parameters: Parameters } {
  const model = new Autoencoder(plan, seed)
  return { model, parameters: fillRandomly(model, seed) }
}
