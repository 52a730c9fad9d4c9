import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { editSpec } from '../src/spec/editSpec.ts'
import type { RunSpec } from '../src/spec/runSpec.ts'
import type { App } from './fixtures/App.ts'
import { paintedPixels } from './fixtures/pictures.ts'
import { lasting } from './fixtures/specs.ts'
import { expect, test } from './fixtures/test.ts'
import { kill, trainersOf } from './fixtures/trainer.ts'

const CODE = 'model.latent.units'
const TWO_BY_TWO = { path: CODE, values: [2, 8], seeds: 2 } as const

/** On few pictures, so many steps. */
function base(steps: number): RunSpec {
  const spec = lasting('vanilla', { steps })
  return { ...spec, data: { ...spec.data, train: 500, test: 500 } }
}

/** What the console's own training of these specs comes to, by code size. */
async function trainedAlone(app: App, spec: RunSpec): Promise<Map<number, number[]>> {
  const losses = new Map<number, number[]>()
  for (const units of TWO_BY_TWO.values) {
    for (const seed of [0, 1]) {
      await app.hourglass.load(editSpec(editSpec(spec, CODE, units), 'seed', seed))
      const { testLoss } = await app.hourglass.train()
      losses.set(units, [...(losses.get(units) ?? []), testLoss as number])
    }
  }
  return losses
}

async function expectTable(app: App, losses: ReadonlyMap<number, readonly number[]>): Promise<void> {
  for (const [value, [first, second]] of losses) {
    expect(await app.sweep.figure(value, 'runs')).toBe(2)
    expect(await app.sweep.figure(value, 'mean')).toBe(((first as number) + (second as number)) / 2)
  }
}

async function sidewaysRoom(page: Page): Promise<number> {
  return page.evaluate(() => innerWidth - (document.scrollingElement?.scrollWidth ?? 0))
}

test.beforeEach(({ app }) => app.open())

test('[P132] [P137] a sweep started from the page comes to the very numbers that each of its runs comes to alone', async ({ app, page }) => {
  const losses = await trainedAlone(app, base(20))
  await app.hourglass.load(base(20))
  const before = trainersOf(page).length
  await app.sweep.open()
  await app.sweep.choose(TWO_BY_TWO)
  await expect(app.sweep.estimate).toHaveAttribute('data-value', '4')
  await expect(app.sweep.estimate).toContainText(/4 runs, about \d+ s/)
  await app.sweep.start.click()
  await app.sweep.expectStatus('done')
  expect(await app.sweep.runs()).toBe(4)
  await expectTable(app, losses)
  for (const value of TWO_BY_TWO.values) await expect.poll(() => app.sweep.figure(value, 'pca'), { timeout: 30_000 }).toBeGreaterThan(0.05)
  await expect(app.sweep.sentence).toContainText('test loss')
  expect(await paintedPixels(app.sweep.curve.locator('canvas'))).toBeGreaterThan(500)
  await expect.poll(() => trainersOf(page).length).toBeLessThanOrEqual(before)
  await expect(app.sweep.sign).toHaveCount(0)
})

test('[P133] what no run could have is refused with the field, what was found and what is allowed', async ({ app }) => {
  await app.sweep.open()
  const chosen = await app.sweep.chosen()
  await app.sweep.type('-3')
  await expect(app.sweep.refusal).toContainText(/model\.latent\.units: found -3; allowed: /)
  await app.sweep.type('many')
  await expect(app.sweep.refusal).toContainText(/found .?many.?; allowed: a number/)
  expect(await app.sweep.chosen()).toEqual(chosen)
  await app.sweep.type('5')
  await expect(app.sweep.refusal).toHaveCount(0)
  expect(await app.sweep.chosen()).toEqual([...chosen, 5].sort((a, b) => a - b))
  await expect(app.sweep.estimate).toHaveAttribute('data-value', String(3 * (chosen.length + 1)))
})

test('[P135] a paused sweep makes no step, goes on wherever the page is, and comes to the same numbers', async ({ app, page }) => {
  // Runs that last: what is left must still be under way when the page has been changed.
  test.slow()
  const losses = await trainedAlone(app, base(1_200))
  await app.hourglass.load(base(1_200))
  await app.sweep.open()
  await app.sweep.choose(TWO_BY_TWO)
  await app.sweep.start.click()
  await app.sweep.waitForRuns(1)
  await app.sweep.pause.click()
  await app.sweep.expectStatus('paused')
  const ended = await app.sweep.runs()
  await app.frames(60)
  expect(await app.sweep.runs()).toBeLessThanOrEqual(ended + 1)
  expect(await app.sweep.runs()).toBeLessThan(4)
  await app.lanes.compare.click()
  await expect(app.sweep.sign).toHaveAttribute('data-status', 'paused')
  await app.sweep.open()
  await app.sweep.goOn.click()
  await app.lanes.compare.click()
  await expect(app.sweep.sign).toHaveAttribute('data-status', 'running')
  await expect(app.sweep.sign).toHaveCount(0, { timeout: 60_000 })
  await app.sweep.open()
  await app.sweep.expectStatus('done')
  await expectTable(app, losses)
  expect(await sidewaysRoom(page)).toBeGreaterThanOrEqual(0)
})

test('[P136] cancelled midway it keeps what is done, and its workers are gone', async ({ app, page }) => {
  await app.hourglass.load(base(3_000))
  await app.sweep.open()
  await app.sweep.choose({ ...TWO_BY_TWO, seeds: 5 })
  const before = trainersOf(page).length
  await app.sweep.start.click()
  await expect(app.sweep.sign).toHaveAttribute('data-status', 'running')
  await app.sweep.waitForRuns(1)
  await app.sweep.cancel.click()
  await app.sweep.expectStatus('cancelled')
  await expect.poll(() => trainersOf(page).length).toBeLessThanOrEqual(before)
  const done = await app.sweep.runs()
  expect(done).toBeGreaterThan(0)
  expect(done).toBeLessThan(10)
  expect(((await app.sweep.figure(2, 'runs')) ?? 0) + ((await app.sweep.figure(8, 'runs')) ?? 0)).toBe(done)
  await expect(app.sweep.start).toBeEnabled()
})

test('[P139] a point opens as a lane of its spec; where there are four the page says so', async ({ app }) => {
  await app.hourglass.load(base(20))
  await app.sweep.open()
  await app.sweep.choose(TWO_BY_TWO)
  await app.sweep.start.click()
  await app.sweep.expectStatus('done')
  await app.sweep.row(8).getByTestId('sweep-open').click()
  await expect(app.lanes.all).toHaveAttribute('data-value', '2')
  const [, opened] = await app.hourglass.lanes()
  expect(opened).toMatchObject({ laneId: 'lane-2', spec: editSpec(base(20), CODE, 8), metrics: { step: 0, status: 'idle' } })
  await app.sweep.show()
  const { width, height } = (await app.sweep.curve.boundingBox()) as { width: number; height: number }
  await app.sweep.curve.hover({ position: { x: width * 0.2, y: height * 0.9 } })
  await expect(app.sweep.card).toContainText('Code size 2')
  await app.sweep.curve.click({ position: { x: width * 0.2, y: height * 0.9 } })
  await expect(app.lanes.all).toHaveAttribute('data-value', '3')
  expect((await app.hourglass.lanes())[2]?.spec).toEqual(editSpec(base(20), CODE, 2))
  await app.hourglass.fork()
  await app.sweep.show()
  await app.sweep.row(8).getByTestId('sweep-open').click()
  await expect(app.messages.text).toContainText('There are 4 lanes already')
  await expect(app.sweep.root).toBeVisible()
})

test('[P140] the runs come as a file, a row a run', async ({ app, page }) => {
  await app.hourglass.load(base(20))
  await app.sweep.open()
  await app.sweep.choose(TWO_BY_TWO)
  await app.sweep.start.click()
  await app.sweep.expectStatus('done')
  const [download] = await Promise.all([page.waitForEvent('download'), app.sweep.csv.click()])
  expect(download.suggestedFilename()).toBe('sweep-model-latent-units.csv')
  const rows = readFileSync(await download.path(), 'utf8')
    .trimEnd()
    .split('\r\n')
  const cells = rows.map((row) => row.split(','))
  expect(cells[0]?.slice(0, 4)).toEqual([CODE, 'seed', 'status', 'testLoss'])
  expect(
    cells
      .slice(1)
      .map(([value, seed, status]) => `${value} ${seed} ${status}`)
      .sort(),
  ).toEqual(['2 0 done', '2 1 done', '8 0 done', '8 1 done'])
  const losses = cells.slice(1).flatMap(([value, , , loss]) => (value === '2' ? [Number(loss)] : []))
  expect(((losses[0] as number) + (losses[1] as number)) / 2).toBe(await app.sweep.figure(2, 'mean'))
})

test('[W48] a worker of the sweep that dies is replaced, and its run comes to the same numbers', async ({ app, page }) => {
  test.slow()
  const losses = await trainedAlone(app, base(800))
  await app.hourglass.load(base(800))
  await app.sweep.open()
  await app.sweep.choose(TWO_BY_TWO)
  const before = new Set(trainersOf(page))
  await app.sweep.start.click()
  const own = () => trainersOf(page).filter((trainer) => !before.has(trainer))
  // From now on all that it has are at work: the death of one that is still being loaded could not be told from a slow line.
  await app.sweep.waitForRuns(1)
  await kill(own()[0] as ReturnType<typeof own>[number])
  await app.sweep.expectStatus('done')
  await expectTable(app, losses)
})

for (const [width, height] of [
  [390, 844],
  [1024, 768],
  [1280, 720],
] as const) {
  test(`[P140] at ${width} x ${height} nothing of a sweep scrolls sideways, nor, where the page is wide, down`, async ({ app, page }) => {
    await page.setViewportSize({ width, height })
    await app.hourglass.load(base(800))
    await app.sweep.open()
    await app.sweep.start.click()
    await app.sweep.waitForRuns(2)
    expect(await sidewaysRoom(page)).toBeGreaterThanOrEqual(0)
    if (width > 960) for (const part of [app.sweep.cancel, app.sweep.sentence, app.sweep.row(32)]) await expect(part).toBeInViewport({ ratio: 0.99 })
  })
}
