import * as tf from '@tensorflow/tfjs-core'
import '../gradients.ts'
import { beforeAll, describe, expect, it } from 'vitest'
import type { NetworkPlan, PlannedLayer } from '../../spec/network.ts'
import { ACTIVATIONS, type Activation } from '../../spec/runSpec.ts'
import {
  anyBatch,
  densePlan,
  differences,
  evaluateObjective,
  expectNear,
  type Parameters,
  passThrough,
  type SmallLayer,
  smallModel,
} from '../../testing/denseReference.ts'
import { smallSpec, useBackend } from '../../testing/digits.ts'
import type { Autoencoder } from '../models/autoencoder.ts'
import { createObjective } from './objective.ts'

const INPUTS = 6
const WEIGHT = 0.3
const SPEC = { ...smallSpec(), regularizers: [{ type: 'contractive' as const, weight: WEIGHT }] }
/** Float32 sums of some dozen products, and what is left of the digits after two differences in float64. */
const RELATIVE = 1e-5

const BACKENDS = [
  ['wasm', 'simd'],
  ['wasm', 'plain'],
  ['cpu', 'plain'],
] as const

const output: SmallLayer = { units: INPUTS, activation: 'sigmoid', role: 'output' }
const latent = (activation: Activation): SmallLayer => ({ units: 5, activation, role: 'latent' })
const hidden = (activation: Activation): SmallLayer => ({ units: 7, activation, role: 'encoder' })

/** Six inputs and outputs, each of the decoder's layers going back through the kernel of the encoder's that it mirrors. */
function tiedPlan(encoder: readonly SmallLayer[]): NetworkPlan {
  const decoder = encoder.slice(0, -1).map((layer): SmallLayer => ({ ...layer, role: 'decoder' }))
  const plan = densePlan(INPUTS, [...encoder, ...decoder.reverse(), output])
  const last = plan.layers.length - 1
  const layers = plan.layers.map((layer, i) => (i < encoder.length ? layer : ({ ...layer, tiedTo: last - i } as PlannedLayer)))
  return { ...plan, layers }
}

/** With the tied layers' kernels too, transposed. */
function writtenOut(plan: NetworkPlan, parameters: Parameters): Parameters {
  const [encoder, biases] = [parameters.slice(0, plan.layers.length), parameters.slice(plan.layers.length)]
  const decoder = biases.flatMap((bias, i) => {
    const to = 2 * (biases.length - 1 - i)
    const [kernel, columns] = [encoder[to] as Float64Array, (encoder[to + 1] as Float64Array).length]
    const turned = kernel.map((_, at) => kernel[(at % bias.length) * columns + Math.floor(at / bias.length)] as number)
    return [turned, bias]
  })
  return [...encoder, ...decoder]
}

/** Cross-entropy, mean over all elements. */
function loss(plan: NetworkPlan, parameters: Parameters, rows: Float32Array): number {
  let sum = 0
  for (let at = 0; at < rows.length; at += INPUTS) {
    const picture = rows.subarray(at, at + INPUTS)
    const logits = passThrough(plan, parameters, picture, { from: 0, to: plan.layers.length })
    logits.forEach((z, i) => {
      sum += Math.max(z, 0) - z * (picture[i] as number) + Math.log1p(Math.exp(-Math.abs(z)))
    })
  }
  return sum / rows.length
}

/** The means, where the code is variational. */
function codeOf(plan: NetworkPlan, parameters: Parameters, input: ArrayLike<number>): Float64Array {
  const to = plan.layers.findIndex(({ role }) => role === 'latent') + 1
  return passThrough(plan, parameters, input, { from: 0, to }).slice(0, plan.latent)
}

const STEP = 1e-5

/** How the code moves along a direction, by differences. */
function moved(plan: NetworkPlan, parameters: Parameters, input: Float64Array, direction: ArrayLike<number>): Float64Array {
  const at = (by: number) =>
    codeOf(
      plan,
      parameters,
      input.map((x, i) => x + by * (direction[i] as number)),
    )
  const [after, before] = [at(STEP), at(-STEP)]
  return after.map((value, j) => (value - (before[j] as number)) / (2 * STEP))
}

const squareSum = (values: Float64Array) => values.reduce((sum, value) => sum + value * value, 0)
const unitDirections = Array.from({ length: INPUTS }, (_, i) => Float64Array.from({ length: INPUTS }, (_, k) => Number(k === i)))

/** weight x ||J||^2, mean over the rows; with directions ||J v||^2, each row its own. */
function penalty(plan: NetworkPlan, parameters: Parameters, rows: Float32Array, directions?: Float32Array): number {
  const count = rows.length / INPUTS
  let sum = 0
  for (let at = 0; at < rows.length; at += INPUTS) {
    const input = Float64Array.from(rows.subarray(at, at + INPUTS))
    const along = directions ? [directions.subarray(at, at + INPUTS)] : unitDirections
    for (const direction of along) sum += squareSum(moved(plan, parameters, input, direction))
  }
  return (WEIGHT * sum) / count
}

function signs(rows: number, seed = 5): Float32Array {
  const { feeds } = createObjective(SPEC, smallModel(densePlan(INPUTS, [hidden('tanh'), latent('tanh'), output]), 1).model)
  const out = new Float32Array(rows * INPUTS)
  feeds[0]?.fill(out, { seed, step: 3, epoch: 0 })
  return out
}

/** The penalty alone: what the objective adds to the loss, and to its gradient. */
function evaluatePenalty(model: Autoencoder, rows: Float32Array, directions?: Float32Array) {
  const fed = directions ? [tf.tensor2d(directions, [rows.length / INPUTS, INPUTS])] : []
  const whole = evaluateObjective(SPEC, model, { rows, fed })
  const without = evaluateObjective({ ...SPEC, regularizers: [] }, model, { rows, fed: [] })
  tf.dispose(fed)
  const gradients = whole.gradients.map((gradient, i) => gradient.map((value, k) => value - (without.gradients[i]?.[k] as number)))
  return { value: whole.parts[1] as number, gradients }
}

describe.each(BACKENDS)('the contractive penalty on %s with %s kernels', (backend, kernels) => {
  beforeAll(() => useBackend(backend, kernels))

  it.each(ACTIVATIONS)('[E85] one layer, %s: value, and gradient by every weight, are those of differences', (activation) => {
    const plan = densePlan(INPUTS, [latent(activation), output])
    const { model, parameters } = smallModel(plan, 11)
    expect(createObjective(SPEC, model).feeds).toEqual([])
    const rows = anyBatch(4, INPUTS, 2)
    const found = evaluatePenalty(model, rows)
    expectNear([found.value], [penalty(plan, parameters, rows)], RELATIVE)
    expectGradients(
      found.gradients,
      differences(parameters, (moved) => penalty(plan, moved, rows)),
    )
    model.dispose()
  })

  it.each(ACTIVATIONS)('[E86] two layers, %s: the same of the estimate along a direction for each picture', (activation) => {
    const plan = densePlan(INPUTS, [hidden(activation), latent(activation), output])
    const { model, parameters } = smallModel(plan, 12)
    const [rows, directions] = [anyBatch(4, INPUTS, 3), signs(4)]
    const found = evaluatePenalty(model, rows, directions)
    expectNear([found.value], [penalty(plan, parameters, rows, directions)], RELATIVE)
    expectGradients(
      found.gradients,
      differences(parameters, (moved) => penalty(plan, moved, rows, directions)),
    )
    model.dispose()
  })

  it.each([
    ['of a variational code, the means', [hidden('tanh'), { ...latent('linear'), isVariational: true }]],
    ['of a top-k code, the kept ones', [hidden('tanh'), { ...latent('tanh'), topK: 2 }]],
    ['of a top-k code straight from the input', [{ ...latent('leaky-relu'), topK: 2 }]],
  ] as [string, SmallLayer[]][])('[E86] %s: the estimate and its gradient are those of differences', (_name, layers) => {
    const plan = densePlan(INPUTS, [...layers, output])
    const { model, parameters } = smallModel(plan, 13)
    const [rows, directions] = [anyBatch(4, INPUTS, 4), signs(4)]
    const keep = layers.at(-1)?.topK
    // The kept units stay the same over so small a step.
    const expected = (moved: Parameters) =>
      keep === undefined ? penalty(plan, moved, rows, directions) : keptPenalty(plan, moved, { rows, directions, keep })
    const found = evaluatePenalty(model, rows, directions)
    expectNear([found.value], [expected(parameters)], RELATIVE)
    expectGradients(found.gradients, differences(parameters, expected))
    model.dispose()
  })

  it.each(
    ACTIVATIONS.flatMap((activation): [string, Activation, SmallLayer[]][] => [
      ['one layer', activation, [latent(activation)]],
      ['two layers', activation, [hidden(activation), latent(activation)]],
    ]),
  )('[E85] [E86] tied weights, %s, %s: loss, penalty and the gradient by each shared kernel are those of differences', (_depth, _name, encoder) => {
    const plan = tiedPlan(encoder)
    const { model, parameters } = smallModel(plan, 15)
    const rows = anyBatch(4, INPUTS, 6)
    const directions = encoder.length > 1 ? signs(4) : undefined
    const fed = directions ? [tf.tensor2d(directions, [4, INPUTS])] : []
    const found = evaluateObjective(SPEC, model, { rows, fed })
    const parts = (moved: Parameters) => {
      const all = writtenOut(plan, moved)
      return [loss(plan, all, rows), penalty(plan, all, rows, directions)]
    }
    expect(model.variables.length).toBe(3 * encoder.length)
    expectNear(found.parts, parts(parameters), RELATIVE)
    expectGradients(
      found.gradients,
      differences(parameters, (moved) => parts(moved).reduce((sum, part) => sum + part)),
    )
    tf.dispose(fed)
    model.dispose()
  })

  it('[E87] the mean of the estimate over all directions of signs is the squared norm itself, one layer deep or three', () => {
    for (const layers of [[latent('sigmoid')], [hidden('elu'), hidden('tanh'), latent('sigmoid')]]) {
      const plan = densePlan(INPUTS, [...layers, output])
      const { model, parameters } = smallModel(plan, 14)
      const picture = anyBatch(1, INPUTS, 5)
      const count = 2 ** INPUTS
      const rows = Float32Array.from({ length: count * INPUTS }, (_, i) => picture[i % INPUTS] as number)
      const all = Float32Array.from(rows, (_, i) => (Math.floor(i / INPUTS) & (1 << (i % INPUTS)) ? 1 : -1))
      const { value } = evaluatePenalty(model, rows, all)
      expectNear([value], [penalty(plan, parameters, picture)], RELATIVE)
      if (layers.length === 1) expectNear([evaluatePenalty(model, picture).value], [value], RELATIVE)
      model.dispose()
    }
  })
})

/** The penalty itself by differences is exact to about 1e-10, its difference over 2e-4 to 1e-6: of the largest gradient of all that is nothing. */
function expectGradients(found: readonly Float32Array[], expected: readonly Float64Array[]): void {
  const flat = (arrays: readonly ArrayLike<number>[]) => arrays.flatMap((array) => Array.from(array))
  expectNear(flat(found), flat(expected), RELATIVE)
}

interface Kept {
  readonly rows: Float32Array
  readonly directions: Float32Array
  readonly keep: number
}

function keptPenalty(plan: NetworkPlan, parameters: Parameters, { rows, directions, keep }: Kept): number {
  const count = rows.length / INPUTS
  let sum = 0
  for (let at = 0; at < rows.length; at += INPUTS) {
    const input = Float64Array.from(rows.subarray(at, at + INPUTS))
    const code = codeOf(plan, parameters, input)
    const kept = [...code.keys()].sort((a, b) => (code[b] as number) - (code[a] as number)).slice(0, keep)
    const movement = moved(plan, parameters, input, directions.subarray(at, at + INPUTS))
    for (const j of kept) sum += (movement[j] as number) ** 2
  }
  return (WEIGHT * sum) / count
}

describe('the directions', () => {
  beforeAll(() => useBackend('cpu'))

  it('[E87] are signs, as many of either, independent of each other, new for each step and seed, the same for the same', () => {
    const rows = 4_000
    const drawn = signs(rows)
    expect(new Set(drawn)).toEqual(new Set([1, -1]))
    for (let a = 0; a < INPUTS; a++) {
      for (let b = 0; b <= a; b++) {
        let sum = 0
        for (let row = 0; row < rows; row++) sum += (a === b ? 1 : (drawn[row * INPUTS + b] as number)) * (drawn[row * INPUTS + a] as number)
        // Standard error 1 / sqrt(rows); the seed is fixed.
        expect(Math.abs(sum / rows)).toBeLessThan(5 / Math.sqrt(rows))
      }
    }
    expect(signs(rows)).toEqual(drawn)
    expect(signs(rows, 6)).not.toEqual(drawn)
  })
})
