// What the page asks of the browser while a network trains.

import type { Page } from '@playwright/test'
import { endless, small } from './fixtures/specs.ts'
import { expect, test } from './fixtures/test.ts'

/** Each canvas is a layer that the browser hands over and composes with every frame. */
const CANVASES_OF_ONE = 18
const CANVASES_OF_FOUR = 12
const WATCHED_MS = 2_000
/** Ten times a second, and what hands and React write besides. */
const WRITINGS_MAX = 25

test.beforeEach(({ app }) => app.open())

test('[P155] rows of pictures stand on one canvas each, whether one network is seen or four', async ({ app, page }) => {
  await app.hourglass.load(small('vanilla'))
  await app.hourglass.train()
  await expect.poll(() => canvasesShown(page)).toBeLessThanOrEqual(CANVASES_OF_ONE)
  for (let i = 1; i < 4; i++) await app.hourglass.fork()
  await app.lanes.compare.click()
  for (const laneId of ['lane-1', 'lane-2', 'lane-3', 'lane-4'] as const) {
    await app.hourglass.select(laneId)
    await app.hourglass.train()
  }
  await expect.poll(() => canvasesShown(page)).toBeLessThanOrEqual(CANVASES_OF_FOUR)
  await expect(app.lanes.in('lane-4', 'reconstructions').locator('canvas')).toHaveCount(1)
})

test('[P154] while a network trains texts are written together, some ten times a second', async ({ app, page }) => {
  await app.hourglass.load(endless('vanilla'))
  await app.hourglass.play()
  await app.trainsPast(200)
  const frames = await framesThatWrite(page)
  expect(frames).toBeLessThanOrEqual(WRITINGS_MAX)
  expect(frames).toBeGreaterThan(WRITINGS_MAX / 5)
  const { epoch } = await app.hourglass.pause()
  await expect(app.bar.epoch).toHaveAttribute('data-value', String(epoch))
})

function canvasesShown(page: Page): Promise<number> {
  return page.evaluate(() => [...document.querySelectorAll('canvas')].filter((canvas) => canvas.checkVisibility()).length)
}

/** In how many animation frames any text of the page changes meanwhile. */
function framesThatWrite(page: Page): Promise<number> {
  return page.evaluate(async (ms) => {
    const frames = new Set<unknown>()
    const observer = new MutationObserver(() => frames.add(document.timeline.currentTime))
    observer.observe(document.body, { subtree: true, childList: true, characterData: true })
    await new Promise((resolve) => setTimeout(resolve, ms))
    observer.disconnect()
    return frames.size
  }, WATCHED_MS)
}
