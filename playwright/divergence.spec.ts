import { endless } from './fixtures/specs.ts'
import { expect, test } from './fixtures/test.ts'

const ABSURD_RATE = 1e6

test.beforeEach(({ app }) => app.open())

test('[P67] a rate that breaks a healthy run: it stops with its last good weights, and one click goes on at the rate that worked', async ({
  app,
  page,
}) => {
  const spec = endless('vanilla')
  await app.hourglass.load(spec)
  const healthy = await app.hourglass.step(100)
  await app.hourglass.set('training.learningRate', ABSURD_RATE)
  await app.bar.train.click()
  await app.bar.expectStatus('diverged')
  await expect(app.messages.text).toContainText('with a learning rate of 1e+6')
  const stopped = await app.hourglass.metrics()
  expect(stopped).toMatchObject({ status: 'diverged', step: 100 })
  expect(stopped.testLoss).toBe(healthy.testLoss)
  await expect(app.bar.train).toBeDisabled()

  await page.getByRole('button', { name: `Go on at ${spec.training.learningRate}, which worked` }).click()
  await app.trainsPast(150)
  expect(await app.hourglass.metrics()).toMatchObject({ status: 'training', edited: true })
  expect((await app.hourglass.spec()).training.learningRate).toBe(spec.training.learningRate)
  await expect(app.messages.text).toBeHidden()
  const { trainLoss } = await app.hourglass.pause()
  expect(trainLoss).toBeLessThan(healthy.trainLoss as number)
})

test('[P67] a run that was absurd from the start steps down, click by click, until it trains', async ({ app, page }) => {
  const spec = endless('vanilla')
  await app.hourglass.load({ ...spec, training: { ...spec.training, learningRate: ABSURD_RATE } })
  await app.bar.train.click()
  await app.bar.expectStatus('diverged')
  let rate = ABSURD_RATE
  while ((await app.bar.status.getAttribute('data-value')) === 'diverged') {
    const before = rate
    await page.getByRole('button', { name: /^(Try|Go on at) / }).click()
    await expect
      .poll(async () => (await app.hourglass.metrics()).step > 100 || (await app.bar.status.getAttribute('data-value')) === 'diverged')
      .toBe(true)
    rate = (await app.hourglass.spec()).training.learningRate
    expect(rate).toBeLessThan(before)
  }
  await app.trainsPast(100)
  await expect(app.messages.text).toBeHidden()
})
