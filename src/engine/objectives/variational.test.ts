import * as tf from '@tensorflow/tfjs-core'
import '../gradients.ts'
import { beforeAll, describe, expect, it } from 'vitest'
import type { NetworkPlan } from '../../spec/network.ts'
import type { RunSpec } from '../../spec/runSpec.ts'
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
import { openRun, smallSpec, takeSteps, useBackend, weightsOf } from '../../testing/digits.ts'
import { divergenceOf, LOG_VARIANCE_BOUND } from '../codeSpread.ts'
import { slicePictures } from '../data/gather.ts'
import { decodeWith, forward } from '../forward.ts'
import { RandomStream } from '../random.ts'
import { testSpreads } from '../testSpreads.ts'
import { encode } from '../views.ts'
import type { StepMoment } from './feeds.ts'
import { createObjective } from './objective.ts'
import { warmUp } from './variational.ts'

const INPUTS = 6
const UNITS = 3
const ROWS = 4
const BETA = 0.7
const RELATIVE = 1e-5

const BACKENDS = [
  ['wasm', 'simd'],
  ['wasm', 'plain'],
  ['cpu', 'plain'],
] as const

const LAYERS: SmallLayer[] = [
  { units: 7, activation: 'tanh', role: 'encoder' },
  { units: UNITS, activation: 'linear', role: 'latent', isVariational: true },
  { units: 5, activation: 'elu', role: 'decoder' },
  { units: INPUTS, activation: 'sigmoid', role: 'output' },
]

const variationalSpec = (changes: Record<string, unknown> = {}) => smallSpec({ 'model.latent.variational': { beta: BETA }, ...changes })

function feedsOf(spec: RunSpec, plan: NetworkPlan, moment: StepMoment): { readonly epsilon: Float32Array; readonly weight: Float32Array } {
  const { model } = smallModel(plan, 1)
  const { feeds } = createObjective(spec, model)
  model.dispose()
  const [epsilon, weight] = feeds.map((feed) => {
    const numbers = new Float32Array(feed.shape(ROWS).reduce((product, side) => product * side, 1))
    feed.fill(numbers, moment)
    return numbers
  }) as [Float32Array, Float32Array]
  return { epsilon, weight }
}

/** The definition in float64: [reconstruction loss, what the divergence adds], each over elements. */
function objectiveOf(plan: NetworkPlan, parameters: Parameters, { rows, epsilon }: { rows: Float32Array; epsilon: Float32Array }): [number, number] {
  const count = rows.length / INPUTS
  let [loss, divergence] = [0, 0]
  for (let row = 0; row < count; row++) {
    const x = rows.subarray(row * INPUTS, (row + 1) * INPUTS)
    const spread = passThrough(plan, parameters, x, { from: 0, to: 2 })
    const code = Float64Array.from({ length: UNITS }, (_, j) => {
      const [mean, l] = [spread[j] as number, spread[j + UNITS] as number]
      divergence += divergenceOf(mean, l)
      const variance = l <= LOG_VARIANCE_BOUND ? Math.exp(l) : Math.exp(LOG_VARIANCE_BOUND) * (1 + l - LOG_VARIANCE_BOUND)
      return mean + Math.sqrt(variance) * (epsilon[row * UNITS + j] as number)
    })
    const logits = passThrough(plan, parameters, code, { from: 2, to: 4 })
    logits.forEach((z, i) => {
      loss += Math.max(z, 0) - z * (x[i] as number) + Math.log1p(Math.exp(-Math.abs(z)))
    })
  }
  return [loss / count / INPUTS, (BETA * divergence) / count / INPUTS]
}

describe.each(BACKENDS)('the variational objective on %s with %s kernels', (backend, kernels) => {
  beforeAll(() => useBackend(backend, kernels))

  it.each([
    ['within their bound', 0],
    ['about their bound', LOG_VARIANCE_BOUND],
    ['far above it', 60],
    ['far below 0', -40],
  ])('[E81] log-variances %s: both parts, and the gradient by every weight, are those of differences', (_name, about) => {
    const plan = densePlan(INPUTS, LAYERS)
    const { model, parameters } = smallModel(plan, 21)
    const bias = parameters[3] as Float64Array
    bias.fill(about, UNITS)
    // So wide a code must not drown the decoder, nor the difference.
    const narrow = about > 0 ? 1e-3 : 1
    const decoder = parameters[4] as Float64Array
    decoder.forEach((value, i) => {
      decoder[i] = Math.fround(value * narrow)
    })
    model.variables.forEach((variable, i) => {
      tf.tidy(() => variable.assign(tf.tensor(Float32Array.from(parameters[i] as Float64Array), variable.shape)))
    })
    const rows = anyBatch(ROWS, INPUTS, 7)
    const spec = variationalSpec()
    const { epsilon, weight } = feedsOf(spec, plan, { seed: 7, step: 4, epoch: 0 })
    const fed = [tf.tensor2d(epsilon, [ROWS, UNITS]), tf.tensor1d(weight)]
    const found = evaluateObjective(spec, model, { rows, fed })
    const expected = objectiveOf(plan, parameters, { rows, epsilon })
    found.parts.forEach((part, i) => {
      expectNear([part], [expected[i] as number], RELATIVE)
    })
    // A code in the hundreds makes small steps of a weight large ones behind it; its divergence is large itself, and smooth.
    const by = (part: 0 | 1, step: number) => differences(parameters, (moved) => objectiveOf(plan, moved, { rows, epsilon })[part], step)
    const [ofLoss, ofDivergence] = [by(0, 1e-6), by(1, 1e-4)]
    found.gradients.forEach((gradient, i) => {
      const expected = (ofLoss[i] as Float64Array).map((value, k) => value + (ofDivergence[i]?.[k] as number))
      expectNear(gradient, expected, 3 * RELATIVE)
    })
    tf.dispose(fed)
    model.dispose()
  })
})

describe.each(BACKENDS)('what is added to a loss on %s with %s kernels', (backend, kernels) => {
  beforeAll(() => useBackend(backend, kernels))

  it.each([
    ['a variational code', { 'model.latent.variational': { beta: BETA } }],
    ['the contractive penalty', { regularizers: [{ type: 'contractive', weight: 0.01 }] }],
    ['the same in closed form', { 'model.encoder': [], 'model.latent.activation': 'tanh', regularizers: [{ type: 'contractive', weight: 0.01 }] }],
  ])('[E82] %s leaves no tensor behind', async (_name, changes) => {
    const run = await openRun(smallSpec(changes as Record<string, unknown>))
    takeSteps(run, 2)
    await run.measure(20)
    const before = tf.memory().numTensors
    takeSteps(run, 5)
    await run.measure(20)
    testSpreads(run, 5)
    expect(tf.memory().numTensors).toBe(before)
    run.dispose()
  })
})

describe('the variational code', () => {
  beforeAll(() => useBackend('wasm', 'simd'))

  it('[E82] epsilon is standard normal, new for each step and seed, the same for the same', () => {
    const { model } = smallModel(densePlan(INPUTS, LAYERS), 1)
    const [feed] = createObjective(variationalSpec(), model).feeds
    model.dispose()
    const draw = (seed: number, step: number) => {
      const numbers = new Float32Array(30_000)
      feed?.fill(numbers, { seed, step, epoch: 0 })
      return numbers
    }
    const drawn = draw(0, 0)
    const moment = (power: number) => drawn.reduce((sum, value) => sum + value ** power / drawn.length, 0)
    // Mean, variance, skewness, kurtosis of N(0, 1); standard errors of these means of powers: sqrt(1, 2, 15, 96) / sqrt(count).
    for (const [power, expected, spread] of [
      [1, 0, 1],
      [2, 1, 2],
      [3, 0, 15],
      [4, 3, 96],
    ] as const) {
      expect(Math.abs(moment(power) - expected)).toBeLessThan(5 * Math.sqrt(spread / drawn.length))
    }
    expect(draw(0, 0)).toEqual(drawn)
    for (const other of [draw(0, 1), draw(1, 0)]) {
      const product = other.reduce((sum, value, i) => sum + value * (drawn[i] as number), 0) / drawn.length
      expect(Math.abs(product)).toBeLessThan(5 / Math.sqrt(drawn.length))
    }
  })

  it('[E82] the warm-up is linear from 0 to beta over its epochs, and absent from the first step at beta', () => {
    expect([0, 0.5, 2, 4, 9].map((epoch) => warmUp(epoch, 4))).toEqual([0, 0.125, 0.5, 1, 1])
    expect(warmUp(0, 0)).toBe(1)
    const plan = densePlan(INPUTS, LAYERS)
    const weightAt = (variational: object, epoch: number) =>
      feedsOf(variationalSpec({ 'model.latent.variational': variational }), plan, { seed: 0, step: 0, epoch }).weight
    expect([...weightAt({ beta: BETA }, 0)]).toEqual([Math.fround(BETA / INPUTS)])
    expect([...weightAt({ beta: BETA, warmupEpochs: 4 }, 1)]).toEqual([Math.fround(BETA / 4 / INPUTS)])
  })

  it('[E82] the term is beta x warm-up x KL / inputs: nothing at first, what the test measures at weight 1 later', async () => {
    const spec = variationalSpec({ 'model.latent.variational': { beta: 2, warmupEpochs: 1 }, 'training.learningRate': 1e-6 })
    const run = await openRun(spec)
    takeSteps(run, 1)
    expect(run.terms).toEqual({ kl: 0 })
    takeSteps(run, 19)
    const { kl } = (await run.measure(100)) as { kl: number }
    // At so low a rate the network stands still: test and training pictures, and their mean, differ by what pictures differ.
    expect((run.terms as { kl: number }).kl / ((2 * kl) / 784)).toBeCloseTo(1, 0)
    run.dispose()
  })

  it('[E82] a resumed run draws what the undisturbed one does, and its warm-up goes on', async () => {
    const spec = variationalSpec({ 'model.latent.variational': { beta: 2, warmupEpochs: 3 } })
    const run = await openRun(spec)
    takeSteps(run, 7)
    const resumed = await openRun(spec)
    resumed.resume(run.checkpoint())
    for (const one of [run, resumed]) takeSteps(one, 9)
    expect(weightsOf(resumed)).toEqual(weightsOf(run))
    expect(resumed.terms).toEqual(run.terms)
    run.dispose()
    resumed.dispose()
  })

  it('[E84] test loss is that of the means, kl and elbo those of the definition with one fixed draw a picture', async () => {
    const run = await openRun(variationalSpec())
    takeSteps(run, 20)
    const measured = (await run.measure(100)) as { loss: number; kl: number; elbo: number }
    const weights = run.weights()
    const pixels = run.dataset.test.pixels as Uint8Array
    const sums = { loss: 0, kl: 0, elbo: 0 }
    const crossEntropy = (y: Float32Array, x: Float32Array) =>
      y.reduce((sum, p, i) => sum - (x[i] as number) * Math.log(p) - (1 - (x[i] as number)) * Math.log(1 - p), 0)
    const spread = testSpreads(run, 100)
    for (let index = 0; index < 100; index++) {
      const x = Float32Array.from(pixels.subarray(index * 784, (index + 1) * 784), (byte) => byte / 255)
      const means = forward(weights.layers.slice(0, weights.encoderLayers), x)
      const stream = new RandomStream(0, 'test-code-sample', index)
      const deviations = spread?.deviations.subarray(index * 8, (index + 1) * 8) as Float32Array
      const drawn = means.map((mean, j) => mean + (deviations[j] as number) * stream.gaussian())
      const kl = means.reduce((sum, mean, j) => sum + divergenceOf(mean, 2 * Math.log(deviations[j] as number)), 0)
      sums.loss += crossEntropy(decodeWith(weights, means), x) / 784 / 100
      sums.kl += kl / 100
      sums.elbo -= (crossEntropy(decodeWith(weights, drawn), x) + kl) / 100
    }
    for (const key of ['loss', 'kl', 'elbo'] as const) expect(measured[key] / sums[key]).toBeCloseTo(1, 5)
    expect(spread?.means).toEqual(encode(run, slicePictures(run.dataset.test, 0, 100)))
    const units = spread?.divergences ?? new Float64Array()
    expect(units.length).toBe(8)
    expect(measured.kl - units.reduce((sum, value) => sum + value, 0)).toBeCloseTo(0, 5)
    expect((await run.measure(100))?.elbo).toBe(measured.elbo)
    run.dispose()
  })

  it('[E84] a plain code has neither', async () => {
    const run = await openRun(smallSpec())
    takeSteps(run, 1)
    expect(Object.keys((await run.measure(10)) ?? {})).not.toContain('kl')
    expect(testSpreads(run, 10)).toBe(null)
    run.dispose()
  })

  it.each([
    ['beta', 'model.latent.variational.beta', 4],
    ['the warm-up', 'model.latent.variational.warmupEpochs', 3],
    ["a penalty's weight", 'regularizers.0.weight', 0.5],
  ])('[E89] %s edited on the way: weights and moments stay, the term changes', async (_name, path, value) => {
    const spec = variationalSpec({ regularizers: [{ type: 'contractive', weight: 0.01 }] })
    const run = await openRun(spec)
    takeSteps(run, 10)
    const [weights, { optimizer }] = [weightsOf(run), run.checkpoint()]
    const edited = JSON.parse(JSON.stringify(spec))
    const keys = path.split('.')
    keys.slice(0, -1).reduce((part, key) => part[key], edited)[keys.at(-1) as string] = value
    run.edit(edited)
    expect(weightsOf(run)).toEqual(weights)
    expect(run.checkpoint().optimizer).toEqual(optimizer)
    const unedited = await openRun(spec)
    takeSteps(unedited, 11)
    takeSteps(run, 1)
    const term = path.startsWith('regularizers') ? 'contractive' : 'kl'
    expect(run.terms?.[term]).toBeGreaterThan(0)
    expect(run.terms?.[term]).not.toBe(unedited.terms?.[term])
    // The same batch, noise and draw: the loss before the step is that of the unedited run.
    expect(run.trainLoss).toBe(unedited.trainLoss)
    run.dispose()
    unedited.dispose()
  })
})
