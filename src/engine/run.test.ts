import * as tf from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { PRESET_NAMES, PRESETS } from '../spec/presets.ts'
import { openRun, readDigits, smallSpec, takeSteps, useBackend, weightsOf } from '../testing/digits.ts'
import { PICTURE_ERRORS } from './analysis/pictureErrors.ts'
import { backendMemory } from './backend.ts'
import { gatherPictures, slicePictures } from './data/gather.ts'
import { epochOrder } from './data/order.ts'
import { forward } from './forward.ts'
import { corruptTestPicture } from './objectives/corruption.ts'
import type { Run } from './run.ts'
import { activationsOf, decode, encode, reconstruct, scoresOf, testCodes } from './views.ts'

const NOISE = { type: 'gaussian', sigma: [0, 0.6] }

/** What must be the same in two runs, to the bit. */
async function fingerprint(run: Run): Promise<object> {
  return { weights: weightsOf(run), test: await run.measure(100), history: run.history.records, trainLoss: run.trainLoss }
}

/** Mean BCE of a function of the test pictures, in float64 sums. */
function meanLoss(run: Run, rebuild: (picture: Float32Array, index: number) => Float32Array, loss: 'bce' | 'mse' = 'bce'): number {
  const { test } = run.dataset
  let sum = 0
  for (let i = 0; i < test.read; i++) {
    const picture = slicePictures(test, i, i + 1)
    sum += PICTURE_ERRORS[loss](picture, rebuild(picture, i))
  }
  return sum / test.read
}

function noisy(picture: Float32Array, index: number): Float32Array {
  const copy = picture.slice()
  corruptTestPicture(copy, { type: 'gaussian', sigma: [0, 0.6] }, { index, range: [0, 1] })
  return copy
}

describe.each(['cpu', 'wasm'] as const)('Run on %s', (backend) => {
  beforeAll(() => useBackend(backend))

  it.each([
    ['plain', smallSpec()],
    ['with noise', smallSpec({ corruption: NOISE })],
    ['with sgd and mse', smallSpec({ 'training.optimizer': 'sgd', loss: 'mse' })],
  ])('[E23] %s: the same seed gives the same numbers to the bit, another seed others', async (_name, spec) => {
    const runs = await Promise.all([spec, spec, { ...spec, seed: spec.seed + 1 }].map((each) => openRun(each)))
    for (const run of runs) takeSteps(run, 20)
    const [first, second, other] = await Promise.all(runs.map(fingerprint))
    expect(second).toEqual(first)
    expect(other).not.toEqual(first)
    expect(runs[0]?.backend).toBe(backend)
    for (const run of runs) run.dispose()
  })

  it('[E23] looking at it on the way changes nothing', async () => {
    const [looked, left] = [await openRun(smallSpec({ corruption: NOISE })), await openRun(smallSpec({ corruption: NOISE }))]
    for (let step = 0; step < 20; step++) {
      takeSteps(looked, 1)
      await looked.measure(7 + step)
      activationsOf(looked, new Float32Array(784).fill(0.3))
      testCodes(looked, 20)
      looked.weights()
    }
    takeSteps(left, 20)
    expect(weightsOf(looked)).toEqual(weightsOf(left))
    expect(looked.history.records.filter(({ step }) => step % 10 === 0).map(({ trainLoss }) => trainLoss)).toEqual(
      left.history.records.map(({ trainLoss }) => trainLoss),
    )
    for (const run of [looked, left]) run.dispose()
  })

  it('[E25] a hundred steps leave no tensor behind, and a disposed run none at all', async () => {
    const base = backendMemory()
    const run = await openRun(smallSpec({ corruption: NOISE, 'training.steps': 200 }))
    const counts: number[] = []
    for (let tens = 0; tens < 12; tens++) {
      takeSteps(run, 10)
      await run.measure(50)
      activationsOf(run, new Float32Array(784))
      counts.push(backendMemory().tensors)
    }
    expect(new Set(counts.slice(1)).size).toBe(1)
    expect(counts[0]).toBe(counts[1])
    run.dispose()
    expect(backendMemory()).toMatchObject({ tensors: base.tensors, bytes: base.bytes })
    expect(backendMemory().wasmBytes > 0).toBe(backend === 'wasm')
  })

  it('[E26] the first loss is that of the fresh network on the first batch, in the order of the first epoch', async () => {
    const run = await openRun(smallSpec())
    const { layers } = run.weights()
    const batch = [...epochOrder(7, 0, 600).subarray(0, 64)].map((position) => gatherPictures(run.dataset.train, [position]))
    const expected = batch.reduce((sum, picture) => sum + PICTURE_ERRORS.bce(picture, forward(layers, picture)), 0) / 64
    takeSteps(run, 1)
    expect(run.trainLoss).toBeCloseTo(expected, 5)
    expect(run.samplesSeen).toBe(64)
    run.dispose()
  })

  it('[E21] test loss and MSE are the means over all test pictures, whatever blocks they are cut into', async () => {
    const run = await openRun(smallSpec({ 'data.test': 1_150 }))
    takeSteps(run, 10)
    const { layers } = run.weights()
    const rebuild = (picture: Float32Array) => forward(layers, picture)
    const test = await run.measure(1_150)
    expect(test).toMatchObject({ samples: 1_150, step: 10 })
    expect(test).not.toHaveProperty('lossClean')
    expect(test?.loss).toBeCloseTo(meanLoss(run, rebuild), 5)
    expect(test?.mse).toBeCloseTo(meanLoss(run, rebuild, 'mse'), 6)
    run.dispose()
  })

  it('[E22] with noise the test loss is on noisy inputs against the clean target, beside it that on clean ones', async () => {
    const run = await openRun(smallSpec({ corruption: NOISE }))
    takeSteps(run, 20)
    const { layers } = run.weights()
    const test = await run.measure(100)
    expect(test?.loss).toBeCloseTo(
      meanLoss(run, (picture, i) => forward(layers, noisy(picture, i))),
      5,
    )
    expect(test?.lossClean).toBeCloseTo(
      meanLoss(run, (picture) => forward(layers, picture)),
      5,
    )
    expect(test?.mse).toBeCloseTo(
      meanLoss(run, (picture, i) => forward(layers, noisy(picture, i)), 'mse'),
      6,
    )
    expect(test?.mseNoisy).toBeCloseTo(meanLoss(run, noisy, 'mse'), 6)
    run.dispose()
  })

  it('[E22] noise that is changed on the way is that of the next test loss, and taking it away leaves none', async () => {
    const run = await openRun(smallSpec({ 'corruption.sigma': 0.1 }))
    const mild = await run.measure(60)
    run.edit(smallSpec({ 'corruption.sigma': 0.5 }))
    const strong = await run.measure(100)
    const fresh = await openRun(smallSpec({ 'corruption.sigma': 0.5 }))
    expect(strong).toEqual(await fresh.measure(100))
    expect(strong?.mseNoisy).toBeGreaterThan(5 * (mild?.mseNoisy as number))
    run.edit(smallSpec())
    expect(await run.measure(100)).not.toHaveProperty('mseNoisy')
    for (const each of [run, fresh]) each.dispose()
  })

  it('[E30] codes, reconstructions, scores and activations are those of the plain forward pass', async () => {
    const run = await openRun(smallSpec())
    takeSteps(run, 5)
    const { layers, encoderLayers } = run.weights()
    const pictures = slicePictures(run.dataset.test, 0, 3)
    const second = pictures.slice(784, 2 * 784)
    const code = forward(layers.slice(0, encoderLayers), second)
    const rebuilt = forward(layers, second)
    expectClose(encode(run, pictures).slice(8, 16), code)
    expectClose(testCodes(run, 2).codes.slice(8), code)
    expectClose(decode(run, code), rebuilt)
    expectClose(reconstruct(run, pictures).slice(784, 2 * 784), rebuilt)
    expect(scoresOf(run, pictures)[1]).toBeCloseTo(PICTURE_ERRORS.mse(second, rebuilt), 6)
    const values = activationsOf(run, second)
    expect(values.map(({ length }) => length)).toEqual([16, 8, 16, 784])
    expectClose(values[1] as Float32Array, code)
    expectClose(values[3] as Float32Array, rebuilt)
    run.dispose()
  })
})

describe('Run', () => {
  beforeAll(() => useBackend('wasm'))

  it.each(PRESET_NAMES)('[E24] %s on its own digits is better than the mean picture after 80 steps', async (name) => {
    const run = await openRun({ ...PRESETS[name].spec, data: { ...PRESETS[name].spec.data, test: 1_000 } })
    takeSteps(run, 80)
    const test = await run.measure(1_000)
    expect(test?.loss).toBeLessThan(0.97 * meanLoss(run, meanPictureOf(run)))
    run.dispose()
  })

  it('[E26] the training loss is recorded at multiples of ten steps: the mean since the last', async () => {
    const run = await openRun(smallSpec({ 'training.steps': 25 }))
    const means: number[] = []
    for (let step = 1; step <= 25; step++) {
      takeSteps(run, 1)
      means.push(run.trainLoss as number)
    }
    expect(run.history.records.map(({ step }) => step)).toEqual([10, 20])
    expect(run.history.records[0]?.trainLoss).toBe(means[9])
    expect(run.history.records[1]?.trainLoss).toBe(means[19])
    expect(means[19]).toBeLessThan(means[9] as number)
    run.dispose()
  })

  it('[E26] ends after the planned steps, the last batch of an epoch being what is left of it', async () => {
    const run = await openRun(smallSpec())
    const sizes = Array.from({ length: 10 }, () => {
      const before = run.samplesSeen
      takeSteps(run, 1)
      return run.samplesSeen - before
    })
    expect(sizes).toEqual([64, 64, 64, 64, 64, 64, 64, 64, 64, 24])
    expect(run.epoch).toBe(1)
    takeSteps(run, 10)
    expect([run.isDone, run.tryStep(), run.step]).toEqual([true, 'done', 20])
    run.dispose()
  })

  it('[E8] the rate follows the pictures shown: a twenty-fifth of the peak at the start', async () => {
    const run = await openRun(smallSpec())
    expect(run.learningRate).toBeCloseTo(0.02 / 25, 10)
    takeSteps(run, 20)
    expect(run.learningRate).toBeCloseTo(0.02 / 250_000, 12)
    run.dispose()
  })

  it('[E28] rate, batch size and noise can be changed on the way: weights and planned pictures stay, the run is marked edited', async () => {
    for (const [path, value] of [
      ['training.learningRate', 0.1],
      ['training.batchSize', 32],
      ['corruption.sigma', 0.3],
      ['training.schedule', 'constant'],
    ] as const) {
      const run = await openRun(smallSpec())
      takeSteps(run, 10)
      const before = { weights: weightsOf(run), planned: run.samplesPlanned, rate: run.learningRate }
      expect(run.isEdited).toBe(false)
      run.edit(smallSpec({ [path]: value }))
      expect([run.isEdited, run.samplesPlanned, weightsOf(run)]).toEqual([true, before.planned, before.weights])
      if (path === 'training.learningRate') expect(run.learningRate).toBeCloseTo(5 * before.rate, 10)
      takeSteps(run, 1)
      expect(run.samplesSeen).toBe(600 + (path === 'training.batchSize' ? 32 : 64))
      expect(Number.isFinite(run.trainLoss)).toBe(true)
      run.dispose()
    }
  })

  it('[E28] another optimizer starts afresh and leaks nothing of the former', async () => {
    const base = tf.memory().numTensors
    const run = await openRun(smallSpec())
    takeSteps(run, 5)
    run.edit(smallSpec({ 'training.optimizer': 'sgd' }))
    takeSteps(run, 5)
    run.dispose()
    expect(tf.memory().numTensors).toBe(base)
  })

  it('[E28] a longer run has more pictures planned, and goes on to its new end', async () => {
    const run = await openRun(smallSpec())
    takeSteps(run, 20)
    run.edit(smallSpec({ 'training.steps': 25 }))
    expect([run.isDone, run.samplesPlanned]).toEqual([false, 1_200 + 5 * 64])
    takeSteps(run, 5)
    expect(run.isDone).toBe(true)
    run.dispose()
  })

  it.each([
    ['another activation', { 'model.latent.activation': 'tanh' }, 'all', true],
    ['another bottleneck', { 'model.latent.units': 4 }, 'some', true],
    ['another width everywhere', { 'model.latent.units': 4, 'model.encoder.0.units': 12 }, 'none', false],
  ] as const)('[E19] a run with %s than a trained one keeps what fits of its weights', async (_name, changes, kept, isEdited) => {
    const former = await openRun(smallSpec())
    takeSteps(former, 10)
    const run = await openRun(smallSpec(changes), { former: { weights: former.weights(), isTrained: true } })
    expect([run.kept, run.isEdited, run.step]).toEqual([kept, isEdited, 0])
    if (isEdited) expect(run.weights().layers[0]?.kernel).toEqual(former.weights().layers[0]?.kernel)
    for (const each of [run, former]) each.dispose()
  })

  it("[E19] of a network that was never trained nothing is taken over: the run is the spec's own", async () => {
    const former = await openRun(smallSpec({ seed: 1 }))
    const run = await openRun(smallSpec(), { former: { weights: former.weights(), isTrained: false } })
    const fresh = await openRun(smallSpec())
    expect([run.kept, run.isEdited]).toEqual(['all', false])
    expect(weightsOf(run)).toEqual(weightsOf(fresh))
    for (const each of [run, fresh, former]) each.dispose()
  })

  it('[E27] a loss that runs away is noticed within ten steps, and the last sound weights come back', async () => {
    const run = await openRun(smallSpec({ 'training.steps': 100, 'training.schedule': 'constant', 'training.optimizer': 'sgd' }))
    takeSteps(run, 20)
    const sound = weightsOf(run)
    run.edit(smallSpec({ 'training.steps': 100, 'training.schedule': 'constant', 'training.optimizer': 'sgd', 'training.learningRate': 1e30 }))
    takeSteps(run, 5)
    await run.measure(100)
    const outcomes = Array.from({ length: 5 }, () => run.tryStep())
    expect(outcomes.indexOf('diverged')).toBe(4)
    run.rollBack()
    expect(run.test).toBeNull()
    expect([run.step, run.samplesSeen, run.divergedAt]).toEqual([20, 1_200, 30])
    expect(weightsOf(run)).toEqual(sound)
    expect(sound.every(Number.isFinite)).toBe(true)
    expect(run.history.last?.step).toBe(20)
    run.dispose()
  })

  it.each([
    ['adam', {}],
    ['adam on a linear output', { loss: 'mse', 'model.output': 'linear' }],
    ['sgd', { 'training.optimizer': 'sgd' }],
  ])('[E27] rolled back with %s and given a lower rate, it learns, and nothing is leaked', async (_name, changes) => {
    const base = tf.memory().numTensors
    const wild = smallSpec({ 'training.steps': 100, ...changes, 'training.learningRate': 1e30 })
    const run = await openRun(wild)
    while (run.tryStep() !== 'diverged');
    run.rollBack()
    run.edit({ ...wild, training: { ...wild.training, learningRate: 0.02 } })
    takeSteps(run, 30)
    expect(run.history.records.map(({ step }) => step)).toEqual([10, 20, 30])
    expect(run.history.last?.trainLoss).toBeLessThan(run.history.records[0]?.trainLoss as number)
    run.dispose()
    expect(tf.memory().numTensors).toBe(base)
  })
})

function meanPictureOf(run: Run): () => Float32Array {
  const { train } = run.dataset
  const mean = new Float32Array(train.size)
  for (let i = 0; i < train.read; i++) {
    for (let p = 0; p < train.size; p++) mean[p] = (mean[p] as number) + (train.pixels[i * train.size + p] as number) / (255 * train.read)
  }
  return () => mean
}

function expectClose(found: Float32Array, expected: Float32Array): void {
  expect(found.length).toBe(expected.length)
  found.forEach((value, i) => {
    if (Math.abs(value - (expected[i] as number)) > 1e-5) throw new RangeError(`entry ${i}: found ${value}, expected ${expected[i]}`)
  })
}

describe('digits for the tests', () => {
  it('[D2] reads as many digits as a spec asks for', async () => {
    const data = await readDigits(smallSpec())
    expect([data.train.read, data.test.read]).toEqual([600, 100])
  })
})
