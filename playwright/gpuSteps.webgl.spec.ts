import type { Worker } from '@playwright/test'
import type * as tf from '@tensorflow/tfjs-core'
import { PRESETS } from '../src/spec/presets.ts'
import type { RunSpec } from '../src/spec/runSpec.ts'
import { countGlCalls, type GlCalls } from './fixtures/drawCalls.ts'
import { openEngine } from './fixtures/engineWorker.ts'
import { expect, test } from './fixtures/test.ts'

/** A software GPU compiles each shader at its first use. */
const COMPILE_MAX_MS = 120_000
const EPOCH_STEPS = 25

test.beforeEach(({ watch }) => {
  test.setTimeout(COMPILE_MAX_MS)
  watch.expectComplaints(/GL Driver Message|GPU stall|swiftshader/i)
})

/** A spec with an epoch of so many whole batches. */
function withShortEpochs(spec: RunSpec): RunSpec {
  return { ...spec, data: { ...spec.data, train: EPOCH_STEPS * spec.training.batchSize, test: 100 } }
}

/** What each of so many steps asks of the GPU. */
async function stepCalls(worker: Worker, spec: RunSpec, count: number): Promise<Omit<GlCalls, 'textures'>[]> {
  await countGlCalls(worker)
  return worker.evaluate(
    async ({ spec, count }) => {
      const { Dataset, datasetRequest, Run, platform, startBackend } = engine
      await startBackend('webgl', platform)
      const dataset = new Dataset(platform, datasetRequest(spec))
      await dataset.load()
      const run = new Run(spec, { platform, dataset })
      const steps = Array.from({ length: count }, () => {
        const before = { ...glCalls }
        run.tryStep()
        return { draws: glCalls.draws - before.draws, uploads: glCalls.uploads - before.uploads, readbacks: glCalls.readbacks - before.readbacks }
      })
      run.dispose()
      return steps
    },
    { spec, count },
  )
}

/** Each step between recorded losses uploads nothing but an epoch's order, reads nothing back and draws as often as the third, which is given. */
function expectQuiet(steps: Awaited<ReturnType<typeof stepCalls>>): number {
  const third = steps[2] as (typeof steps)[number]
  steps.forEach((calls, i) => {
    const step = i + 1
    // The first step makes the moments, and each tenth reads the mean loss.
    if (step <= 2 || step % 10 === 0 || step % 10 === 1) return
    expect(calls, `step ${step}`).toEqual({ draws: third.draws, uploads: step === EPOCH_STEPS + 1 ? 1 : 0, readbacks: 0 })
  })
  return third.draws
}

for (const { name, drawsMax, widths } of [
  { name: 'vanilla', drawsMax: 24, widths: [32, 784] },
  { name: 'multilayer', drawsMax: 68, widths: [128, 64, 2, 64, 128, 784] },
  // One for the noise, one for the slope of relu.
  { name: 'denoising', drawsMax: 26, widths: [128, 784] },
] as const) {
  test(`[E42] a step of ${name} on webgl uploads nothing, reads nothing back, and draws as often as every other`, async ({ page }) => {
    const worker = await openEngine(page)
    const steps = await stepCalls(worker, withShortEpochs(PRESETS[name].spec), 32)
    const draws = expectQuiet(steps)
    // Each tenth reads the mean loss, which draws once; the next begins a new sum, which saves adding to it.
    for (const tenth of [10, 20, 30]) {
      expect(steps[tenth - 1], `step ${tenth}`).toEqual({ draws: draws + 1, uploads: 0, readbacks: 1 })
      expect(steps[tenth], `step ${tenth + 1}`).toEqual({ draws: draws - 1, uploads: 0, readbacks: 0 })
    }
    expect(draws).toBeLessThanOrEqual(drawsMax)
    const fitStep = await worker.evaluate(
      async (widths) => {
        const { tf, tfl } = engine
        const net = tfl.sequential()
        widths.forEach((units, i) => {
          const activation = units === 784 ? 'sigmoid' : units === 32 || units === 2 ? 'linear' : 'relu'
          net.add(tfl.layers.dense({ units, activation, ...(i === 0 && { inputShape: [784] }) }))
        })
        net.compile({ optimizer: tf.train.adam(0.01, 0.9, 0.999, 1e-7), loss: 'binaryCrossentropy' })
        const fitDraws: number[] = []
        for (const batches of [1, 2, 4]) {
          const x = tf.randomUniform([batches * 128, 784])
          const before = glCalls.draws
          await net.fit(x, x, { batchSize: 128, epochs: 1, verbose: 0 })
          fitDraws.push(glCalls.draws - before)
        }
        return ((fitDraws[2] as number) - (fitDraws[1] as number)) / 2
      },
      [...widths],
    )
    expect(fitStep).toBeGreaterThan(0)
    test.info().annotations.push({ type: 'draw calls a step', description: `${draws}; model.fit ${fitStep}` })
    expect(draws / fitStep).toBeLessThanOrEqual(1 / 3)
  })
}

const { spec: deep } = PRESETS.multilayer
const shallow = { ...deep, model: { encoder: [], latent: { units: 24, activation: 'sigmoid' } } } as const
const points = {
  ...deep,
  data: { name: 'swiss-roll' },
  loss: 'mse',
  model: { encoder: [{ type: 'dense', units: 32, activation: 'relu' }], latent: { units: 2, activation: 'linear' } },
} as const

for (const { what, spec } of [
  { what: 'masking', spec: { ...PRESETS.denoising.spec, corruption: { type: 'masking', rate: 0.5 } } },
  { what: 'salt and pepper of a range', spec: { ...PRESETS.denoising.spec, corruption: { type: 'salt-and-pepper', rate: [0.1, 0.5] } } },
  {
    what: 'a variational code that warms up',
    spec: { ...deep, model: { ...deep.model, latent: { units: 2, activation: 'linear', variational: { beta: 1, warmupEpochs: 2 } } } },
  },
  { what: 'a contractive penalty along a direction', spec: { ...deep, regularizers: [{ type: 'contractive', weight: 1e-4 }] } },
  { what: 'weight decay', spec: { ...deep, regularizers: [{ type: 'weight-decay', weight: 1e-4 }] } },
  { what: 'L1 on the code', spec: { ...deep, regularizers: [{ type: 'l1', weight: 1e-4 }] } },
  { what: 'a target for the activity', spec: { ...shallow, regularizers: [{ type: 'kl', weight: 1e-3, target: 0.1 }] } },
  { what: 'the largest of a code', spec: { ...shallow, model: { encoder: [], latent: { units: 24, activation: 'relu', topK: 6 } } } },
  { what: 'points in space', spec: points },
] as const) {
  test(`[E42] a step on webgl with ${what} uploads nothing either, reads nothing back, and draws as often as every other`, async ({ page }) => {
    const steps = await stepCalls(await openEngine(page), withShortEpochs(spec as RunSpec), 28)
    const draws = expectQuiet(steps)
    // As with Gaussian noise.
    if ('corruption' in spec) expect(draws).toBeLessThanOrEqual(26)
    test.info().annotations.push({ type: 'draw calls a step', description: String(draws) })
  })
}

const { spec: vanilla } = PRESETS.vanilla
/** Small, since a software GPU draws two hundred batches of noise. */
const denoising: RunSpec = { ...PRESETS.denoising.spec, training: { ...PRESETS.denoising.spec.training, batchSize: 31 } }

const variationalPoints = {
  ...points,
  model: { encoder: [], latent: { units: 2, activation: 'linear', variational: { beta: 1 } } },
} as const

for (const { what, optimizer, spec } of [
  { what: 'vanilla', optimizer: 'adam', spec: vanilla },
  { what: 'denoising', optimizer: 'momentum', spec: denoising },
  { what: 'vanilla, mse', optimizer: 'rmsprop', spec: { ...vanilla, loss: 'mse' } },
  { what: 'masked points, a variational code', optimizer: 'sgd', spec: { ...variationalPoints, corruption: { type: 'masking', rate: [0, 1] } } },
  { what: 'denoising, one strength', optimizer: 'sgd', spec: { ...denoising, corruption: { type: 'gaussian', sigma: 0.4 } } },
] as const) {
  test(`[E44] two hundred steps on webgl (${what}, ${optimizer}) leave no tensor and no texture behind, a disposed run none at all`, async ({
    page,
  }) => {
    const worker = await openEngine(page)
    await countGlCalls(worker)
    const { held, base, after } = await worker.evaluate(
      async (spec) => {
        const { Dataset, datasetRequest, Run, platform, settleGpu, startBackend, tf } = engine
        await startBackend('webgl', platform)
        const dataset = new Dataset(platform, datasetRequest(spec))
        await dataset.load()
        const holding = () => {
          const { numTensors, numBytesInGPU } = tf.memory() as tf.MemoryInfo & { numBytesInGPU: number }
          return { numTensors, numBytesInGPU, dataIds: tf.backend().numDataIds(), textures: glCalls.textures }
        }
        // Numbers that the backend keeps for ever come with the first run.
        let run = new Run(spec, { platform, dataset })
        for (let step = 0; step < 70; step++) run.tryStep()
        run.dispose()
        const base = holding()
        run = new Run(spec, { platform, dataset })
        const held: ReturnType<typeof holding>[] = []
        for (let step = 1; step <= 205; step++) {
          run.tryStep()
          if (step % 10 === 5) await settleGpu(platform)
          if (step === 5 || step === 205) held.push(holding())
        }
        run.dispose()
        return { held, base, after: holding() }
      },
      { ...withShortEpochs(spec as RunSpec), training: { ...spec.training, optimizer, learningRate: 0.001, epochs: 20 } },
    )
    expect(held[1]).toEqual(held[0])
    expect(after).toEqual({ ...base, textures: after.textures })
  })
}

/** One of each activation. */
const HIDDEN = (['relu', 'leaky-relu', 'elu', 'sigmoid', 'tanh'] as const).map((activation, i) => ({
  type: 'dense' as const,
  units: 40 - 5 * i,
  activation,
}))

for (const { loss, output } of [
  { loss: 'bce', output: 'sigmoid' },
  { loss: 'mse', output: 'sigmoid' },
  { loss: 'mse', output: 'linear' },
] as const) {
  test(`[E48] the gradients of ${loss} with a ${output} output are the same on webgl as on cpu, for every activation`, async ({ page }) => {
    const spec: RunSpec = {
      version: 1,
      data: { name: 'mnist', train: 260, test: 100 },
      model: { encoder: HIDDEN, latent: { units: 7, activation: 'linear' }, output },
      loss,
      // A step of sgd at rate 1 moves the weights by their gradient.
      training: { steps: 10, batchSize: 130, optimizer: 'sgd', learningRate: 1, schedule: 'constant' },
      seed: 3,
    }
    const worker = await openEngine(page)
    const { gradients, losses } = await worker.evaluate(async (spec) => {
      const { Dataset, datasetRequest, Run, platform, startBackend } = engine
      const dataset = new Dataset(platform, datasetRequest(spec))
      await dataset.load()
      const gradients: number[][][] = []
      const losses: number[] = []
      for (const backend of ['cpu', 'webgl'] as const) {
        await startBackend(backend, platform)
        const run = new Run(spec, { platform, dataset })
        const before = run.weights().layers
        run.tryStep()
        losses.push(run.trainLoss as number)
        const difference = (after: Float32Array, former: Float32Array) => [...after].map((value, i) => value - (former[i] as number))
        gradients.push(
          run
            .weights()
            .layers.flatMap(({ kernel, bias }, i) => [
              difference(kernel, before[i]?.kernel as Float32Array),
              difference(bias, before[i]?.bias as Float32Array),
            ]),
        )
        run.dispose()
      }
      return { gradients, losses }
    }, spec)
    const [onCpu, onWebgl] = gradients as [number[][], number[][]]
    onCpu.forEach((expected, i) => {
      const size = Math.hypot(...expected)
      const error = Math.hypot(...expected.map((value, k) => value - (onWebgl[i]?.[k] as number)))
      expect(size, `gradient ${i}`).toBeGreaterThan(0)
      // Weights of about 0.1 are stored to 1e-8, which is what the difference of two of them is good to.
      expect(error, `gradient ${i}`).toBeLessThan(1e-3 * size + 1e-8 * Math.sqrt(expected.length))
    })
    expect(Math.abs((losses[1] as number) / (losses[0] as number) - 1)).toBeLessThan(1e-5)
  })
}

test('[E46] real steps are timed on webgl, and nothing stays behind', async ({ page }) => {
  const worker = await openEngine(page)
  const found = await worker.evaluate(async (spec) => {
    const { describeGpu, platform, probeSteps, tf } = engine
    await probeSteps(spec, { platform, backend: 'webgl', steps: 1 })
    const { numTensors } = tf.memory()
    const { stepMs } = await probeSteps(spec, { platform, backend: 'webgl', steps: 5 })
    return { stepMs, left: tf.memory().numTensors - numTensors, gpu: describeGpu() }
  }, withShortEpochs(vanilla))
  expect(found.stepMs).toBeGreaterThan(0)
  expect(found.left).toBe(0)
  expect(found.gpu).toMatchObject({ isReal: false, renderer: expect.stringMatching(/swiftshader/i) })
})

test('[E48] with plain kernels webgl computes by tfjs alone', async ({ page }) => {
  const worker = await openEngine(page)
  const own = await worker.evaluate(async () => {
    const { platform, startBackend, tf } = engine
    const names = () => tf.getKernelsForBackend('webgl').map(({ kernelName }) => kernelName)
    await startBackend('webgl', platform, { kernels: 'plain' })
    return names().filter((name) => name.startsWith('Hourglass'))
  })
  expect(own).toEqual([])
})

test('[E59] where the GPU renders half floats only, no program of ours is taken, and training goes on', async ({ page }) => {
  const worker = await openEngine(page)
  const { own, loss } = await worker.evaluate(
    async (spec) => {
      const { Dataset, datasetRequest, Run, platform, startBackend, tf } = engine
      await startBackend('webgl', platform, { kernels: 'plain' })
      tf.env().set('WEBGL_FORCE_F16_TEXTURES', true)
      tf.env().set('WEBGL_RENDER_FLOAT32_ENABLED', false)
      // As a phone would start it: from the beginning.
      const factory = tf.findBackendFactory('webgl')
      tf.removeBackend('webgl')
      tf.registerBackend('webgl', factory)
      await startBackend('webgl', platform)
      const dataset = new Dataset(platform, datasetRequest(spec))
      await dataset.load()
      const run = new Run(spec, { platform, dataset })
      for (let step = 0; step < 10; step++) run.tryStep()
      const loss = run.trainLoss as number
      run.dispose()
      const names = tf.getKernelsForBackend('webgl').map(({ kernelName }) => kernelName)
      return { own: names.filter((name) => name.startsWith('Hourglass')), loss }
    },
    withShortEpochs({ ...denoising, training: { ...denoising.training, optimizer: 'sgd', learningRate: 0.1 } }),
  )
  expect(own).toEqual([])
  // ln 2 is what a network that knows nothing has.
  expect(loss).toBeGreaterThan(0.1)
  expect(loss).toBeLessThan(0.75)
})
