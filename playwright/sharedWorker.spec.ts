import type { Page } from '@playwright/test'
import { editSpec } from '../src/spec/editSpec.ts'
import { endless, small } from './fixtures/specs.ts'
import { expect, test } from './fixtures/test.ts'
import { kill, trainerOf, trainersOf } from './fixtures/trainer.ts'

const CODE = 'model.latent.units'

/** As the page sees a machine with a single core. */
async function withOneCore(page: Page): Promise<void> {
  await page.addInitScript(() => Object.defineProperty(navigator, 'hardwareConcurrency', { get: () => 1 }))
}

test.beforeEach(async ({ app, page }) => {
  await withOneCore(page)
  await app.open()
})

test('[W35] on one core lanes take turns in one worker, come to the numbers of each alone, and the page says so', async ({ app, page }) => {
  const specs = [small('multilayer'), editSpec(small('multilayer'), CODE, 8)]
  const alone: unknown[] = []
  for (const spec of specs) {
    await app.hourglass.load(spec)
    await app.hourglass.train()
    alone.push(await app.hourglass.history())
  }
  await app.hourglass.load(specs[0] as (typeof specs)[0])
  await app.hourglass.fork({ [CODE]: 8 })
  await app.lanes.compare.click()
  await expect(page.getByTestId('lanes-shortage')).toContainText('one core')
  await app.bar.chooseSpeed('full')
  await app.bar.train.click()
  for (const laneId of ['lane-1', 'lane-2'] as const) await app.lanes.expectStatus(laneId, 'done')
  expect(trainersOf(page)).toHaveLength(1)
  for (const [i, laneId] of (['lane-1', 'lane-2'] as const).entries()) {
    await app.hourglass.select(laneId)
    expect(recorded(await app.hourglass.history())).toEqual(recorded(alone[i] as ReturnType<typeof recorded>))
  }
  const { tensors } = await app.hourglass.memory()
  await app.hourglass.remove('lane-2')
  await expect.poll(async () => (await app.hourglass.memory()).tensors).toBeLessThan(tensors)
  expect(trainersOf(page)).toHaveLength(1)
})

test('[W35] the worker that lanes share dies: another takes in all of them, and all go on', async ({ app, page }) => {
  await app.hourglass.load(endless('multilayer'))
  await app.hourglass.fork({ [CODE]: 8 })
  await app.lanes.compare.click()
  await app.bar.train.click()
  const steps = async () => (await app.hourglass.lanes()).map(({ metrics }) => metrics.step)
  await expect.poll(async () => Math.min(...(await steps()))).toBeGreaterThan(5)
  const before = await steps()
  await kill(trainerOf(page))
  await expect(app.messages.text).toContainText('replaced')
  await expect.poll(async () => (await steps()).every((step, i) => step > (before[i] as number))).toBe(true)
  expect(trainersOf(page)).toHaveLength(1)
})

/** What the spec alone decides: test losses on the way come when there is time. */
function recorded(history: readonly { step: number; trainLoss: number }[]): { step: number; trainLoss: number }[] {
  return history.filter(({ step }) => step % 10 === 0).map(({ step, trainLoss }) => ({ step, trainLoss }))
}
