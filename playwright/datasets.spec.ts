import { DATASET_NAMES, DATASETS, statedShape } from '../src/spec/datasets.ts'
import { centreOfMass, digitOn, fingerprint, meanDifference, paintedPixels } from './fixtures/pictures.ts'
import { endless, small } from './fixtures/specs.ts'
import { expect, test } from './fixtures/test.ts'

test.beforeEach(({ app }) => app.open())

for (const name of DATASET_NAMES) {
  test(`[P86] ${name} is one click away and trains, with ten samples to choose from`, async ({ app }) => {
    await app.hourglass.load(small(name === 'mnist' ? 'multilayer' : 'vanilla'))
    if (name === 'mnist') await app.data.chooseDataset('ring')
    const former = await fingerprint(app.network.input)
    await app.data.chooseDataset(name)
    await expect(app.data.dataset).toHaveAttribute('data-value', name)
    expect(await app.hourglass.shape()).toMatchObject({ input: statedShape(DATASETS[name]) })
    await app.hourglass.step(5)
    await expect(app.data.samples).toHaveCount(10)
    await expect(app.data.samples.first()).toBeEnabled()
    const isPicture = DATASETS[name].kind === 'pictures'
    await expect.poll(() => fingerprint(app.network.input)).not.toBe(former)
    await expect.poll(() => paintedPixels(app.network.input)).toBeGreaterThan(50)
    // With the keyboard, as with a pointer.
    await app.data.samples.nth(4).click()
    await app.data.samples.nth(4).press('ArrowRight')
    await expect(app.data.samples.nth(5)).toBeChecked()
    await expect(app.pad.canvas).toBeVisible({ visible: isPicture })
    await expect(app.messages.text).toBeHidden()
  })
}

test('[P86] of points it is said what range they have and how much noise, of pictures nothing of the kind', async ({ app, page }) => {
  await app.hourglass.load(small('vanilla'))
  await app.data.trainingPictures.hover()
  await expect(page.getByRole('tooltip')).toHaveText('How many digits the network learns from. Those it is tested on are never among them.')
  await app.data.chooseDataset('ring')
  await app.data.trainingPictures.hover()
  await expect(page.getByRole('tooltip')).toContainText('from −1 to 1; noise of 0.03')
})

test('[P86] all six datasets, one after the other while a run trains: the last one trains', async ({ app, page }) => {
  await app.hourglass.load(endless('vanilla'))
  await app.hourglass.play()
  await page.evaluate(async (names) => {
    for (const name of names) {
      document.querySelector<HTMLElement>(`[data-testid="dataset"] [data-value="${name}"]`)?.click()
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }, DATASET_NAMES)
  await expect(app.data.dataset).toHaveAttribute('data-value', 'swiss-roll')
  await expect.poll(async () => (await app.hourglass.metrics()).step).toBeGreaterThan(10)
  expect(await app.hourglass.shape()).toEqual({ input: [3], latent: [2] })
  await expect(app.data.samples).toHaveCount(10)
  await expect(app.messages.text).toBeHidden()
})

test('[P86] only counts that there can be are offered', async ({ app, page }) => {
  await app.data.chooseDataset('moons')
  await app.data.trainingPictures.click()
  await expect(page.getByRole('option')).toHaveText(['100', '1,000', '2,000', '5,000', '10,000'])
  await page.getByRole('option', { name: '100', exact: true }).click()
  await expect.poll(async () => (await app.hourglass.spec()).data).toEqual({ name: 'moons', train: 100 })
  await expect(app.data.trainingPictures).toHaveText(/100 points/)
})

test('[P95] shuffled pixels: samples and drawing are shuffled alike, and back', async ({ app }) => {
  const plain = await fingerprint(app.network.input)
  const before = await app.hourglass.sample({ split: 'test', from: 0, count: 1 })
  await app.data.unfold('Training')
  await app.data.switchOf('shuffle-pixels').click()
  await expect.poll(async () => (await app.hourglass.spec()).data.shufflePixels).toBe(true)
  await expect.poll(() => fingerprint(app.network.input)).not.toBe(plain)
  const after = await app.hourglass.sample({ split: 'test', from: 0, count: 1 })
  const sorted = (pictures: number[][]) => [...(pictures[0] as number[])].sort((a, b) => a - b)
  expect(sorted(after.inputs)).toEqual(sorted(before.inputs))
  expect(after.inputs).not.toEqual(before.inputs)
  // A stroke on the left: shuffled it lies all over the picture.
  await app.pad.draw([0.3, 0.2], [0.3, 0.8])
  await expect.poll(async () => Math.max(...(await digitOn(app.pad.given)))).toBeGreaterThan(0.5)
  const drawn = await digitOn(app.pad.given)
  await app.data.switchOf('shuffle-pixels').click()
  await app.data.samples.nth(3).click()
  await expect.poll(() => fingerprint(app.network.input)).toBe(plain)
  await app.pad.draw([0.3, 0.2], [0.3, 0.8])
  await expect.poll(async () => Math.abs(centreOfMass(await digitOn(app.pad.given)).x - 14)).toBeLessThan(1)
  expect(meanDifference(drawn, await digitOn(app.pad.given))).toBeGreaterThan(0.02)
})
