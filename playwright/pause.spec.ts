import type { App } from './fixtures/App.ts'
import { endless, small } from './fixtures/specs.ts'
import { expect, test } from './fixtures/test.ts'

test.beforeEach(({ app }) => app.open())

test('[P3] no step follows once the promise of pause has resolved', async ({ app }) => {
  await app.hourglass.load(endless('vanilla'))
  // A pause measures the test pictures that have been read; here all are.
  await app.hourglass.sample({ split: 'test', from: 9_999, count: 1 })
  await app.hourglass.play()
  await trainsOn(app, 20)
  const paused = await app.hourglass.pause()
  expect(paused).toMatchObject({ status: 'paused', testSamples: 10_000 })
  await app.frames(30)
  const later = await app.hourglass.metrics()
  expect(later.step).toBe(paused.step)
  expect((await app.hourglass.history()).at(-1)?.step).toBe(paused.step)
})

test('[E61] a pause that comes before all test pictures is measured on all of them when they are there', async ({ app, context }) => {
  let letIn = () => {}
  const isLetIn = new Promise<void>((resolve) => {
    letIn = resolve
  })
  await context.route('**/test-01.bin.gz', async (route) => {
    await isLetIn
    await route.continue()
  })
  await app.open()
  await app.hourglass.load(endless('vanilla'))
  await app.hourglass.sample({ split: 'test', from: 0, count: 1 })
  await app.hourglass.play()
  await trainsOn(app, 20)
  const paused = await app.hourglass.pause()
  expect(paused).toMatchObject({ status: 'paused', testSamples: 5_000 })
  letIn()
  await expect.poll(() => app.hourglass.metrics()).toMatchObject({ status: 'paused', step: paused.step, testSamples: 10_000 })
  const { testLoss } = await app.hourglass.metrics()
  expect(testLoss).not.toBe(paused.testLoss)
  expect((await app.hourglass.history()).at(-1)).toMatchObject({ step: paused.step, testLoss })
  await expect(app.loss.root).toContainText('on 10,000')
})

test('[P3] the pause button pauses, and Train goes on from there', async ({ app }) => {
  await app.hourglass.load(endless('vanilla'))
  await app.bar.chooseSpeed('full')
  await app.bar.train.click()
  await trainsOn(app, 20)
  await app.bar.pause.click()
  await app.bar.expectStatus('paused')
  const { step } = await app.hourglass.metrics()
  await app.frames(30)
  expect((await app.hourglass.metrics()).step).toBe(step)
  await app.bar.train.click()
  await trainsOn(app, step + 20)
})

test('[P4] step makes exactly one step, fresh or paused', async ({ app }) => {
  await app.hourglass.load(small('vanilla'))
  await app.bar.step.click()
  await app.bar.expectStatus('paused')
  expect((await app.hourglass.metrics()).step).toBe(1)
  expect((await app.hourglass.step(3)).step).toBe(4)
  await app.bar.step.click()
  await expect.poll(() => app.hourglass.metrics()).toMatchObject({ step: 5, status: 'paused' })
  await app.frames(10)
  expect(await app.hourglass.metrics()).toMatchObject({ step: 5, samplesSeen: 5 * 128, status: 'paused' })
})

test('[P5] reset gives the spec’s own run from its start, even while it trains', async ({ app }) => {
  await app.hourglass.load(endless('vanilla'))
  const first = await app.hourglass.step(10)
  await app.bar.chooseSpeed('full')
  await app.bar.train.click()
  await trainsOn(app, 30)
  await app.bar.reset.click()
  await app.bar.expectStatus('idle')
  expect(await app.hourglass.metrics()).toMatchObject({ step: 0, epoch: 0, samplesSeen: 0, trainLoss: null, testLoss: null, edited: false })
  expect(await app.hourglass.history()).toEqual([])
  await expect(app.bar.epoch).toHaveAttribute('data-value', '0')
  await expect(app.bar.reset).toBeDisabled()
  const again = await app.hourglass.step(10)
  expect(again.trainLoss).toBe(first.trainLoss)
  expect(again.testLoss).toBe(first.testLoss)
})

test('[P6] the space bar trains and pauses, the right arrow makes one step', async ({ app, page }) => {
  await app.hourglass.load(endless('vanilla'))
  await page.keyboard.press('Space')
  await app.bar.expectStatus('training')
  await page.keyboard.press('Space')
  await app.bar.expectStatus('paused')
  const { step } = await app.hourglass.metrics()
  await page.keyboard.press('ArrowRight')
  await expect.poll(() => app.hourglass.metrics()).toMatchObject({ step: step + 1, status: 'paused' })
})

test('[P6] after a click on a stepper the space bar still pauses, and presses nothing again', async ({ app, page }) => {
  await app.hourglass.load(endless('multilayer'))
  await page.keyboard.press('Space')
  await app.bar.expectStatus('training')
  await page.getByRole('button', { name: 'wider' }).click()
  await expect.poll(async () => (await app.hourglass.metrics()).status).toBe('training')
  const { latent } = await app.hourglass.shape()
  await page.keyboard.press('Space')
  await app.bar.expectStatus('paused')
  expect((await app.hourglass.shape()).latent).toEqual(latent)
})

/** Waits until the run trains and has made more than so many steps. */
async function trainsOn(app: App, step: number): Promise<void> {
  await expect.poll(async () => (await app.hourglass.metrics()).step).toBeGreaterThan(step)
  await app.bar.expectStatus('training')
}
