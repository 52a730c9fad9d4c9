import * as tf from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { planNetwork } from '../../spec/network.ts'
import type { RunSpec } from '../../spec/runSpec.ts'
import { openRun, readDigits, smallSpec, takeSteps, useBackend, weightsOf } from '../../testing/digits.ts'
import type { Dataset } from '../data/dataset.ts'
import { forward } from '../forward.ts'
import { activePack, type KernelPack } from '../kernels/wasm/pack.ts'
import { Autoencoder } from '../models/autoencoder.ts'
import { LOSS_FUNCTIONS, type Loss } from '../objectives/losses.ts'
import { createObjective } from '../objectives/objective.ts'
import { Optimizer } from '../optimizers/optimizer.ts'
import type { Batch } from './batch.ts'
import { LossSum } from './lossSum.ts'
import { ReplayedSteps } from './replayedSteps.ts'
import { TapeSteps } from './tapeSteps.ts'
import type { Stepper, Trainable } from './trainable.ts'

const MANY_BYTES = 64 * 2 ** 20
const RATE = 0.02

const CONTRACTIVE = { type: 'contractive', weight: 0.1 }
const L1 = { type: 'l1', weight: 0.01 }
const KL = { type: 'kl', weight: 0.05, target: 0.1 }
const DECAY = { type: 'weight-decay', weight: 0.001 }
const CONV = { type: 'conv', filters: 4, kernel: 3, stride: 2, activation: 'relu' }
const POOL = { type: 'max-pool', size: 2 }
const DENSE = { type: 'dense', units: 16, activation: 'relu' }
const CODE = { ...CONV, filters: 2, activation: 'linear' }
const SIGMOID_CODE = { 'model.latent.activation': 'sigmoid' }

function openTrainable(spec: RunSpec, { train: pictures }: Dataset, loss: Loss = LOSS_FUNCTIONS[spec.loss]): Trainable {
  const model = new Autoencoder(planNetwork(spec), spec.seed)
  return { pictures, model, optimizer: new Optimizer(spec.training.optimizer, model.variables), objective: createObjective(spec, model, loss) }
}

/** Batches of these many rows, one after another through the file. */
function batchesOf(rows: readonly number[], { corruption, seed }: RunSpec): Batch[] {
  const order = Uint32Array.from({ length: 600 }, (_, i) => (i * 7) % 600)
  let from = 0
  return rows.map((count, step) => {
    if (from + count > order.length) from = 0
    from += count
    const moment = { seed, step, epoch: 0 }
    return { order, from: from - count, to: from, moment, ...(corruption && { noise: { corruption, seed, step, range: [0, 1] as const } }) }
  })
}

/** Every number that training leaves: losses, weights, moments. */
function trainAll(trained: Trainable, stepper: Stepper, batches: readonly Batch[], between: () => void = () => {}) {
  const losses = batches.map((batch) => {
    const sum = new LossSum()
    stepper.take(batch, RATE, sum)
    between()
    return sum.sums
  })
  stepper.settleWeights()
  stepper.settleOptimizer()
  const [weights, slots] = [trained.model.variables, trained.optimizer.slots].map((list) => list.map((variable) => [...variable.dataSync()]))
  return { losses, weights, slots }
}

function close({ model, optimizer }: Trainable, stepper: Stepper): void {
  stepper.dispose()
  optimizer.dispose()
  model.dispose()
}

describe('ReplayedSteps', () => {
  let dataset: Dataset
  let pack: KernelPack

  beforeAll(async () => {
    await useBackend('wasm', 'simd')
    pack = activePack() as KernelPack
    dataset = await readDigits(smallSpec())
  })

  it.each([
    ['multilayer', {}],
    ['straight to the bottleneck', { 'model.encoder': [] }],
    ['one number as the code', { 'model.latent.units': 1 }],
    ['noise', { 'corruption.sigma': [0, 0.6] }],
    ['mse', { loss: 'mse' }],
    ['mse, linear output', { loss: 'mse', 'model.output': 'linear' }],
    ['leaky-relu', { 'model.encoder.0.activation': 'leaky-relu' }],
    ['elu', { 'model.encoder.0.activation': 'elu' }],
    ['sigmoid', { 'model.encoder.0.activation': 'sigmoid' }],
    ['tanh', { 'model.encoder.0.activation': 'tanh' }],
    ['a relu code', { 'model.latent.activation': 'relu' }],
    ['odd widths', { 'model.encoder.0.units': 37, 'model.latent.units': 5 }],
    ['sgd', { 'training.optimizer': 'sgd' }],
    ['momentum', { 'training.optimizer': 'momentum' }],
    ['rmsprop', { 'training.optimizer': 'rmsprop' }],
    ['a variational code', { 'model.latent.variational': { beta: 1, warmupEpochs: 2 } }],
    [
      'a variational code of odd width, straight to the bottleneck',
      { 'model.encoder': [], 'model.latent': { units: 3, activation: 'linear', variational: { beta: 4 } } },
    ],
    ['contractive, one sigmoid layer', { 'model.encoder': [], 'model.latent.activation': 'sigmoid', regularizers: [CONTRACTIVE] }],
    ['contractive, one relu layer', { 'model.encoder': [], 'model.latent.activation': 'relu', regularizers: [CONTRACTIVE] }],
    ['contractive, two layers', { 'model.latent.activation': 'tanh', regularizers: [CONTRACTIVE] }],
    ['contractive and noise', { 'corruption.sigma': 0.3, regularizers: [CONTRACTIVE] }],
    ['l1', { 'model.latent.activation': 'relu', regularizers: [L1] }],
    ['kl', { 'model.latent.activation': 'sigmoid', regularizers: [KL] }],
    ['weight decay', { regularizers: [DECAY] }],
    ['top-k', { 'model.latent.topK': 3 }],
    ['tied weights', { 'model.tied': true }],
    ['tied weights, straight to the bottleneck', { 'model.tied': true, 'model.encoder': [] }],
    ['contractive, tied weights, one layer', { ...SIGMOID_CODE, 'model.tied': true, 'model.encoder': [], regularizers: [CONTRACTIVE] }],
    ['contractive, tied weights, two layers', { ...SIGMOID_CODE, 'model.tied': true, regularizers: [CONTRACTIVE] }],
    ['top-k, tied weights', { 'model.tied': true, 'model.latent.topK': 3 }],
    ['top-k, l1 and weight decay', { 'model.latent.topK': 3, regularizers: [L1, DECAY] }],
    ['kl, l1, weight decay, tied weights and noise', { ...SIGMOID_CODE, 'model.tied': true, regularizers: [KL, L1, DECAY], 'corruption.sigma': 0.3 }],
    [
      'top-k of a sigmoid code, kl, mse, momentum',
      { ...SIGMOID_CODE, 'model.latent.topK': 5, regularizers: [KL], loss: 'mse', 'training.optimizer': 'momentum' },
    ],
    ['convolutions', { 'model.encoder': [CONV, { ...CONV, filters: 6, activation: 'leaky-relu' }] }],
    ['convolutions and dense layers', { 'model.encoder': [{ ...CONV, kernel: 5, stride: 3 }, DENSE], 'corruption.sigma': 0.3 }],
    ['a convolutional code, pooling and upsampling', { 'model.encoder': [{ ...CONV, stride: 1 }, POOL, CONV], 'model.latent': CODE }],
  ] as [string, Record<string, unknown>][])('[E50] %s: replayed steps are those of the tape with the same kernels, to the bit', (_name, changes) => {
    const spec = smallSpec(changes)
    const batches = batchesOf([64, 64, 64, 7, 64, 7, 1, 64, 1], spec)
    const [taped, replayed] = [openTrainable(spec, dataset), openTrainable(spec, dataset)]
    const [tape, replay] = [new TapeSteps(taped), new ReplayedSteps(replayed, pack)]
    const expected = trainAll(taped, tape, batches)
    expect(trainAll(replayed, replay, batches)).toEqual(expected)
    expect([replay.isReplaying(64), replay.isReplaying(7)]).toEqual([true, true])
    close(taped, tape)
    close(replayed, replay)
  })

  it('[E50] the heap may grow between steps', () => {
    const spec = smallSpec()
    const batches = batchesOf([64, 64, 64, 64, 64], spec)
    const [taped, replayed] = [openTrainable(spec, dataset), openTrainable(spec, dataset)]
    const [tape, replay] = [new TapeSteps(taped), new ReplayedSteps(replayed, pack)]
    const expected = trainAll(taped, tape, batches)
    const held: number[] = []
    const before = pack.heap.memory.buffer.byteLength
    const found = trainAll(replayed, replay, batches, () => held.push(pack.heap.allocate(MANY_BYTES)))
    expect(pack.heap.memory.buffer.byteLength).toBeGreaterThan(before)
    for (const address of held) pack.heap.release(address)
    expect(found).toEqual(expected)
    close(taped, tape)
    close(replayed, replay)
  })

  it.each([
    ['as the loss', (logits: tf.Tensor2D, target: tf.Tensor2D) => tf.losses.sigmoidCrossEntropy(target, logits) as tf.Scalar],
    ['before the loss', (logits: tf.Tensor2D, target: tf.Tensor2D) => LOSS_FUNCTIONS.bce.objective(tf.mul(logits, 1.25), target, 'sigmoid')],
  ])('[E50] what the pack has no kernel for, %s, goes through the tape every time', (_name, objective) => {
    const spec = smallSpec()
    const odd: Loss = { ...LOSS_FUNCTIONS.bce, objective }
    const batches = batchesOf([64, 64, 64, 64], spec)
    const [taped, steps] = [openTrainable(spec, dataset, odd), openTrainable(spec, dataset, odd)]
    const [tape, stepper] = [new TapeSteps(taped), new ReplayedSteps(steps, pack)]
    const expected = trainAll(taped, tape, batches)
    expect(trainAll(steps, stepper, batches)).toEqual(expected)
    expect(stepper.isReplaying(64)).toBe(false)
    close(taped, tape)
    close(steps, stepper)
  })

  it('[E50] tensors and heap are flat over steps, and as before once it is disposed', () => {
    const spec = smallSpec()
    const tensors = tf.memory().numTensors
    const sizes: number[] = []
    for (let round = 0; round < 30; round++) {
      const trained = openTrainable(spec, dataset)
      const stepper = new ReplayedSteps(trained, pack)
      trainAll(trained, stepper, batchesOf([64, 64], spec))
      const inRun = tf.memory().numTensors
      trainAll(trained, stepper, batchesOf([64, 64, 64, 64, 64], spec), () => stepper.keepWeights())
      expect(tf.memory().numTensors).toBe(inRun)
      close(trained, stepper)
      sizes.push(pack.heap.memory.buffer.byteLength)
    }
    expect(tf.memory().numTensors).toBe(tensors)
    expect(sizes.at(-1)).toBe(sizes[3])
  })

  it('[E50] what tfjs predicts after replayed steps rests on the new weights, whatever it looked at before', async () => {
    const run = await openRun(smallSpec())
    takeSteps(run, 2)
    const picture = tf.tensor2d(new Float32Array(784).fill(0.3), [1, 784])
    const predict = () => run.model.decode(run.model.encode(picture)).dataSync()
    const before = predict()
    takeSteps(run, 10)
    const expected = forward(run.weights().layers, new Float32Array(784).fill(0.3))
    const after = predict()
    expect(after).not.toEqual(before)
    after.forEach((value, i) => {
      expect(Math.abs(value - (expected[i] as number))).toBeLessThan(1e-5)
    })
    run.dispose()
  })

  it('[E50] the same run again gives the same numbers to the bit', async () => {
    await useBackend('wasm', 'simd')
    const weights: Float32Array[] = []
    for (const stops of [[20], [3, 17], [1, 1, 8, 10]]) {
      const run = await openRun(smallSpec())
      for (const steps of stops) {
        takeSteps(run, steps)
        await run.measure(100)
      }
      weights.push(weightsOf(run))
      run.dispose()
    }
    expect(weights[1]).toEqual(weights[0])
    expect(weights[2]).toEqual(weights[0])
  })
})
