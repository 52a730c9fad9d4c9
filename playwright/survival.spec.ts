import { expect, test } from './fixtures/test.ts'

test('[P74] a worker script that does not load is asked for three times, then a card offers to start again, which works', async ({
  app,
  context,
  page,
  watch,
}) => {
  watch.expectComplaints(/trainer|Failed to load|net::ERR/)
  let asked = 0
  const script = /\btrainer\.worker[^/]*\.js$/
  await context.route(script, (route) => {
    asked++
    return route.abort()
  })
  await page.goto('./')
  await expect(app.messages.text).toContainText('its script could not be loaded')
  await expect(app.bar.status).toHaveText('engine lost')
  expect(asked).toBe(3)
  await app.frames(60)
  expect(asked).toBe(3)

  await context.unroute(script)
  await app.messages.startAgain.click()
  await app.bar.expectStatus('idle')
  await expect(app.messages.text).toBeHidden()
  expect((await app.hourglass.step(3)).step).toBe(3)
})
