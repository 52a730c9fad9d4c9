import type { Page } from '@playwright/test'
import { paintedPixels } from './fixtures/pictures.ts'
import { lasting, SMALL_STEPS, small } from './fixtures/specs.ts'
import { expect, test } from './fixtures/test.ts'

test.beforeEach(({ app }) => app.open())

test('[P1] Train on a shipped preset ends done, below the mean picture’s loss and below 0.9 x PCA’s error', async ({ app, page }) => {
  await app.hourglass.load('vanilla')
  await app.bar.chooseSpeed('full')
  await app.bar.train.click()
  await app.bar.expectStatus('done')

  const metrics = await app.hourglass.metrics()
  expect(metrics).toMatchObject({ status: 'done', step: 395, epoch: 5, samplesSeen: 50_000, testSamples: 10_000, edited: false, backend: 'wasm' })
  expect(metrics.testLoss).toBeLessThan(0.6 * (await meanPictureLoss(page)))
  expect(metrics.testMse).toBeLessThan(0.9 * (metrics.pcaMse as number))
  await expect(app.loss.test).toHaveAttribute('data-value', String(metrics.testLoss))
  await expect(app.loss.train).toHaveAttribute('data-value', String(metrics.trainLoss))
  await expect(app.bar.epoch).toHaveAttribute('data-value', '5')
})

test('[P1] the loss falls in the history, which is recorded at multiples of ten steps', async ({ app }) => {
  await app.hourglass.load(small('multilayer'))
  await app.hourglass.train()
  const history = await app.hourglass.history()
  const recorded = history.filter(({ step }) => step % 10 === 0).map(({ step }) => step)
  expect(recorded).toEqual([10, 20, 30, SMALL_STEPS])
  expect(history.at(-1)?.trainLoss).toBeLessThan(0.6 * (history[0]?.trainLoss as number))
  expect(history.at(-1)?.testLoss).toBe((await app.hourglass.metrics()).testLoss)
})

test('[P2] while a run trains, its figures and pictures follow and the time left is shown', async ({ app, page }) => {
  await app.bar.chooseSpeed('normal')
  await app.bar.train.click()
  await expect(app.bar.pause).toHaveText('Pause')
  await expect(page.getByTestId('trained-earlier')).toBeHidden()
  await expect.poll(() => app.loss.testLoss()).toBeGreaterThan(0)
  await expect(app.bar.status.locator('..')).toContainText(/\d+ s left/)
  const early = { epoch: await shownEpoch(), loss: (await app.loss.testLoss()) as number }
  await expect.poll(shownEpoch).toBeGreaterThan(early.epoch + 0.5)
  await expect.poll(() => app.loss.testLoss()).toBeLessThan(early.loss)
  for (const picture of [app.map.points, app.loss.canvas, app.network.canvases.last(), app.reconstructions.picture(0, 'output')]) {
    expect(await paintedPixels(picture)).toBeGreaterThan(50)
  }
  await app.bar.expectStatus('training')

  async function shownEpoch(): Promise<number> {
    return Number(await app.bar.epoch.getAttribute('data-value'))
  }
})

test('[P2] Train on a finished run goes on with a further cycle', async ({ app }) => {
  await app.hourglass.load(lasting('vanilla', { epochs: 1 }))
  const first = await app.hourglass.train()
  await app.bar.chooseSpeed('full')
  await app.bar.train.click()
  await expect.poll(() => app.hourglass.metrics()).toMatchObject({ step: 2 * first.step, status: 'done', edited: true })
  await app.bar.expectStatus('done')
  expect((await app.hourglass.metrics()).testLoss).toBeLessThan(first.testLoss as number)
})

/** The cross-entropy of always answering with the mean of the training pictures. */
function meanPictureLoss(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const train = await window.hourglass.sample({ split: 'train', from: 0, count: 2_000 })
    const test = await window.hourglass.sample({ split: 'test', from: 0, count: 500 })
    const sums = new Float64Array(784)
    for (const picture of train.inputs) for (let i = 0; i < sums.length; i++) sums[i] = (sums[i] as number) + (picture[i] as number)
    const mean = sums.map((sum) => Math.min(1 - 1e-4, Math.max(1e-4, sum / train.inputs.length)))
    const losses = test.inputs.flatMap((picture) =>
      picture.map((x, i) => -x * Math.log(mean[i] as number) - (1 - x) * Math.log(1 - (mean[i] as number))),
    )
    return losses.reduce((sum, loss) => sum + loss, 0) / losses.length
  })
}
