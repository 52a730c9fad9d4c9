import { gridColors, shareOfColor } from './fixtures/pictureGrid.ts'
import { small } from './fixtures/specs.ts'
import { expect, test } from './fixtures/test.ts'

const FILTERS = 16
const SIDE = 3

test('[P81] the filters are the first convolution’s weights, signed', async ({ app }) => {
  await app.open()
  await app.hourglass.load(small('convolutional'))
  await app.hourglass.train()
  await app.learned.choose('filters')
  await expect(app.filters.root).toContainText('16 filters of 3 × 3')
  await expect(app.filters.root).toContainText('32 filters of 3 × 3, mean over 16 channels')
  const canvas = app.filters.layers.first()
  const { kernel } = await app.hourglass.weights(0)
  const peak = Math.max(...kernel.map(Math.abs))
  for (const filter of [0, 5, FILTERS - 1]) {
    const colors = await gridColors(canvas, filter, SIDE)
    const more = await shareOfColor(canvas, colors, { of: '--too-much', on: '--surface' })
    const less = await shareOfColor(canvas, colors, { of: '--missing', on: '--surface' })
    for (let pixel = 0; pixel < SIDE * SIDE; pixel++) {
      const value = kernel[pixel * FILTERS + filter] as number
      const share = (value > 0 ? more : less)[pixel] as number
      expect(Math.abs(share - (Math.abs(value) / peak) ** 0.7)).toBeLessThan(0.02)
    }
  }
})
