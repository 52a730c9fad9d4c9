import { endless, lasting, small } from './fixtures/specs.ts'
import { expect, test } from './fixtures/test.ts'

const BASE_METRICS = [
  'runId',
  'step',
  'epoch',
  'samplesSeen',
  'trainLoss',
  'testLoss',
  'testMse',
  'testSamples',
  'imagesPerSecond',
  'stepMs',
  'backend',
  'parameters',
  'status',
  'edited',
]
const FLOAT_TOLERANCE = 1e-5

test.beforeEach(({ app }) => app.open())

test('[K1] version is text, ready a promise, all else calls', async ({ page }) => {
  const kinds = await page.evaluate(() =>
    Object.entries(window.hourglass).map(([name, value]) => [name, value instanceof Promise ? 'promise' : typeof value]),
  )
  const calls = [
    'load',
    'spec',
    'shape',
    'set',
    'play',
    'pause',
    'step',
    'train',
    'reset',
    'metrics',
    'history',
    'sample',
    'corrupt',
    'encode',
    'decode',
  ]
  const more = ['reconstruct', 'scores', 'activations', 'weights', 'backend', 'memory', 'timings', 'lanes', 'fork', 'select', 'remove']
  expect(Object.fromEntries(kinds)).toEqual({
    version: 'string',
    ready: 'promise',
    ...Object.fromEntries([...calls, ...more].map((name) => [name, 'function'])),
  })
})

test('[K2] metrics have exactly the documented fields', async ({ app }) => {
  await app.hourglass.load(small('vanilla'))
  expect(Object.keys(await app.hourglass.metrics()).sort()).toEqual([...BASE_METRICS].sort())
  const done = await app.hourglass.train()
  expect(Object.keys(done).sort()).toEqual([...BASE_METRICS, 'pcaMse'].sort())
  expect(done.imagesPerSecond).toBeGreaterThan(0)
  expect(done.stepMs).toBeGreaterThan(0)
  for (const [preset, applying] of [
    ['denoising', ['testLossClean', 'psnrNoisy', 'psnrDenoised', 'activeShare', 'deadUnits']],
    ['sparse', ['terms', 'activeShare', 'deadUnits']],
    ['variational', ['terms', 'kl', 'elbo']],
  ] as const) {
    await app.hourglass.load(small(preset))
    expect(Object.keys(await app.hourglass.train()).sort()).toEqual([...BASE_METRICS, 'pcaMse', ...applying].sort())
  }
})

test('[K3] load gives a fresh, idle run; spec and shape describe it', async ({ app }) => {
  await app.hourglass.load('denoising')
  expect(await app.hourglass.metrics()).toMatchObject({ status: 'idle', step: 0 })
  expect(await app.hourglass.shape()).toEqual({ input: [28, 28, 1], latent: [128] })
  await app.hourglass.load(small('multilayer'))
  expect(await app.hourglass.spec()).toEqual(small('multilayer'))
})

test('[K4] set says which weights were kept', async ({ app }) => {
  await app.hourglass.load(endless('multilayer'))
  await app.hourglass.step(2)
  expect(await app.hourglass.set('training.learningRate', 0.001)).toEqual({ kept: 'all' })
  expect(await app.hourglass.metrics()).toMatchObject({ step: 2, edited: true })
  expect(await app.hourglass.set('model.latent.units', 4)).toEqual({ kept: 'some' })
  expect(await app.hourglass.set('seed', 7)).toEqual({ kept: 'none' })
  expect(await app.hourglass.spec()).toMatchObject({ seed: 7, model: { latent: { units: 4 } }, training: { learningRate: 0.001 } })
})

test('[K5] train goes so many steps or epochs, or to the end; on a finished run a further cycle', async ({ app }) => {
  await app.hourglass.load(lasting('vanilla', { epochs: 2 }))
  expect(await app.hourglass.train({ steps: 5 })).toMatchObject({ samplesSeen: 640, step: 5, status: 'paused' })
  expect(await app.hourglass.train({ epochs: 1 })).toMatchObject({ samplesSeen: 10_640, status: 'paused' })
  expect(await app.hourglass.train()).toMatchObject({ samplesSeen: 20_000, step: 158, status: 'done' })
  expect(await app.hourglass.train({ steps: 7 })).toMatchObject({ step: 165, status: 'done' })
})

test('[K6] sample gives pictures in the data’s range, corrupt the same noise for the same seed', async ({ app }) => {
  const { inputs, labels } = await app.hourglass.sample({ split: 'test', from: 0, count: 4 })
  expect(labels).toEqual([7, 2, 1, 0])
  expect(inputs.map((input) => input.length)).toEqual([784, 784, 784, 784])
  const noise = { type: 'gaussian', sigma: 0.5 } as const
  const noisy = await app.hourglass.corrupt(inputs, noise, 1)
  expect(Math.min(...noisy.flat())).toBe(0)
  expect(Math.max(...noisy.flat())).toBe(1)
  expect(noisy).not.toEqual(inputs)
  expect(await app.hourglass.corrupt(inputs, noise, 1)).toEqual(noisy)
  expect(await app.hourglass.corrupt(inputs, noise, 2)).not.toEqual(noisy)
})

test('[K7] reconstruct is decode of encode, scores are its mean square errors, activations hold the code', async ({ app }) => {
  await app.hourglass.load(small('multilayer'))
  await app.hourglass.train()
  const { inputs } = await app.hourglass.sample({ split: 'test', from: 10, count: 3 })
  const codes = await app.hourglass.encode(inputs)
  const rebuilt = await app.hourglass.reconstruct(inputs)
  expect(codes.map((code) => code.length)).toEqual([2, 2, 2])
  expect(largestDifference(rebuilt.flat(), (await app.hourglass.decode(codes)).flat())).toBeLessThan(FLOAT_TOLERANCE)
  const errors = rebuilt.map((picture, i) => meanSquare(picture, inputs[i] as number[]))
  expect(largestDifference(await app.hourglass.scores(inputs), errors)).toBeLessThan(FLOAT_TOLERANCE)
  const layers = await app.hourglass.activations(inputs[0] as number[])
  expect(layers.map(({ layer, values }) => [layer, values.length])).toEqual([
    ['encoder 1', 128],
    ['encoder 2', 64],
    ['latent', 2],
    ['decoder 1', 64],
    ['decoder 2', 128],
    ['output', 784],
  ])
  expect(largestDifference(layers[2]?.values as number[], codes[0] as number[])).toBeLessThan(FLOAT_TOLERANCE)
  expect(largestDifference(layers[5]?.values as number[], rebuilt[0] as number[])).toBeLessThan(FLOAT_TOLERANCE)
})

test('[K8] weights come layer by layer, and give the first layer’s activations', async ({ app }) => {
  await app.hourglass.load(small('vanilla'))
  await app.hourglass.step(3)
  const { kernel, bias, shape } = await app.hourglass.weights(0)
  expect([kernel.length, bias.length, shape]).toEqual([784 * 32, 32, [784, 32]])
  expect((await app.hourglass.weights(1)).shape).toEqual([32, 784])
  const { inputs } = await app.hourglass.sample({ split: 'test', from: 0, count: 1 })
  const [input] = inputs as [number[]]
  const byHand = bias.map((b, unit) => input.reduce((sum, x, i) => sum + x * (kernel[i * 32 + unit] as number), b))
  expect(largestDifference((await app.hourglass.encode([input]))[0] as number[], byHand)).toBeLessThan(FLOAT_TOLERANCE)
})

test('[K9] backend, memory and timings answer in their shapes', async ({ app }) => {
  expect(await app.hourglass.backend()).toEqual({ name: 'wasm', measured: null })
  const { tensors, bytes, wasmBytes } = await app.hourglass.memory()
  expect(tensors).toBeGreaterThan(0)
  expect(bytes).toBeGreaterThan(0)
  expect(wasmBytes).toBeGreaterThan(0)
  for (const timing of await app.hourglass.timings()) expect(timing).toEqual({ what: expect.any(String), ms: expect.any(Number) })
})

test('[K10] tensors are as many after a hundred steps more, and after ten runs more', async ({ app }) => {
  await app.hourglass.load(endless('vanilla'))
  await app.hourglass.step(50)
  const early = await app.hourglass.memory()
  await app.hourglass.step(100)
  expect((await app.hourglass.memory()).tensors).toBe(early.tensors)
  for (let i = 0; i < 10; i++) await app.hourglass.reset()
  await app.hourglass.step(50)
  expect((await app.hourglass.memory()).tensors).toBe(early.tensors)
})

function largestDifference(a: readonly number[], b: readonly number[]): number {
  expect(a.length).toBe(b.length)
  return a.reduce((most, value, i) => Math.max(most, Math.abs(value - (b[i] as number))), 0)
}

function meanSquare(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, i) => sum + (value - (b[i] as number)) ** 2, 0) / a.length
}
