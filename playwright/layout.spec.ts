import { paintedPixels } from './fixtures/pictures.ts'
import { endless } from './fixtures/specs.ts'
import { expect, test } from './fixtures/test.ts'

const SIZES = [
  [390, 844],
  [1024, 768],
  [1280, 720],
  [1440, 900],
] as const

for (const [width, height] of SIZES) {
  test(`[P38] nothing scrolls sideways at ${width} x ${height}`, async ({ app, page }) => {
    await page.setViewportSize({ width, height })
    await app.open()
    await app.pad.draw([0.2, 0.2], [0.8, 0.2], [0.4, 0.8])
    const room = await page.evaluate(() => ({ needed: document.scrollingElement?.scrollWidth ?? 0, there: innerWidth }))
    expect(room.needed).toBeLessThanOrEqual(room.there)
  })
}

test('[P39] at 1280 x 720 what speaks first stands above the fold', async ({ app, page }) => {
  await page.setViewportSize({ width: 1280, height: 720 })
  await app.open()
  const parts = [app.bar.train, app.network.width, app.network.wider, app.network.narrower, app.network.input, app.map.root, app.loss.root]
  for (const part of [...parts, app.reconstructions.root]) await expect(part).toBeInViewport({ ratio: 0.99 })
})

test('[P40] resizing while a run trains leaves no canvas blank', async ({ app, page }) => {
  await app.open()
  await app.hourglass.load(endless('multilayer'))
  await app.hourglass.play()
  for (const [width, height] of SIZES) {
    await page.setViewportSize({ width, height })
    for (const canvas of [app.map.points, app.loss.canvas, app.network.canvases.first(), app.network.canvases.last()]) {
      await expect.poll(() => paintedPixels(canvas)).toBeGreaterThan(50)
    }
  }
  await app.bar.expectStatus('training')
})

test('[P41] dark sets data-theme and is remembered', async ({ app, page }) => {
  await app.open()
  const root = page.locator('html')
  await expect(root).toHaveAttribute('data-theme', 'light')
  const light = await page.evaluate(() => getComputedStyle(document.body).backgroundColor)
  await app.bar.theme.click()
  await app.bar.theme.click()
  await expect(root).toHaveAttribute('data-theme', 'dark')
  expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).not.toBe(light)
  await page.reload()
  await expect(root).toHaveAttribute('data-theme', 'dark')
})

test('[P41] without a choice the theme is the system’s', async ({ app, page }) => {
  await page.emulateMedia({ colorScheme: 'dark' })
  await app.open()
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  await page.emulateMedia({ colorScheme: 'light' })
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'light')
})
