import { endless, SMALL_STEPS, small } from './fixtures/specs.ts'
import { expect, test } from './fixtures/test.ts'
import { trainerOf } from './fixtures/trainer.ts'

/** The page's own deadline is 8 s; a loaded machine may be later. */
const NOTICED_MS = 20_000

test.beforeEach(({ app }) => app.open())

test('[P30] a worker that has died: the page says so, and “Start again” brings a working engine', async ({ app, page }) => {
  await app.hourglass.load(endless('vanilla'))
  await app.hourglass.play()
  await expect.poll(async () => (await app.hourglass.metrics()).step).toBeGreaterThan(0)
  await trainerOf(page)
    .evaluate(() => self.close())
    .catch(() => {})
  await expect(app.messages.text).toContainText('stopped answering', { timeout: NOTICED_MS })
  await expect(app.bar.status).toHaveText('engine lost')
  await expect(app.bar.trainOrPause).toBeDisabled()

  await app.messages.startAgain.click()
  await app.bar.expectStatus('idle')
  await expect(app.messages.text).toBeHidden()
  expect(await app.hourglass.spec()).toEqual(endless('vanilla'))
  expect((await app.hourglass.step(5)).step).toBe(5)
})

test('[P31] a worker that hangs: the page stays alive, open calls are rejected, “Start again” works', async ({ app, page }) => {
  await app.hourglass.load(small('multilayer'))
  await app.hourglass.train()
  await trainerOf(page).evaluate(() => {
    setTimeout(() => {
      while (true) {}
    })
  })
  const open = app.hourglass.memory().catch((error: Error) => error.message)

  await app.map.hover(0.4, 0.4)
  await expect(app.map.card).toBeVisible()
  const theme = await app.bar.theme.getAttribute('aria-label')
  await app.bar.theme.click()
  await expect(app.bar.theme).not.toHaveAttribute('aria-label', theme as string)

  await expect(app.messages.text).toContainText('stopped answering', { timeout: NOTICED_MS })
  expect(await open).toContain('the training engine is lost')
  await app.messages.startAgain.click()
  await app.bar.expectStatus('idle')
  expect(await app.hourglass.train()).toMatchObject({ status: 'done', step: SMALL_STEPS })
})
