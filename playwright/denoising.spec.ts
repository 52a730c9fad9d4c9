import { digitOn, fingerprint } from './fixtures/pictures.ts'
import { lasting, small } from './fixtures/specs.ts'
import { expect, test } from './fixtures/test.ts'

test.beforeEach(({ app }) => app.open())

test('[P23] a denoising run measures the loss on clean inputs beside it, and decibels before and after', async ({ app }) => {
  await app.hourglass.load(lasting('denoising', { epochs: 1 }))
  const metrics = await app.hourglass.train()
  expect(metrics.testLossClean).toBeLessThan(metrics.testLoss as number)
  expect(metrics.psnrDenoised).toBeGreaterThan(metrics.psnrNoisy as number)
  expect(metrics.psnrDenoised).toBeCloseTo(-10 * Math.log10(metrics.testMse as number), 6)
  await expect(app.loss.root).toContainText(`${metrics.psnrNoisy?.toFixed(1)} → ${metrics.psnrDenoised?.toFixed(1)} dB`)
})

test('[P24] other noise in training is a live edit: the weights stay and the run is marked edited', async ({ app }) => {
  await app.hourglass.load(small('denoising'))
  const before = await app.hourglass.step(10)
  expect(before.edited).toBe(false)
  await app.data.noise.press('ArrowRight')
  await expect.poll(async () => (await app.hourglass.spec()).corruption).toEqual({ type: 'gaussian', sigma: [0, 0.65] })
  const after = await app.hourglass.metrics()
  expect(after).toMatchObject({ runId: before.runId, step: 10, edited: true })
  expect((await app.hourglass.step()).step).toBe(11)
})

test('[P24] noise taken to none ends the corruption, and the run goes on without it', async ({ app }) => {
  await app.hourglass.load(small('denoising'))
  await app.hourglass.step(10)
  await app.data.noise.press('Home')
  await expect.poll(() => app.hourglass.spec()).not.toHaveProperty('corruption')
  const metrics = await app.hourglass.train()
  expect(metrics).toMatchObject({ status: 'done', edited: true })
  expect(metrics).not.toHaveProperty('psnrNoisy')
})

test('[P25] noise on the sample is for looking at: it moves no loss', async ({ app }) => {
  await app.hourglass.load(small('vanilla'))
  const before = await app.hourglass.train()
  const shown = { input: await fingerprint(app.network.input), row: await fingerprint(app.reconstructions.picture(0, 'input')) }
  await app.data.testNoise.press('End')
  await expect.poll(() => fingerprint(app.network.input)).not.toBe(shown.input)
  await expect.poll(() => fingerprint(app.reconstructions.picture(0, 'input'))).not.toBe(shown.row)
  const after = await app.hourglass.metrics()
  expect(after).toMatchObject({ testLoss: before.testLoss, testMse: before.testMse, edited: false })
})

for (const [kind, type] of [
  ['salt and pepper', 'salt-and-pepper'],
  ['masking', 'masking'],
  ['Gaussian', 'gaussian'],
] as const) {
  test(`[P87] ${kind} noise is a live edit that keeps the strength`, async ({ app }) => {
    await app.hourglass.load(small('denoising'))
    if (type === 'gaussian') await app.hourglass.set('corruption', { type: 'masking', rate: [0, 0.6] })
    const before = await app.hourglass.step(5)
    await app.data.chooseNoise('noise', kind)
    const strength = type === 'gaussian' ? { sigma: [0, 0.6] } : { rate: [0, 0.6] }
    await expect.poll(async () => (await app.hourglass.spec()).corruption).toEqual({ type, ...strength })
    expect(await app.hourglass.train()).toMatchObject({ runId: before.runId, status: 'done', edited: true })
  })
}

test('[P87] mixed noise has two ends, each moved by itself; unmixed it has the upper one’s strength', async ({ app }) => {
  await app.hourglass.load(small('vanilla'))
  await app.data.noise.press('PageUp')
  await expect.poll(async () => (await app.hourglass.spec()).corruption).toMatchObject({ type: 'gaussian' })
  await app.hourglass.set('corruption.sigma', 0.4)
  await expect(app.data.mixed).not.toBeChecked()
  await app.data.mixed.click()
  await expect.poll(async () => (await app.hourglass.spec()).corruption).toEqual({ type: 'gaussian', sigma: [0, 0.4] })
  await app.data.leastNoise.press('ArrowRight')
  await app.data.noise.press('ArrowLeft')
  await expect.poll(async () => (await app.hourglass.spec()).corruption).toEqual({ type: 'gaussian', sigma: [0.05, 0.35] })
  await app.data.mixed.click()
  await expect.poll(async () => (await app.hourglass.spec()).corruption).toEqual({ type: 'gaussian', sigma: 0.35 })
})

test('[P96] noise for looking at has training’s kind until it is given its own, which moves no loss', async ({ app }) => {
  await app.hourglass.load(small('vanilla'))
  await app.hourglass.set('corruption', { type: 'masking', rate: 0.5 })
  const before = await app.hourglass.train()
  await app.data.testNoise.press('End')
  // All pixels wiped out: nothing is left of the digit.
  await expect.poll(async () => Math.max(...(await digitOn(app.network.input)))).toBeLessThan(0.02)
  await app.data.chooseNoise('test-noise', 'salt and pepper')
  await expect.poll(async () => Math.max(...(await digitOn(app.network.input)))).toBeGreaterThan(0.9)
  expect((await app.hourglass.spec()).corruption).toEqual({ type: 'masking', rate: 0.5 })
  expect(await app.hourglass.metrics()).toMatchObject({ testLoss: before.testLoss, testMse: before.testMse, edited: false })
})
