import type { RunSpec } from '../src/spec/runSpec.ts'
import { gridColors, shareOfColor } from './fixtures/pictureGrid.ts'
import { fingerprint, paintedPixels } from './fixtures/pictures.ts'
import { small } from './fixtures/specs.ts'
import { expect, test } from './fixtures/test.ts'

const DIGIT_SIDE = 28
/** Whatever the preset is by then: one layer in, one layer out. */
const SPARSE: RunSpec = { ...small('sparse'), model: { encoder: [], latent: { units: 128, activation: 'relu' } } }
/** Its axis alone is some hundred. */
const HISTOGRAM_PIXELS_MIN = 500

test.beforeEach(({ app }) => app.open())

test('[P76] the units at work and the dead ones are those of the metrics', async ({ app }) => {
  await app.hourglass.load(SPARSE)
  await app.learned.choose('code')
  const { activeShare, deadUnits } = await app.hourglass.train()
  await expect.poll(() => app.code.figure()).toBeCloseTo(activeShare as number, 10)
  expect((await app.code.deadAndRare())[0]).toBe(deadUnits)
  await expect(app.code.root).toContainText(/[\d.]+ of 128 units at work for a digit/)
})

test('[P76] how strongly the units are at work is drawn as a histogram, and drawn anew as they learn', async ({ app }) => {
  await app.hourglass.load(SPARSE)
  await app.learned.choose('code')
  await app.hourglass.step(5)
  await expect.poll(() => paintedPixels(app.code.histogram)).toBeGreaterThan(HISTOGRAM_PIXELS_MIN)
  const early = await fingerprint(app.code.histogram)
  await app.hourglass.train()
  await expect.poll(() => fingerprint(app.code.histogram)).not.toBe(early)
  expect(await paintedPixels(app.code.histogram)).toBeGreaterThan(HISTOGRAM_PIXELS_MIN)
})

test('[P77] each unit’s picture is its row of the decoder’s weights', async ({ app }) => {
  await app.hourglass.load(SPARSE)
  await app.hourglass.train()
  await app.learned.choose('code')
  await expect(app.code.pictures).toBeVisible()
  const { kernel } = await app.hourglass.weights(1)
  const rowOf = (unit: number) => kernel.slice(unit * DIGIT_SIDE ** 2, (unit + 1) * DIGIT_SIDE ** 2)
  await app.code.pick.focus()
  await app.page.keyboard.press('ArrowRight')
  await expect(app.code.card).toContainText('Unit 2:')
  const large = app.code.card.locator('canvas')
  await large.evaluate((canvas) => Object.assign(canvas.dataset, { columns: '1', side: String(canvas.clientWidth), gap: '0' }))
  const colors = await gridColors(large, 0, DIGIT_SIDE)
  const [more, less] = [
    await shareOfColor(large, colors, { of: '--too-much', on: '--surface' }),
    await shareOfColor(large, colors, { of: '--missing', on: '--surface' }),
  ]
  const row = rowOf(1)
  const peak = Math.max(...row.map(Math.abs))
  row.forEach((value, pixel) => {
    const share = (value > 0 ? more : less)[pixel] as number
    expect(Math.abs(share - (Math.abs(value) / peak) ** 0.7)).toBeLessThan(0.06)
  })
})

test('[P77] pointing at a unit shows it large with its share, Escape and leaving hide it', async ({ app, page }) => {
  await app.hourglass.load(SPARSE)
  await app.hourglass.train()
  await app.learned.choose('code')
  const before = await fingerprint(app.network.canvases.last())
  await app.code.pick.hover({ position: { x: 8, y: 8 } })
  await expect(app.code.card).toContainText(/Unit 1: (at work for|dead)/)
  await expect.poll(() => fingerprint(app.network.canvases.last())).not.toBe(before)
  await page.mouse.move(2, 2)
  await expect(app.code.card).toBeHidden()
  await expect.poll(() => fingerprint(app.network.canvases.last())).toBe(before)
})

test('[P78] a variational code shows what its numbers cost, as the metrics have it', async ({ app }) => {
  await app.hourglass.load(small('variational'))
  await app.learned.choose('code')
  const { kl } = await app.hourglass.train()
  await expect.poll(() => app.code.figure()).toBeCloseTo(kl as number, 4)
  await expect(app.code.root).toContainText('nats of divergence a digit')
  await expect(app.code.root).toContainText('× β 1')
})

test('[P83] a code wider than the picture is said to be overcomplete', async ({ app }) => {
  await app.hourglass.load({ ...SPARSE, model: { encoder: [], latent: { units: 800, activation: 'relu' } } })
  await app.learned.choose('code')
  await expect(app.code.states).toContainText('overcomplete: 784 pixels, 800 units')
})

test('[P76] the shipped network shows its code before anything has been trained', async ({ app }) => {
  await app.learned.choose('code')
  await expect(app.code.root).toContainText('2 units, all at work for every digit')
  await expect(app.code.pictures).toBeVisible()
})
