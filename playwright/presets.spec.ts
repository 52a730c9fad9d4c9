import { SPEEDS } from '../src/engine/pace.ts'
import { planNetwork } from '../src/spec/network.ts'
import { PRESET_NAMES, PRESETS } from '../src/spec/presets.ts'
import { endless, small } from './fixtures/specs.ts'
import { expect, test } from './fixtures/test.ts'

test.beforeEach(({ app }) => app.open())

test('[P19] the page opens on multilayer, ready to train', async ({ app }) => {
  await expect(app.bar.presets).toHaveAttribute('data-value', 'multilayer')
  expect(await app.hourglass.spec()).toEqual(PRESETS.multilayer.spec)
  await expect(app.bar.train).toBeEnabled()
})

for (const name of PRESET_NAMES) {
  test(`[P20] choosing ${name} gives its spec and its network`, async ({ app }) => {
    await app.hourglass.load(small(name))
    await app.bar.preset(name).click()
    await expect(app.bar.presets).toHaveAttribute('data-value', name)
    await expect(app.bar.preset(name)).toBeChecked()
    const { spec } = PRESETS[name]
    const plan = planNetwork(spec)
    expect(await app.hourglass.spec()).toEqual(spec)
    expect(await app.hourglass.shape()).toEqual({ input: [28, 28, 1], latent: [plan.latent] })
    expect(await app.hourglass.metrics()).toMatchObject({ step: 0, parameters: plan.parameters, edited: false })
    await expect(app.network.width).toHaveAttribute('data-value', String(plan.latent))
  })
}

test('[P21] switching fast while a run trains ends on the last one, which trains', async ({ app }) => {
  await app.hourglass.load('multilayer')
  await app.hourglass.play()
  await expect.poll(async () => (await app.hourglass.metrics()).step).toBeGreaterThan(0)
  for (const name of ['vanilla', 'denoising', 'multilayer', 'denoising', 'vanilla'] as const) await app.bar.preset(name).click()
  await expect.poll(async () => (await app.hourglass.metrics()).step).toBeGreaterThan(10)
  await app.bar.expectStatus('training')

  const { spec } = PRESETS.vanilla
  const metrics = await app.hourglass.pause()
  await expect(app.bar.presets).toHaveAttribute('data-value', 'vanilla')
  expect(await app.hourglass.spec()).toEqual(spec)
  expect(metrics).toMatchObject({ parameters: planNetwork(spec).parameters, edited: false })
  expect(metrics).not.toHaveProperty('testLossClean')
  const steps = (await app.hourglass.history()).map(({ step }) => step)
  expect(steps).toEqual([...steps].sort((a, b) => a - b))
  await expect(app.loss.test).toHaveAttribute('data-value', String(metrics.testLoss))
  await expect(app.messages.text).toBeHidden()
})

test('[P20] a network changed by hand is no preset any more, until it is changed back', async ({ app }) => {
  await app.network.wider.click()
  await expect(app.bar.presets).toHaveAttribute('data-value', '')
  await app.network.narrower.click()
  await expect(app.bar.presets).toHaveAttribute('data-value', 'multilayer')
})

test('[P22] each speed can be chosen, at rest and while training', async ({ app }) => {
  await app.hourglass.load(small('vanilla'))
  for (const speed of SPEEDS) {
    await app.bar.chooseSpeed(speed)
    await expect(app.bar.speed).toHaveAttribute('data-value', speed)
  }
  await app.bar.chooseSpeed('slow')
  await app.bar.train.click()
  await app.bar.expectStatus('training')
  await app.bar.chooseSpeed('full')
  await expect(app.bar.speed.getByRole('radio', { name: 'full' })).toBeChecked()
  await app.bar.expectStatus('done')
})

for (const [width, height] of [
  [1440, 900],
  [1280, 720],
  [1024, 768],
  [390, 844],
] as const) {
  test(`[P85] at ${width} x ${height} the presets stand in one strip, the chosen one in sight`, async ({ app, page }) => {
    await page.setViewportSize({ width, height })
    const room = await page.evaluate(() => ({ needed: document.scrollingElement?.scrollWidth ?? 0, there: innerWidth }))
    expect(room.needed).toBeLessThanOrEqual(room.there)
    const tops = await Promise.all(PRESET_NAMES.map(async (name) => (await app.bar.preset(name).boundingBox())?.y))
    expect(new Set(tops).size).toBe(1)
    for (const name of ['copy', 'vanilla', 'variational'] as const) {
      await app.hourglass.load(name)
      await expect.poll(() => app.bar.isPresetInSight(name)).toBe(true)
    }
  })
}

test('[P85] the wheel turns the strip, the arrow keys go through it', async ({ app, page }) => {
  await app.hourglass.load('vanilla')
  await expect.poll(() => app.bar.isPresetInSight('vanilla')).toBe(true)
  await app.bar.preset('vanilla').hover()
  await page.mouse.wheel(0, 2_000)
  await expect.poll(() => app.bar.isPresetInSight('copy')).toBe(true)
  await app.bar.preset('linear').click()
  await app.bar.preset('linear').focus()
  // Held as long as a finger does.
  await page.keyboard.down('ArrowRight')
  await expect(app.bar.preset('copy')).toBeFocused()
  await page.keyboard.up('ArrowRight')
  await expect(app.bar.presets).toHaveAttribute('data-value', 'copy')
  await expect.poll(() => app.bar.isPresetInSight('copy')).toBe(true)
})

test('[P92] all nine presets, 100 ms apart while a run trains: the last one trains to its end, as if it had been alone', async ({ app, page }) => {
  await app.hourglass.load(endless('multilayer'))
  await app.hourglass.play()
  await expect.poll(async () => (await app.hourglass.metrics()).step).toBeGreaterThan(0)
  await app.bar.chooseSpeed('full')
  const last = 'vanilla'
  const names = [...PRESET_NAMES.filter((name) => name !== last), last]
  await page.evaluate(async (values) => {
    for (const value of values) {
      const chip = document.querySelector<HTMLElement>(`[data-testid="preset"] [data-value="${value}"]`)
      chip?.click()
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }, names)
  await expect(app.bar.presets).toHaveAttribute('data-value', last)
  await app.bar.expectStatus('done')
  const switched = await app.hourglass.metrics()
  const { spec } = PRESETS[last]
  expect(await app.hourglass.spec()).toEqual(spec)
  expect(switched).toMatchObject({ parameters: planNetwork(spec).parameters, step: 5 * Math.ceil(10_000 / 128), edited: false })
  await expect(app.messages.text).toBeHidden()

  await app.hourglass.load(last)
  const alone = await app.hourglass.train()
  const { trainLoss, testLoss, testMse, testSamples } = alone
  expect(switched).toMatchObject({ trainLoss, testLoss, testMse, testSamples })
})
