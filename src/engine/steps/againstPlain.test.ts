import { describe, expect, it } from 'vitest'
import { PRESETS } from '../../spec/presets.ts'
import { stepsPerEpoch, testCount } from '../../spec/runLength.ts'
import type { RunSpec } from '../../spec/runSpec.ts'
import { openRun, smallSpec, takeSteps, useBackend } from '../../testing/digits.ts'
import { TESTED_BUILDS } from '../../testing/kernels.ts'
import type { Checkpoint } from '../checkpoint.ts'
import { activePack } from '../kernels/wasm/pack.ts'
import type { BackendName } from '../metrics.ts'

const STATES = 20
const RELATIVE = 1e-5
const WHOLE_RUN_RELATIVE = 0.005

const CONV = { type: 'conv', filters: 2, kernel: 3, stride: 2, activation: 'relu' }
const CONTRACTIVE = { type: 'contractive', weight: 0.1 }

interface Compared {
  readonly spec: RunSpec
  /** Where plain tfjs computes. It has no gradient of a convolution on wasm. */
  readonly oracle?: BackendName
  /** The step of the first state. */
  readonly begin?: number
}

const small = (changes: Record<string, unknown> = {}): Compared => ({ spec: smallSpec({ ...changes, 'training.steps': 2 * STATES }) })

const COMPARED: readonly [string, Compared][] = [
  ['multilayer', small()],
  ['straight to the bottleneck', small({ 'model.encoder': [], 'model.latent.units': 32 })],
  ['noise, mse', small({ 'corruption.sigma': 0.4, loss: 'mse' })],
  ['a variational code', small({ 'model.latent.variational': { beta: 1, warmupEpochs: 2 } })],
  // Adam divides a gradient by its own size, however little of it there is.
  ['contractive, momentum', small({ 'model.latent.activation': 'sigmoid', regularizers: [CONTRACTIVE], 'training.optimizer': 'momentum' })],
  ['sgd', small({ 'training.optimizer': 'sgd', 'training.learningRate': 0.5 })],
  ['rmsprop', small({ 'training.optimizer': 'rmsprop' })],
  ['tied weights', small({ 'model.tied': true })],
  ['top-k', small({ 'model.latent.topK': 3 })],
  // Few filters and pictures: tfjs's convolutions on cpu take their time.
  [
    'convolutions',
    { ...small({ 'model.encoder': [CONV, { ...CONV, filters: 3, activation: 'leaky-relu' }], 'training.batchSize': 9 }), oracle: 'cpu' },
  ],
  // Not from its very first step: of a gradient no larger than Adam's epsilon, which some of its biases have there, the last places are in the weight.
  ['the vanilla preset', { spec: PRESETS.vanilla.spec, begin: 2 }],
]

const WHOLE_RUNS: readonly [string, RunSpec][] = [
  ['multilayer, small', smallSpec({ 'training.steps': 200 })],
  ['the vanilla preset on fewer pictures', fewerPictures(PRESETS.vanilla.spec, 0)],
  ['the vanilla preset on fewer pictures, another seed', fewerPictures(PRESETS.vanilla.spec, 1)],
]
/** Test losses without the pack, the same for both builds. */
const plainEnds = new Map<string, number>()

describe.each(TESTED_BUILDS)('the kernel pack, %s build, against plain tfjs', (build) => {
  it.each(COMPARED)(
    '[E51] %s: one step from each of twenty states along a run agrees in every weight, moment and loss',
    async (_name, { spec, oracle = 'wasm', begin = 0 }) => {
      await useBackend('wasm', build)
      expect(activePack()?.build).toBe(build)
      const steps = await stepsAlong(spec, begin)
      await useBackend(oracle, 'plain')
      for (const { from, to } of steps) {
        const plain = await openRun(spec)
        plain.resume(from)
        takeSteps(plain, 1)
        expectSameStep({ from, to }, plain.checkpoint())
        plain.dispose()
      }
    },
  )

  it.each(WHOLE_RUNS)('[E52] %s: a whole run ends within half a percent of the one without the pack', async (name, spec) => {
    await useBackend('wasm', build)
    const withPack = await endOf(spec)
    await useBackend('wasm', 'plain')
    const without = plainEnds.get(name) ?? (await endOf(spec))
    plainEnds.set(name, without)
    expect(Math.abs(withPack / without - 1)).toBeLessThan(WHOLE_RUN_RELATIVE)
  })
})

interface Step {
  readonly from: Checkpoint
  readonly to: Checkpoint
}

/** Twenty single steps, spread over the whole of a run. None is a multiple of ten, at which the losses that were summed up are cleared. */
async function stepsAlong(spec: RunSpec, begin: number): Promise<Step[]> {
  const run = await openRun(spec)
  takeSteps(run, begin)
  const planned = spec.training.steps ?? (spec.training.epochs as number) * stepsPerEpoch(spec)
  const stride = 2 * Math.floor(planned / STATES / 2)
  const steps: Step[] = []
  while (steps.length < STATES) {
    const from = run.checkpoint()
    takeSteps(run, 1)
    steps.push({ from, to: run.checkpoint() })
    takeSteps(run, stride - 1)
  }
  run.dispose()
  return steps
}

/** The test loss that a whole run ends with. */
async function endOf(spec: RunSpec): Promise<number> {
  const run = await openRun(spec)
  while (!run.isDone) takeSteps(run, 1)
  const measured = await run.measure(testCount(spec))
  run.dispose()
  return measured?.loss as number
}

/** 160 steps. */
function fewerPictures(spec: RunSpec, seed: number): RunSpec {
  return { ...spec, data: { ...spec.data, train: 2_000, test: 500 }, training: { ...spec.training, epochs: 10 }, seed }
}

/** To 1e-5 of the array's largest value: a number that is itself the rest of a cancellation has no digits to compare. */
function expectSameStep({ from, to }: Step, expected: Checkpoint): void {
  expect([to.step, to.lossCount]).toEqual([from.step + 1, from.lossCount + 1])
  expect([expected.step, expected.lossCount]).toEqual([to.step, to.lossCount])
  expectSameArray(lossesOf(from, to), lossesOf(from, expected))
  const arrays = ({ weights, optimizer }: Checkpoint) => [...weights.layers.flatMap(({ kernel, bias }) => [kernel, bias]), ...optimizer.slots]
  expect(arrays(to).length).toBe(arrays(expected).length)
  arrays(to).forEach((values, i) => {
    expectSameArray(values, arrays(expected)[i] as Float32Array)
  })
}

/** What the one step added: its loss, then each term. */
function lossesOf(from: Checkpoint, to: Checkpoint): number[] {
  return to.lossSums.map((sum, i) => sum - (from.lossSums[i] ?? 0))
}

/** A NaN is in neither. */
function expectSameArray(found: ArrayLike<number>, expected: ArrayLike<number>): void {
  const values = Array.from(expected)
  const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
  const gap = values.reduce((most, value, i) => Math.max(most, Math.abs(value - (found[i] as number))), 0)
  expect(found.length).toBe(expected.length)
  expect(found.length).toBeGreaterThan(0)
  expect(gap).toBeLessThanOrEqual(RELATIVE * largest)
}
