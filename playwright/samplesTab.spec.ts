import { samplePrior } from '../src/engine/analysis/latentSamples.ts'
import { gridColors, shareOfColor } from './fixtures/pictureGrid.ts'
import { fingerprint, meanDifference, paintedPixels } from './fixtures/pictures.ts'
import { endless, small } from './fixtures/specs.ts'
import { expect, test } from './fixtures/test.ts'

const DIGIT_SIDE = 28
/** Of one that is drawn small. */
const SAMPLE_PIXELS_MIN = 100

test.beforeEach(({ app }) => app.open())

test('[P79] a variational network’s samples are what it decodes codes from N(0, 1) to', async ({ app }) => {
  await app.hourglass.load(small('variational'))
  await app.hourglass.train()
  await app.learned.choose('samples')
  await expect(app.samples.root).toContainText('N(0, 1)')
  await expect(app.samples.pictures).toBeVisible()
  const codes = [...samplePrior(24, 2, 0)]
  for (const index of [0, 7, 23]) {
    const [decoded] = (await app.hourglass.decode([codes.slice(2 * index, 2 * index + 2)])) as [number[]]
    await expect
      .poll(async () => {
        const colors = await gridColors(app.samples.pictures, index, DIGIT_SIDE)
        return meanDifference(await shareOfColor(app.samples.pictures, colors, { of: '--ink', on: '--surface' }), decoded)
      })
      .toBeLessThan(0.02)
  }
})

for (const preset of ['variational', 'multilayer'] as const) {
  test(`[P79] drawn again they are others (${preset})`, async ({ app }) => {
    await app.hourglass.load(small(preset))
    await app.hourglass.train()
    await app.learned.choose('samples')
    await expect(app.samples.pictures).toBeVisible()
    await app.frames(5)
    const first = await fingerprint(app.samples.pictures)
    await app.frames(20)
    expect(await fingerprint(app.samples.pictures)).toBe(first)
    await app.samples.again.click()
    await expect(app.samples.root).toHaveAttribute('data-value', '1')
    await expect.poll(() => fingerprint(app.samples.pictures)).not.toBe(first)
  })
}

test('[P79] of a plain network it is said that nobody promised them to be digits', async ({ app }) => {
  await app.learned.choose('samples')
  await expect(app.samples.root).toContainText('Nobody promised that these are digits')
})

test('[P79] they follow the training', async ({ app }) => {
  await app.hourglass.load(endless('multilayer'))
  await app.learned.choose('samples')
  await app.hourglass.play()
  await expect(app.samples.pictures).toBeVisible()
  const first = await fingerprint(app.samples.pictures)
  await expect.poll(() => fingerprint(app.samples.pictures)).not.toBe(first)
})

test('[P79] beside a variational network’s samples those of the same network without its clouds, trained as long', async ({ app }) => {
  await app.hourglass.load(small('variational'))
  await app.hourglass.train()
  await app.learned.choose('samples')
  await app.samples.besidePlain.click()
  await app.lanes.expectStatus('lane-2', 'done')
  const [first, second, ...more] = await app.hourglass.lanes()
  expect(more).toEqual([])
  const { model, ...rest } = small('variational')
  expect(first?.spec).toEqual({ ...rest, model })
  expect(second?.spec).toEqual({ ...rest, model: { ...model, latent: { units: 2, activation: 'linear' } } })
  for (const [laneId, from] of [
    ['lane-1', 'Ten samples from its prior'],
    ['lane-2', 'Ten samples from a Gaussian fitted to its codes'],
  ] as const) {
    const samples = app.lanes.in(laneId, 'lane-samples').getByRole('img', { name: from })
    await expect(samples).toBeVisible()
    for (const at of [0, 9]) await expect.poll(() => paintedPixels({ canvas: samples, at })).toBeGreaterThan(SAMPLE_PIXELS_MIN)
  }
})

test('[P79] a plain network’s samples offer none beside them', async ({ app }) => {
  await app.hourglass.load(small('multilayer'))
  await app.learned.choose('samples')
  await expect(app.samples.root).toContainText('Nobody promised')
  await expect(app.samples.besidePlain).toBeHidden()
})
