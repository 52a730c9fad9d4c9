import { digitOn, fingerprint, meanDifference, paintedPixels, shareOfOpacity } from './fixtures/pictures.ts'
import { endless, small } from './fixtures/specs.ts'
import { expect, test } from './fixtures/test.ts'

/** Of an ellipse within its line, where it lies over nothing. */
const CLOUD_OPACITY = 0.14
const CLOUDS_SHARE_MIN = 0.004

test.beforeEach(({ app }) => app.open())

test('[P7] the pointer over the map decodes the place under it, leaving hides the card', async ({ app, page }) => {
  await app.hourglass.load(small('multilayer'))
  await app.hourglass.train()
  await expect(app.map.card).toBeHidden()
  await app.map.hover(0.3, 0.4)
  await expect(app.map.card).toBeVisible()
  await expect(app.map.card).toContainText(/\(-?[\d.]+, -?[\d.]+\)/)
  expect(await paintedPixels(app.map.picture)).toBeGreaterThan(300)

  const before = { place: await app.map.place(), picture: await fingerprint(app.map.picture) }
  await app.map.hover(0.7, 0.6)
  await expect.poll(() => app.map.place()).not.toEqual(before.place)
  expect(await fingerprint(app.map.picture)).not.toBe(before.picture)

  await page.mouse.move(2, 2)
  await expect(app.map.card).toBeHidden()
})

test('[P8] the page’s own forward pass paints what the worker decodes', async ({ app }) => {
  await app.hourglass.load(small('multilayer'))
  await app.hourglass.train()
  for (const [u, v] of [
    [0.2, 0.3],
    [0.5, 0.5],
    [0.8, 0.6],
  ] as const) {
    await app.map.hover(u, v)
    // The map still glides to its extent, and with it the place under the pointer: the picture may be of a later one than was asked for.
    await expect
      .poll(async () => {
        const [decoded] = await app.hourglass.decode([await app.map.place()])
        return meanDifference(await digitOn(app.map.picture), decoded as number[])
      })
      .toBeLessThan(0.006)
  }
})

test('[P7] decodes while the run trains, with its latest weights', async ({ app }) => {
  await app.hourglass.load(endless('multilayer'))
  await app.hourglass.play()
  await expect.poll(async () => (await app.hourglass.metrics()).step).toBeGreaterThan(0)
  await app.map.hover(0.5, 0.5)
  await expect(app.map.card).toBeVisible()
  const first = await fingerprint(app.map.picture)
  await expect.poll(() => fingerprint(app.map.picture)).not.toBe(first)
})

test('[P9] the arrow keys move the probe, Escape takes it away', async ({ app, page }) => {
  await app.map.probe.focus()
  await page.keyboard.press('ArrowRight')
  await expect(app.map.card).toBeVisible()
  const [x] = await app.map.place()
  await page.keyboard.press('Shift+ArrowRight')
  await expect.poll(async () => (await app.map.place())[0]).toBeGreaterThan(x as number)
  await page.keyboard.press('Escape')
  await expect(app.map.card).toBeHidden()
})

test('[P10] a class chip takes its points off the map and brings them back', async ({ app }) => {
  await app.hourglass.load(small('multilayer'))
  await app.hourglass.train()
  await expect.poll(() => paintedPixels(app.map.points)).toBeGreaterThan(1_000)
  const all = await paintedPixels(app.map.points)
  await app.map.chip('1').click()
  await expect(app.map.chip('1')).toHaveAttribute('aria-pressed', 'false')
  await expect.poll(() => paintedPixels(app.map.points)).toBeLessThan(0.99 * all)
  await app.map.root.getByRole('button', { name: 'Show all' }).click()
  await expect(app.map.chip('1')).toHaveAttribute('aria-pressed', 'true')
})

test('[P7] a wider code is decoded through its principal components', async ({ app }) => {
  await app.hourglass.load(small('vanilla'))
  await app.hourglass.train()
  await app.map.hover(0.6, 0.4)
  await expect(app.map.card).toContainText('principal components')
  expect(await paintedPixels(app.map.picture)).toBeGreaterThan(300)
})

test('[P80] around a variational network’s points lie the clouds that they stand for, around a plain one’s none', async ({ app }) => {
  await app.hourglass.load(small('multilayer'))
  await app.hourglass.train()
  await expect(app.map.root).toContainText('2,000 test digits by their two numbers')
  await expect.poll(() => paintedPixels(app.map.points)).toBeGreaterThan(1_000)
  expect(await shareOfOpacity(app.map.points, CLOUD_OPACITY)).toBeLessThan(CLOUDS_SHARE_MIN / 4)
  await app.hourglass.load(small('variational'))
  await app.hourglass.train()
  await expect(app.map.root).toContainText('2,000 test digits by their two numbers ± 1 SD')
  await expect.poll(() => shareOfOpacity(app.map.points, CLOUD_OPACITY)).toBeGreaterThan(CLOUDS_SHARE_MIN)
})
