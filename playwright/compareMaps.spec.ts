import type { RunSpec } from '../src/spec/runSpec.ts'
import type { LaneId } from '../src/store/state.ts'
import type { App } from './fixtures/App.ts'
import { type LaneMap, LaneMaps } from './fixtures/LaneMaps.ts'
import { digitOn, fingerprint, meanDifference, paintedPixels } from './fixtures/pictures.ts'
import { endless, small } from './fixtures/specs.ts'
import { expect, test } from './fixtures/test.ts'

/** Around the middle of a map. */
const AROUND_THE_MIDDLE = [
  [0.3, 0.3],
  [0.7, 0.3],
  [0.7, 0.7],
  [0.3, 0.7],
] as const

test.beforeEach(({ app }) => app.open())

test('[P118] a test picture that is pointed at in one map is marked in all, with what each lane makes of it', async ({ app, page }) => {
  const [first, second] = await trainedLanes(app, [{ 'model.latent.units': 32, 'training.steps': 200 }])
  const index = await second.hoverSome()
  await expect.poll(() => first.index()).toBe(index)
  expect(await first.place()).not.toEqual(await second.place())
  const { inputs } = await app.hourglass.sample({ split: 'test', from: index, count: 1 })
  const lanes = { 'lane-1': first, 'lane-2': second } as const
  const rebuilt: number[][] = []
  for (const laneId of ['lane-1', 'lane-2'] as const) {
    await app.hourglass.select(laneId)
    rebuilt.push(...(await app.hourglass.reconstruct(inputs)))
    await expect(lanes[laneId].error).toContainText(/0\.\d+/)
    expect(meanDifference(await digitOn(lanes[laneId].input), inputs[0] as number[])).toBeLessThan(0.03)
  }
  const [byFirst = [], bySecond = []] = rebuilt
  for (const [lane, own, other] of [
    [first, byFirst, bySecond],
    [second, bySecond, byFirst],
  ] as const) {
    const painted = await digitOn(lane.output)
    expect(meanDifference(painted, own)).toBeLessThan(0.03)
    expect(meanDifference(painted, own)).toBeLessThan(meanDifference(painted, other))
  }
  await page.mouse.move(2, 2)
  for (const lane of [first, second]) await expect(lane.card).toBeHidden()
  expect(await first.index()).toBeNull()
})

test('[P118] while lanes train: the mark goes with its picture, and what the lane makes of it changes', async ({ app }) => {
  await app.hourglass.load(endless('multilayer'))
  await app.hourglass.fork({ seed: 7 })
  const [first, second] = await mapsOf(app, 2, '2,000 digits')
  await app.bar.train.click()
  await expect(first.line).toContainText('500 digits')
  const index = await first.hoverSome()
  await expect.poll(() => second.index()).toBe(index)
  const before = await second.place()
  await expect(second.error).toContainText(/\d/)
  const rebuilt = await fingerprint(second.output)
  await expect.poll(() => second.place()).not.toEqual(before)
  await expect.poll(() => fingerprint(second.output)).not.toBe(rebuilt)
  expect(await second.index()).toBe(index)
})

test('[P120] between the points every lane decodes the corresponding place', async ({ app }) => {
  const [first, second] = await trainedLanes(app, [{}])
  await first.hover(0.015, 0.02)
  await expect(second.card).toBeVisible()
  expect(await second.index()).toBeNull()
  // The same network from the same seed, so the same place.
  const [u = 0, v = 0] = (await second.place()) ?? []
  expect(Math.abs(u - 0.015)).toBeLessThan(0.01)
  expect(Math.abs(v - 0.02)).toBeLessThan(0.01)
  await expect(second.input).toBeHidden()
  expect(await paintedPixels(second.output)).toBeGreaterThan(100)
  expect(await fingerprint(second.output)).toBe(await fingerprint(first.output))
})

test('[P119] a line drawn around points marks them in all maps, and says of which classes they are', async ({ app, page }) => {
  const [first, second] = await trainedLanes(app, [{ 'model.latent.units': 10 }])
  const unmarked = await fingerprint(second.points)
  await first.draw(AROUND_THE_MIDDLE)
  await expect(first.line).toContainText(/^\d+ digits: \d+ \w+s/)
  const count = await first.line.getAttribute('data-brushed')
  expect(Number(count)).toBeGreaterThan(10)
  await expect(second.line).toHaveAttribute('data-brushed', count ?? '')
  await expect.poll(() => fingerprint(second.points)).not.toBe(unmarked)

  await first.clear.click()
  await expect(second.line).not.toHaveAttribute('data-brushed', /./)
  await expect.poll(() => fingerprint(second.points)).toBe(unmarked)
  await second.draw(AROUND_THE_MIDDLE)
  await expect(first.line).toHaveAttribute('data-brushed', /[1-9]/)
  await page.keyboard.press('Escape')
  await expect(first.line).not.toHaveAttribute('data-brushed', /./)
  await second.draw(AROUND_THE_MIDDLE)
  await expect(first.line).toHaveAttribute('data-brushed', /[1-9]/)
  await first.area.click()
  await expect(second.line).not.toHaveAttribute('data-brushed', /./)
})

test('[P117] maps are turned to lie as the first one does, until that is switched off', async ({ app }) => {
  const [first, second, strip] = await trainedLanes(app, [{ seed: 7 }, { 'model.latent.units': 1 }])
  await expect(first.align).toBeHidden()
  await expect(strip.align).toBeHidden()
  await expect(second.root).toHaveAttribute('data-aligned', 'true')
  const before = { first: await fingerprint(first.points), second: await fingerprint(second.points) }
  await second.align.click()
  await expect(second.root).toHaveAttribute('data-aligned', 'false')
  await expect.poll(() => fingerprint(second.points)).not.toBe(before.second)
  expect(await fingerprint(first.points)).toBe(before.first)
  await second.align.click()
  await expect.poll(() => fingerprint(second.points)).toBe(before.second)
})

test('[P118] the arrow keys point as well, Escape takes the mark away', async ({ app, page }) => {
  const [first, second] = await trainedLanes(app, [{ seed: 7 }])
  await first.area.focus()
  await page.keyboard.press('ArrowRight')
  await expect.poll(() => first.place()).not.toBeNull()
  await expect(second.card).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(second.card).toBeHidden()
})

test('[P122] lanes of points show them going in and coming out, with the one that is pointed at', async ({ app }) => {
  const spec: RunSpec = {
    version: 1,
    data: { name: 'moons' },
    model: { encoder: [{ type: 'dense', units: 16, activation: 'tanh' }], latent: { units: 1, activation: 'linear' }, output: 'linear' },
    loss: 'mse',
    training: { steps: 100, batchSize: 64, optimizer: 'adam', learningRate: 0.005, schedule: 'constant' },
    seed: 0,
  }
  await app.hourglass.load(spec)
  await app.hourglass.fork({ 'model.latent.units': 2 })
  const [first, second] = await mapsOf(app, 2, '1,000 points')
  const outputs = second.pictures.getByRole('img', { name: 'The test points, out' })
  await expect.poll(() => paintedPixels(outputs)).toBeGreaterThan(500)
  const before = await fingerprint(outputs)
  const index = await first.hoverSome()
  await expect.poll(() => second.index()).toBe(index)
  await expect.poll(() => fingerprint(outputs)).not.toBe(before)
})

test.describe('on a small screen', () => {
  test.use({ viewport: { width: 1280, height: 720 } })

  test('[P121] four lanes’ maps and pictures are in sight without scrolling', async ({ app, page }) => {
    const lanes = await trainedLanes(app, [{ seed: 7 }, { 'model.latent.units': 10 }, { 'model.latent.units': 1 }])
    for (const { root, pictures, line } of lanes) {
      const ten = pictures.getByRole('img', { name: 'What becomes of ten test digits: 0, 1, 2, 3, 4, 5, 6, 7, 8, 9' })
      for (const part of [root, line, ten]) await expect(part).toBeInViewport({ ratio: 1 })
      for (let at = 0; at < 10; at++) expect(await paintedPixels({ canvas: ten, at })).toBeGreaterThan(20)
      const [map, beside] = [await root.boundingBox(), await pictures.boundingBox()]
      expect((map?.x ?? 0) + (map?.width ?? 0)).toBeLessThanOrEqual(beside?.x ?? 0)
      expect(map?.width ?? 0).toBeGreaterThan(120)
    }
    expect(await page.evaluate(() => document.documentElement.scrollHeight)).toBe(720)
  })
})

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true })

  test('[P118] a finger points, and what it pointed at stays until it touches elsewhere', async ({ app }) => {
    const [first, second] = await trainedLanes(app, [{}])
    await first.area.scrollIntoViewIfNeeded()
    await first.tap(0.5, 0.5)
    await expect.poll(() => first.index()).not.toBeNull()
    await expect.poll(() => second.index()).toBe(await first.index())
    await app.page.touchscreen.tap(20, 60)
    await expect.poll(() => first.place()).toBeNull()
  })
})

/** Lanes of the small multilayer network and of it with these edits, each trained, with their maps at rest. */
async function trainedLanes(app: App, forks: readonly Record<string, unknown>[]): Promise<Three> {
  await app.hourglass.load(small('multilayer'))
  const laneIds: LaneId[] = ['lane-1']
  for (const edits of forks) laneIds.push(await app.hourglass.fork(edits))
  for (const laneId of laneIds) {
    await app.hourglass.select(laneId)
    await app.hourglass.train()
  }
  return mapsOf(app, laneIds.length, '2,000 digits')
}

/** As many as were asked for; tests take those. */
type Three = [LaneMap, LaneMap, LaneMap, ...LaneMap[]]

async function mapsOf(app: App, count: number, points: string): Promise<Three> {
  const laneIds = Array.from({ length: count }, (_, i) => `lane-${i + 1}`)
  return (await new LaneMaps(app.page).open(laneIds, points)) as Three
}
