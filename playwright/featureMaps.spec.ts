import { gridColors, shareOfColor } from './fixtures/pictureGrid.ts'
import { fingerprint } from './fixtures/pictures.ts'
import { endless, small } from './fixtures/specs.ts'
import { expect, test } from './fixtures/test.ts'

const SIDE = 14
const CHANNELS = 16

test.beforeEach(({ app }) => app.open())

test('[P82] a press on a convolution’s bar shows its maps, which are its activations', async ({ app, page }) => {
  await app.hourglass.load(small('convolutional'))
  await app.hourglass.train()
  const bar = app.featureMaps.bars.first()
  await bar.focus()
  await page.keyboard.press('Enter')
  await expect(app.featureMaps.popover).toContainText('16 maps of 14 × 14')
  const { inputs, labels } = await app.hourglass.sample({ split: 'test', from: 0, count: 100 })
  const shown = inputs[labels.indexOf(3)] as number[]
  const [first] = await app.hourglass.activations(shown)
  const values = first?.values as number[]
  expect(values.length).toBe(SIDE * SIDE * CHANNELS)
  const peak = Math.max(...values.map(Math.abs))
  for (const channel of [0, 9, CHANNELS - 1]) {
    const colors = await gridColors(app.featureMaps.pictures, channel, SIDE)
    const shares = await shareOfColor(app.featureMaps.pictures, colors, { of: '--encoder', on: '--surface' })
    shares.forEach((share, pixel) => {
      expect(Math.abs(share - ((values[pixel * CHANNELS + channel] as number) / peak) ** 0.7)).toBeLessThan(0.02)
    })
  }
  await page.keyboard.press('Escape')
  await expect(app.featureMaps.popover).toHaveCount(0)
  await expect(bar).toBeFocused()
})

test('[P82] the maps live while the run trains', async ({ app }) => {
  await app.hourglass.load(endless('convolutional'))
  await app.hourglass.play()
  await app.featureMaps.bars.first().click()
  await expect(app.featureMaps.pictures).toBeVisible()
  const first = await fingerprint(app.featureMaps.pictures)
  await expect.poll(() => fingerprint(app.featureMaps.pictures)).not.toBe(first)
})

test('[P82] dense layers’ bars have nothing to press', async ({ app }) => {
  await expect(app.network.root).toBeVisible()
  await expect(app.featureMaps.bars).toHaveCount(0)
  await app.hourglass.load(small('convolutional'))
  // Two convolutions and the two that undo them; the code and what leads back from it are dense.
  await expect(app.featureMaps.bars).toHaveCount(4)
})
