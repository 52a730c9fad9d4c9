import type { Locator, Page } from '@playwright/test'
import type { LaneId } from '../src/store/state.ts'
import type { App } from './fixtures/App.ts'
import { SMALL_STEPS, small } from './fixtures/specs.ts'
import { expect, test } from './fixtures/test.ts'

const WIDE = [{ type: 'dense', units: 128, activation: 'relu' }]

test.beforeEach(async ({ app }) => {
  await app.open()
  await app.hourglass.load(small('multilayer'))
})

test('[P123] the table shows what each lane’s metrics say, and marks the better ones, in words too', async ({ app, page }) => {
  await app.hourglass.fork({ 'model.encoder': WIDE })
  await page.getByTestId('compare').click()
  const [deep, wide] = [await trained(app, 'lane-1'), await trained(app, 'lane-2')]
  for (const [laneId, metrics] of [
    ['lane-1', deep],
    ['lane-2', wide],
  ] as const) {
    await expect(app.lanes.cell(laneId, 'test-loss')).toHaveAttribute('data-value', String(metrics.testLoss))
    await expect(app.lanes.cell(laneId, 'test-mse')).toHaveAttribute('data-value', String(metrics.testMse))
    await expect(app.lanes.cell(laneId, 'parameters')).toHaveAttribute('data-value', String(metrics.parameters))
    await expect(app.lanes.cell(laneId, 'compression')).toHaveText('392 : 1')
  }
  await app.lanes.expectBest('test-loss', (deep.testLoss as number) < (wide.testLoss as number) ? 'lane-1' : 'lane-2')
  await app.lanes.expectBest('test-mse', (deep.testMse as number) < (wide.testMse as number) ? 'lane-1' : 'lane-2')
  await app.lanes.expectBest('parameters', 'lane-2')
  await expect(cells(page, 'compression').and(page.locator('[data-best]'))).toHaveCount(0)
  await expect(cells(page, 'code').and(page.locator('[data-best]'))).toHaveCount(0)
  await expect(cells(page, 'active-share')).toHaveCount(0)
  await expect(page.getByRole('row', { name: /^One layer of 128, 2/ })).toBeVisible()
})

test('[P125] the loss that times are told to can be chosen: pictures until then, or never', async ({ app, page }) => {
  await app.hourglass.fork({ 'model.encoder': [] })
  await page.getByTestId('compare').click()
  await trained(app, 'lane-1')
  const { testLoss, imagesPerSecond } = await trained(app, 'lane-2')
  const goal = page.getByTestId('loss-goal')
  await expect(goal).not.toHaveAttribute('data-value', '')
  const own = await goal.getAttribute('data-value')

  await goal.fill(String(testLoss))
  await goal.press('Enter')
  const pictures = app.lanes.cell('lane-2', 'pictures-to-loss')
  await expect(pictures).not.toHaveAttribute('data-value', 'never')
  const seen = Number(await pictures.getAttribute('data-value'))
  const history = await app.hourglass.history()
  const step = history.find((record) => record.testLoss !== null && record.testLoss <= (testLoss as number))?.step as number
  expect(step).toBeLessThanOrEqual(SMALL_STEPS)
  expect(seen).toBe(step * 128)
  expect(Number(await app.lanes.cell('lane-2', 'time-to-loss').getAttribute('data-value'))).toBeCloseTo(seen / imagesPerSecond, 6)

  await goal.fill('0.001')
  await goal.press('Enter')
  for (const laneId of ['lane-1', 'lane-2'] as const) {
    await expect(app.lanes.cell(laneId, 'time-to-loss')).toHaveText('never')
    await expect(app.lanes.cell(laneId, 'pictures-to-loss')).toHaveAttribute('data-value', 'never')
  }
  await goal.press('ArrowUp')
  await expect(goal).toHaveAttribute('data-value', '0.0011')
  await goal.fill('')
  await goal.press('Enter')
  await expect(goal).toHaveAttribute('data-value', own as string)
})

test('[P127] at rest each lane is asked what its code has kept of the classes', async ({ app, page }) => {
  await app.hourglass.fork({ 'model.latent.units': 8 })
  await page.getByTestId('compare').click()
  for (const laneId of ['lane-1', 'lane-2'] as const) {
    await trained(app, laneId)
    await expect.poll(async () => Number(await app.lanes.cell(laneId, 'knn-accuracy').getAttribute('data-value'))).toBeGreaterThan(0.2)
    await expect(app.lanes.cell(laneId, 'knn-accuracy')).toHaveAttribute('title', /2,000 test pictures.*10,000 training codes/)
  }
  await app.lanes.expectBest('knn-accuracy', 'lane-2')
})

test('[P128] lanes on different losses are compared by the squared error, and the page says why', async ({ app, page }) => {
  await app.hourglass.fork({ loss: 'mse' })
  await page.getByTestId('compare').click()
  await trained(app, 'lane-1')
  await trained(app, 'lane-2')
  await expect(page.getByTestId('lane-measure')).toHaveAttribute('data-value', 'testMse')
  await expect(page.getByTestId('lane-measure')).toContainText('different losses')
  await expect(cells(page, 'test-mse').and(page.locator('[data-best]'))).toHaveCount(1)
  await expect(cells(page, 'test-loss').and(page.locator('[data-best]'))).toHaveCount(0)
  await expect(page.getByTestId('loss-goal')).toHaveAttribute('aria-label', /squared error/)
  await expect(page.getByTestId('loss-chart')).toContainText('Squared error')
  await expect(app.lanes.cell('lane-2', 'pictures-to-loss')).not.toHaveAttribute('data-value', '')
})

test('[P126] what differs is told as a difference; lanes that are the same are told to be', async ({ app, page }) => {
  await app.hourglass.fork()
  await page.getByTestId('compare').click()
  const differences = page.getByTestId('lane-differences')
  await expect(differences).toHaveText('These lanes are the same: change one of them.')
  await expect(page.getByTestId('lane-caption')).toContainText('Press Train')
  await app.hourglass.select('lane-2')
  await app.hourglass.set('model.encoder', WIDE)
  await expect(differences).toHaveAttribute('data-value', '1')
  await expect(differences.locator('[data-path="model.encoder"]')).toHaveText(/Layers.*128 ReLU, 64 ReLU.*128 ReLU/)
  await trained(app, 'lane-1')
  await trained(app, 'lane-2')
  await expect(page.getByTestId('lane-caption')).toContainText(/ (is better than|are alike)/)
})

test('[P123] on a phone the table scrolls within itself, and the lanes’ names stay', async ({ app, page }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  await app.hourglass.fork({ 'model.encoder': WIDE })
  await page.getByTestId('compare').click()
  const name = page.getByTestId('lane-table').getByRole('rowheader').first()
  const last = app.lanes.cell('lane-1', 'compression')
  await last.scrollIntoViewIfNeeded()
  await expect(last).toBeInViewport({ ratio: 1 })
  await expect(name).toBeInViewport({ ratio: 1 })
  expect(await page.evaluate(() => document.scrollingElement?.scrollWidth)).toBeLessThanOrEqual(390)
})

/** Trains a lane to its end; its metrics by then. */
async function trained(app: App, laneId: LaneId) {
  await app.hourglass.select(laneId)
  return app.hourglass.train()
}

function cells(page: Page, column: string): Locator {
  return page.getByTestId('lane-table').locator(`tbody [data-column="${column}"]`)
}
