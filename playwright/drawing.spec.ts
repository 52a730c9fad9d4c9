import type { App } from './fixtures/App.ts'
import { centreOfMass, digitOn, fingerprint, paintedPixels } from './fixtures/pictures.ts'
import { endless, small } from './fixtures/specs.ts'
import { expect, test } from './fixtures/test.ts'

const MIDDLE = 14

test.beforeEach(({ app }) => app.open())

test('[P14] a digit drawn in a corner is centred and scaled as MNIST’s were, and rebuilt', async ({ app }) => {
  await app.hourglass.load(small('vanilla'))
  await app.hourglass.train()
  await drawSmallSeven(app)
  await expect.poll(() => app.pad.decibels()).toBeGreaterThan(5)
  const given = await digitOn(app.pad.given)
  const { x, y } = centreOfMass(given)
  expect(Math.abs(x - MIDDLE)).toBeLessThan(1)
  expect(Math.abs(y - MIDDLE)).toBeLessThan(1)
  expect(heightOf(given)).toBeGreaterThanOrEqual(18)
  expect(await paintedPixels(app.pad.rebuilt)).toBeGreaterThan(300)
  expect(Number.isFinite(await app.pad.decibels())).toBe(true)
})

test('[P15] the reconstruction follows the stroke, and the weights while the run trains', async ({ app }) => {
  await app.hourglass.load(endless('vanilla'))
  await drawSmallSeven(app)
  await expect.poll(() => app.pad.decibels()).not.toBeNull()
  const untrained = (await app.pad.decibels()) as number
  const rebuilt = await fingerprint(app.pad.rebuilt)
  await app.pad.draw([0.3, 0.6], [0.7, 0.6])
  await expect.poll(() => fingerprint(app.pad.rebuilt)).not.toBe(rebuilt)
  await app.hourglass.play()
  await expect.poll(() => app.pad.decibels()).toBeGreaterThan(untrained + 3)
  await app.bar.expectStatus('training')
})

test('[P16] noise on the drawing changes what goes in and what comes out', async ({ app }) => {
  await app.hourglass.load(small('denoising'))
  await app.hourglass.train()
  await drawSmallSeven(app)
  await expect.poll(() => app.pad.decibels()).not.toBeNull()
  const clean = { decibels: await app.pad.decibels(), given: await fingerprint(app.pad.given) }
  await app.pad.noise.press('End')
  await expect.poll(() => app.pad.decibels()).not.toBe(clean.decibels)
  expect(await fingerprint(app.pad.given)).not.toBe(clean.given)
  await app.pad.noise.press('Home')
  await expect.poll(() => app.pad.decibels()).toBe(clean.decibels)
})

test('[P17] undo takes the last stroke back, clear all of them', async ({ app }) => {
  await drawSmallSeven(app)
  await expect.poll(() => app.pad.decibels()).not.toBeNull()
  const seven = await fingerprint(app.pad.given)
  await app.pad.draw([0.3, 0.6], [0.7, 0.6])
  await expect.poll(() => fingerprint(app.pad.given)).not.toBe(seven)
  await app.pad.undo.click()
  await expect.poll(() => fingerprint(app.pad.given)).toBe(seven)
  await app.pad.clear.click()
  await expect.poll(() => app.pad.decibels()).toBeNull()
  expect(await paintedPixels(app.pad.canvas)).toBe(0)
  expect(await paintedPixels(app.pad.given)).toBe(0)
  expect(await paintedPixels(app.pad.rebuilt)).toBe(0)
})

test('[P18] a drawing flows through the hourglass; a chosen test digit takes its place', async ({ app }) => {
  await expect.poll(() => paintedPixels(app.network.input)).toBeGreaterThan(300)
  const digit = await fingerprint(app.network.input)
  await drawSmallSeven(app)
  await expect.poll(() => fingerprint(app.network.input)).not.toBe(digit)
  await app.data.samples.nth(3).click()
  await expect.poll(() => fingerprint(app.network.input)).toBe(digit)
})

/** In the upper left quarter of the pad. */
async function drawSmallSeven(app: App): Promise<void> {
  await app.pad.draw([0.1, 0.12], [0.4, 0.12], [0.2, 0.45])
}

/** Rows of a digit that hold ink. */
function heightOf(digit: readonly number[]): number {
  const peak = Math.max(...digit)
  const rows = Array.from({ length: 28 }, (_, row) => Math.max(...digit.slice(28 * row, 28 * (row + 1))))
  return rows.filter((value) => value > 0.1 * peak).length
}
