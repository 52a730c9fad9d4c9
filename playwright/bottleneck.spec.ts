import { endless, SMALL_STEPS, small } from './fixtures/specs.ts'
import { expect, test } from './fixtures/test.ts'

test.beforeEach(({ app }) => app.open())

test('[P11] a wider bottleneck before any training is a new run that waits', async ({ app }) => {
  await app.hourglass.load('multilayer')
  const before = await app.hourglass.metrics()
  await app.network.wider.click()
  await expect(app.network.width).toHaveAttribute('data-value', '3')
  await expect.poll(async () => (await app.hourglass.metrics()).runId).not.toBe(before.runId)
  expect((await app.hourglass.shape()).latent).toEqual([3])
  await app.bar.expectStatus('idle')
  expect((await app.hourglass.metrics()).edited).toBe(false)
})

test('[P11] a wider bottleneck of a trained network trains at once, and its own loss is measured', async ({ app }) => {
  await app.hourglass.load(small('multilayer'))
  const before = await app.hourglass.train()
  await app.network.wider.click()
  await expect.poll(async () => (await app.hourglass.metrics()).runId).not.toBe(before.runId)
  await app.bar.expectStatus('training')
  await app.bar.expectStatus('done')
  const after = await app.hourglass.metrics()
  expect(await app.hourglass.shape()).toEqual({ input: [28, 28, 1], latent: [3] })
  expect(await app.hourglass.spec()).toMatchObject({ model: { latent: { units: 3 } } })
  expect(after).toMatchObject({ step: before.step, testSamples: 10_000, edited: true })
  expect(after.parameters).toBeGreaterThan(before.parameters)
  expect(after.testLoss).not.toBe(before.testLoss)
  await expect(app.loss.test).toHaveAttribute('data-value', String(after.testLoss))
})

test('[P11] of two edits at once the last one trains', async ({ app, page }) => {
  await app.hourglass.load(small('multilayer'))
  await app.hourglass.train()
  await page.evaluate(async () => {
    await window.hourglass.set('model.latent.units', 3)
    await window.hourglass.set('model.latent.units', 4)
  })
  await expect(app.network.width).toHaveAttribute('data-value', '4')
  await expect.poll(() => app.hourglass.metrics()).toMatchObject({ step: SMALL_STEPS, status: 'done' })
  expect((await app.hourglass.shape()).latent).toEqual([4])
})

test('[P11] narrower while it trains goes on training, narrower', async ({ app }) => {
  await app.hourglass.load(endless('vanilla'))
  await app.hourglass.play()
  await expect.poll(async () => (await app.hourglass.metrics()).step).toBeGreaterThan(0)
  await app.network.narrower.click()
  await expect(app.network.width).toHaveAttribute('data-value', '24')
  await expect.poll(async () => (await app.hourglass.metrics()).step).toBeGreaterThan(0)
  await app.bar.expectStatus('training')
  expect((await app.hourglass.shape()).latent).toEqual([24])
})

test('[P12] a typed width is taken, on the bottleneck and on another layer', async ({ app }) => {
  await app.network.typeWidth('12')
  await expect(app.network.width).toHaveAttribute('data-value', '12')
  await app.network.firstLayerWidth.fill('100')
  await app.network.firstLayerWidth.press('Enter')
  await expect(app.network.firstLayerWidth).toHaveAttribute('data-value', '100')
  await expect.poll(() => app.hourglass.shape()).toEqual({ input: [28, 28, 1], latent: [12] })
  expect((await app.hourglass.weights(0)).shape).toEqual([784, 100])
})

for (const [typed, says] of [
  ['0', /model\.latent\.units.*found 0.*at least 1/],
  ['100001', /model\.latent\.units.*found 100001.*at most 100000/],
] as const) {
  test(`[P13] a width of ${typed} is refused with a message, and the old one stays`, async ({ app }) => {
    const before = await app.hourglass.metrics()
    await app.network.typeWidth(typed)
    await expect(app.messages.text).toHaveText(says)
    await expect(app.network.width).toHaveValue('2')
    expect(await app.hourglass.shape()).toEqual({ input: [28, 28, 1], latent: [2] })
    expect((await app.hourglass.metrics()).runId).toBe(before.runId)
  })
}

test('[P13] a width whose weights would not fit in memory is refused with the figure', async ({ app }) => {
  await app.hourglass.load('vanilla')
  await app.network.typeWidth('90000')
  await expect(app.messages.text).toHaveText(/model.*needs .* GB/)
  await expect(app.network.width).toHaveValue('32')
})

test('[P13] what is no number is not taken', async ({ app }) => {
  await app.network.typeWidth('wide')
  await expect(app.network.width).toHaveValue('2')
  await expect(app.messages.text).toBeHidden()
})
