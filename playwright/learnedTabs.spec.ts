import { paintedPixels } from './fixtures/pictures.ts'
import { endless, small } from './fixtures/specs.ts'
import { expect, test } from './fixtures/test.ts'

test.beforeEach(({ app }) => app.open())

test('[P75] the map comes first; filters are there only for a network with convolutions', async ({ app }) => {
  await expect(app.learned.tab('map')).toHaveAttribute('aria-selected', 'true')
  await expect(app.map.root).toBeVisible()
  expect(await app.learned.names()).toEqual(['map', 'code', 'samples'])
  await app.hourglass.load(small('convolutional'))
  await expect.poll(() => app.learned.names()).toEqual(['map', 'code', 'samples', 'filters'])
})

test('[P75] the arrow keys go from tab to tab, and the map comes back as it was', async ({ app, page }) => {
  await app.hourglass.load(small('multilayer'))
  await app.hourglass.train()
  await expect.poll(() => paintedPixels(app.map.points)).toBeGreaterThan(1_000)
  await app.learned.tab('map').focus()
  await page.keyboard.press('ArrowRight')
  await expect(app.learned.tab('code')).toHaveAttribute('aria-selected', 'true')
  await expect(app.code.root).toBeVisible()
  await expect(app.map.root).toHaveCount(0)
  await page.keyboard.press('ArrowLeft')
  await expect.poll(() => paintedPixels(app.map.points)).toBeGreaterThan(1_000)
})

test('[P75] a network without the chosen tab shows its map', async ({ app }) => {
  await app.hourglass.load(small('convolutional'))
  await app.learned.choose('filters')
  await expect(app.filters.root).toBeVisible()
  await app.hourglass.load(small('multilayer'))
  await expect(app.map.root).toBeVisible()
  await expect(app.learned.tab('map')).toHaveAttribute('aria-selected', 'true')
})

test('[P75] every tab is drawn while the run trains', async ({ app }) => {
  await app.hourglass.load(endless('variational'))
  await app.hourglass.play()
  await app.learned.choose('code')
  await expect.poll(() => paintedPixels(app.code.pictures)).toBeGreaterThan(300)
  await app.learned.choose('samples')
  await expect.poll(() => paintedPixels(app.samples.pictures)).toBeGreaterThan(300)
  await app.learned.choose('map')
  await expect.poll(() => paintedPixels(app.map.points)).toBeGreaterThan(300)
  await app.bar.expectStatus('training')
})

const SIZES = [
  [390, 844],
  [1024, 768],
  [1280, 720],
] as const

for (const [width, height] of SIZES) {
  test(`[P75] no tab is too wide at ${width} x ${height}`, async ({ app, page }) => {
    await page.setViewportSize({ width, height })
    await app.hourglass.load(small('convolutional'))
    await app.hourglass.train()
    for (const name of ['code', 'samples', 'filters'] as const) {
      await app.learned.choose(name)
      await expect(app.learned.tab(name)).toHaveAttribute('aria-selected', 'true')
      const panel = page.getByRole('tabpanel')
      await expect(panel.locator('canvas').first()).toBeVisible()
      const room = await panel.evaluate((element) => ({ needed: element.scrollWidth, there: element.clientWidth }))
      expect(room.needed, name).toBeLessThanOrEqual(room.there)
      const page_ = await page.evaluate(() => ({ needed: document.scrollingElement?.scrollWidth ?? 0, there: innerWidth }))
      expect(page_.needed, name).toBeLessThanOrEqual(page_.there)
    }
  })
}
