import { paintedPixels } from './fixtures/pictures.ts'
import { small } from './fixtures/specs.ts'
import { expect, test } from './fixtures/test.ts'

for (const [width, height] of [
  [1440, 900],
  [390, 844],
] as const) {
  test(`[P36] a visit at ${width} x ${height} has no error, no failed request, no request to others`, async ({ app, baseURL, page, watch }) => {
    await page.setViewportSize({ width, height })
    await app.open()
    await app.bar.step.click()
    await app.bar.expectStatus('paused')
    await app.bar.preset('vanilla').click()
    await app.bar.expectStatus('training')
    await app.bar.pause.click()
    await app.bar.expectStatus('paused')
    expect(watch.complaints).toEqual([])
    expect(watch.failedRequests).toEqual([])
    expect(watch.urls.length).toBeGreaterThan(10)
    expect(watch.urls.filter((url) => new URL(url).origin !== new URL(baseURL as string).origin)).toEqual([])
  })
}

test('[P36] the page’s icon is there', async ({ app, page, request }) => {
  await app.open()
  const icon = await page.locator('link[rel="icon"]').evaluate((link: HTMLLinkElement) => link.href)
  const response = await request.get(icon)
  expect(response.status()).toBe(200)
  expect(response.headers()['content-type']).toContain('image/svg+xml')
})

test('[P37] a run that has not been trained is drawn too: the sample rebuilt, the map, PCA’s pictures', async ({ app }) => {
  await app.open()
  await app.hourglass.load('vanilla')
  await expect.poll(() => paintedPixels(app.map.points)).toBeGreaterThan(100)
  await expect.poll(() => paintedPixels(app.network.input)).toBeGreaterThan(300)
  await expect.poll(() => paintedPixels(app.reconstructions.picture(0, 'input'))).toBeGreaterThan(100)
  await expect.poll(() => paintedPixels(app.reconstructions.picture(0, 'pca')), { timeout: 30_000 }).toBeGreaterThan(100)
})

test('[P43] PCA’s pictures and line are there also after a run from the console', async ({ app }) => {
  await app.open()
  await app.hourglass.load(small('vanilla'))
  expect((await app.hourglass.train()).pcaMse).toBeGreaterThan(0)
  await expect.poll(() => paintedPixels(app.reconstructions.picture(0, 'pca'))).toBeGreaterThan(100)
})
