import { endless, small } from './fixtures/specs.ts'
import { expect, test } from './fixtures/test.ts'

test.beforeEach(({ app }) => app.open())

test('[P89] a spatial layer’s stepper changes its filters, and says how large its maps are', async ({ app, page }) => {
  await app.hourglass.load(small('convolutional'))
  const layer = app.network.root.getByRole('group', { name: 'encoder layer 1, maps of 14 × 14' })
  await expect(layer.getByRole('spinbutton', { name: 'filters of encoder layer 1' })).toHaveValue('16')
  await layer.getByRole('button', { name: 'more filters in encoder layer 1' }).click()
  await expect.poll(() => app.hourglass.spec()).toMatchObject({ model: { encoder: [{ type: 'conv', filters: 24 }, {}] } })
  // The mirrored layer is the same one.
  await expect(page.getByRole('spinbutton', { name: 'filters of decoder layer 2' })).toHaveValue('24')
  // Dense, but it gives the maps again that were flattened.
  await page.getByRole('button', { name: 'fewer filters in decoder layer 1' }).click()
  await expect.poll(() => app.hourglass.spec()).toMatchObject({ model: { encoder: [{}, { type: 'conv', filters: 24 }] } })
})

test('[P89] a convolutional bottleneck’s width is its filters', async ({ app }) => {
  const spec = small('convolutional')
  const latent = { type: 'conv', filters: 4, kernel: 3, stride: 2, activation: 'relu' } as const
  await app.hourglass.load({ ...spec, model: { encoder: spec.model.encoder, latent } })
  await expect(app.network.width).toHaveAttribute('data-value', '4')
  await app.network.wider.click()
  await expect(app.network.width).toHaveAttribute('data-value', '6')
  expect(await app.hourglass.shape()).toEqual({ input: [28, 28, 1], latent: [6 * 4 * 4] })
  expect(await app.hourglass.train()).toMatchObject({ status: 'done' })
})

test('[P89] a kernel and an activation are chosen in a layer’s menu', async ({ app }) => {
  await app.hourglass.load(small('convolutional'))
  await app.network.chooseOfLayer('encoder layer 2', 'Kernel 5')
  await expect.poll(() => app.hourglass.spec()).toMatchObject({ model: { encoder: [{ kernel: 3 }, { kernel: 5 }] } })
  await app.network.chooseOfLayer('encoder layer 1', 'tanh')
  await expect.poll(() => app.hourglass.spec()).toMatchObject({ model: { encoder: [{ activation: 'tanh' }, { kernel: 5 }] } })
})

test('[P90] a layer is added between two bars and taken out again; the decoder follows', async ({ app }) => {
  await app.hourglass.load(small('vanilla'))
  const before = await app.hourglass.spec()
  expect(await app.network.offersAfter('the input')).toEqual(['dense', 'conv'])
  await app.network.addLayer('the input', 'conv')
  await expect(app.network.widths).toHaveCount(3)
  expect(await app.network.offersAfter('encoder layer 1')).toEqual(['dense', 'conv', 'max-pool'])
  await app.network.addLayer('encoder layer 1', 'max-pool')
  await expect.poll(async () => (await app.hourglass.spec()).model.encoder.map(({ type }) => type)).toEqual(['conv', 'max-pool'])
  expect(await app.hourglass.train()).toMatchObject({ status: 'done' })
  await app.network.removeLayer('encoder layer 2')
  await app.network.removeLayer('encoder layer 1')
  await expect.poll(() => app.hourglass.spec()).toEqual(before)
})

test('[P90] points are offered dense layers alone', async ({ app }) => {
  await app.data.chooseDataset('spiral')
  await expect.poll(async () => (await app.hourglass.shape()).input).toEqual([2])
  expect(await app.network.offersAfter('the input')).toEqual(['dense'])
})

test('[P90] a layer added while a run trains trains on', async ({ app }) => {
  await app.hourglass.load(endless('vanilla'))
  await app.hourglass.play()
  await app.network.addLayer('the input', 'dense')
  await expect.poll(() => app.hourglass.metrics()).toMatchObject({ status: 'training' })
  await expect.poll(async () => (await app.hourglass.metrics()).step).toBeGreaterThan(0)
  expect((await app.hourglass.spec()).model.encoder).toEqual([{ type: 'dense', units: 64, activation: 'relu' }])
})
