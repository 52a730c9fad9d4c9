import { decodeWith, type LayerWeights } from '../src/engine/forward.ts'
import { byteWeightsSize } from '../src/engine/timeline/byteWeights.ts'
import { areWeightsDue } from '../src/engine/timeline/momentSchedule.ts'
import { WEIGHTS_BUDGET_BYTES } from '../src/engine/timeline/timelineKeeper.ts'
import { planNetwork } from '../src/spec/network.ts'
import type { RunSpec } from '../src/spec/runSpec.ts'
import type { App } from './fixtures/App.ts'
import { digitOn, fingerprint, meanDifference, paintedPixels } from './fixtures/pictures.ts'
import { endless, lasting, SMALL_STEPS, small } from './fixtures/specs.ts'
import { expect, test } from './fixtures/test.ts'

/** A pause is a moment too: its step is on the timeline. */
const PAUSED_AT = 5
/** A history remembers the loss of each tenth step: of a lane that begins here this one is missing. */
const BRANCHED_AT = 10
const THREE = 3
/** Weights came back from bytes, and the pictures from bytes as well. */
const BYTES_APART = 0.012

test.beforeEach(({ app }) => app.open())

/** The network as it is now, for the forward pass without a page. */
async function networkNow(app: App) {
  const plan = planNetwork(small('multilayer'))
  const layers: LayerWeights[] = []
  for (const [i, { role: _, path: __, ...shape }] of plan.layers.entries()) {
    const { kernel, bias } = await app.hourglass.weights(i)
    layers.push({ ...shape, kernel: Float32Array.from(kernel), bias: Float32Array.from(bias) })
  }
  return { step: 0, layers, encoderLayers: 3 }
}

/** Without test pictures there is nothing to remember of the first steps. */
async function loadRead(app: App, spec: RunSpec): Promise<void> {
  await app.hourglass.load(spec)
  await app.hourglass.sample({ split: 'test', from: 0, count: 1 })
}

/** What becomes of the shown three. */
async function rebuiltThree(app: App): Promise<number[]> {
  const { inputs, labels } = await app.hourglass.sample({ split: 'test', from: 0, count: 100 })
  const [rebuilt] = await app.hourglass.reconstruct([inputs[labels.indexOf(THREE)] as number[]])
  return rebuilt as number[]
}

/** The first step that brings no weights along, since those of the step before are near enough: in any run that is looked at there. */
function firstWithoutWeights(): number {
  const most = Math.floor(WEIGHTS_BUDGET_BYTES / byteWeightsSize(planNetwork(small('multilayer')).layers))
  let step = 1
  while (areWeightsDue(step, step - 1, most)) step++
  return step
}

test('[P110] there is no timeline before anything was trained, then a film strip with the digit coming into being', async ({ app }) => {
  await expect(app.timeline.root).toBeHidden()
  await loadRead(app, small('multilayer'))
  await expect(app.timeline.root).toBeHidden()
  await app.hourglass.train()
  await expect(app.timeline.root).toBeVisible()
  await expect(app.timeline.step).toHaveText(`step ${SMALL_STEPS} of ${SMALL_STEPS}`)
  for (const frame of [app.timeline.frame(0), app.timeline.frame(-1)]) await expect.poll(() => paintedPixels(frame)).toBeGreaterThan(100)
  const last = await digitOn(app.timeline.frame(-1))
  expect(meanDifference(last, await rebuiltThree(app))).toBeLessThan(0.03)
  expect(meanDifference(await digitOn(app.timeline.frame(0)), last)).toBeGreaterThan(0.1)
})

test('[P112] back at a moment, pictures, hourglass and hover are those of that step, and now is as it was', async ({ app, page }) => {
  await loadRead(app, small('multilayer'))
  await app.hourglass.train({ steps: PAUSED_AT })
  const [then, network] = [await rebuiltThree(app), await networkNow(app)]
  await app.hourglass.train({ steps: SMALL_STEPS - PAUSED_AT })
  const output = app.reconstructions.picture(THREE, 'output')
  const now = await rebuiltThree(app)
  await expect.poll(async () => meanDifference(await digitOn(output), now)).toBeLessThan(BYTES_APART)
  const pointsNow = await fingerprint(app.map.points)

  await app.timeline.goTo(PAUSED_AT)
  await expect(app.timeline.step).toHaveText(`step ${PAUSED_AT} of ${SMALL_STEPS}`)
  await expect(app.timeline.snapshot).toHaveText('')
  await expect(page.getByTestId('loss-moment')).toBeVisible()
  await expect.poll(async () => meanDifference(await digitOn(output), then)).toBeLessThan(BYTES_APART)
  expect(meanDifference(then, now)).toBeGreaterThan(3 * BYTES_APART)
  await expect(app.map.root).toContainText('500 test digits')
  await expect.poll(() => fingerprint(app.map.points)).not.toBe(pointsNow)
  await app.map.hover(0.4, 0.5)
  await expect(app.map.card).toBeVisible()
  const decoded = [...decodeWith(network, await app.map.place())]
  expect(meanDifference(await digitOn(app.map.picture), decoded)).toBeLessThan(BYTES_APART)

  await app.timeline.now.click()
  await expect.poll(async () => meanDifference(await digitOn(output), now)).toBeLessThan(BYTES_APART)
  await page.mouse.move(2, 2)
  await expect(app.map.root).toContainText('2,000 test digits')
  await expect(app.timeline.now).toBeHidden()
  await expect(page.getByTestId('loss-moment')).toBeHidden()
})

test('[P111] keys, a drag and the film move through the training; training on brings back to now', async ({ app, page }) => {
  await loadRead(app, small('multilayer'))
  await app.hourglass.train()
  await app.timeline.thumb.focus()
  await page.keyboard.press('Home')
  await expect(app.timeline.thumb).toHaveAttribute('data-value', '0')
  await expect(app.timeline.thumb).toHaveAttribute('aria-valuetext', 'step 0')
  await page.keyboard.press('ArrowRight')
  await expect.poll(() => app.timeline.shownStep()).toBeGreaterThan(0)
  await page.keyboard.press('End')
  await expect(app.timeline.thumb).toHaveAttribute('aria-valuetext', 'now')

  await app.timeline.drag(0.9, 0.1, 0)
  await expect(app.timeline.thumb).toHaveAttribute('data-value', '0')
  await app.timeline.play.click()
  await expect.poll(() => app.timeline.shownStep()).toBeGreaterThan(0)
  await expect(app.timeline.thumb).toHaveAttribute('aria-valuetext', 'now')
  await expect(app.timeline.play).toHaveAttribute('aria-label', 'Play as a film')

  await app.timeline.drag(0)
  await expect(app.timeline.now).toBeVisible()
  await app.hourglass.play()
  await expect(app.timeline.now).toBeHidden()
  await app.hourglass.pause()
})

test('[P113] while a run trains one can look back, and it goes on', async ({ app }) => {
  await loadRead(app, endless('multilayer'))
  const untrained = await rebuiltThree(app)
  await app.hourglass.play()
  await expect(app.timeline.root).toBeVisible()
  await app.timeline.drag(0)
  await expect(app.timeline.thumb).toHaveAttribute('data-value', '0')
  const output = app.reconstructions.picture(THREE, 'output')
  await expect.poll(async () => meanDifference(await digitOn(output), untrained)).toBeLessThan(BYTES_APART)
  const then = await fingerprint(output)
  const { step } = await app.hourglass.metrics()
  await expect.poll(async () => (await app.hourglass.metrics()).step).toBeGreaterThan(step + 10)
  await expect(app.timeline.thumb).toHaveAttribute('data-value', '0')
  expect(await fingerprint(output)).toBe(then)
  await app.timeline.now.click()
  await expect.poll(() => fingerprint(output)).not.toBe(then)
  // Another network has a past of its own.
  await app.timeline.drag(0)
  await app.hourglass.load(small('vanilla'))
  await expect(app.timeline.root).toBeHidden()
})

test('[P151] between the weights that are kept the page says which it looks through; the pictures are the moment’s own', async ({ app }) => {
  const moment = firstWithoutWeights()
  await loadRead(app, lasting('multilayer', { steps: moment + 1 }))
  await app.hourglass.train({ steps: moment - 1 })
  const network = await networkNow(app)
  await app.hourglass.step()
  const then = await rebuiltThree(app)
  await app.hourglass.step()
  await app.timeline.goTo(moment)
  await expect(app.timeline.step).toHaveText(`step ${moment} of ${moment + 1}`)
  await expect(app.timeline.snapshot).toHaveText(`nearest snapshot: step ${moment - 1}`)
  const output = app.reconstructions.picture(THREE, 'output')
  await expect.poll(async () => meanDifference(await digitOn(output), then)).toBeLessThan(BYTES_APART)
  await app.map.hover(0.4, 0.5)
  await expect(app.map.card).toBeVisible()
  const decoded = [...decodeWith(network, await app.map.place())]
  expect(meanDifference(await digitOn(app.map.picture), decoded)).toBeLessThan(BYTES_APART)
  await app.timeline.now.click()
  await expect(app.timeline.snapshot).toHaveText('')
})

test('[P152] training on from a moment is another lane that begins at that step, with its weights and without the optimizer’s memory', async ({
  app,
  page,
}) => {
  await loadRead(app, small('multilayer'))
  await app.hourglass.train({ steps: BRANCHED_AT })
  const then = await rebuiltThree(app)
  await app.hourglass.train({ steps: SMALL_STEPS - BRANCHED_AT })
  const now = await rebuiltThree(app)
  // At such a rate the other lane keeps the weights that it begins with, however far it trains.
  await app.hourglass.set('training.learningRate', 1e-9)
  await app.timeline.goTo(BRANCHED_AT)
  await app.timeline.trainOn.click()
  await expect(app.messages.text).toHaveText(`Lane 2 trains on from step ${BRANCHED_AT}; its optimizer begins anew, without its memory.`)
  await app.lanes.expectStatus('lane-2', 'done')
  const [first, second] = (await app.hourglass.lanes()).map(({ metrics }) => metrics)
  expect(second).toMatchObject({ step: SMALL_STEPS, samplesSeen: first?.samplesSeen, edited: true })
  await app.lanes.in('lane-2', 'edit-lane').click()
  await expect(page.getByRole('button', { name: 'edited' })).toBeVisible()
  const history = await app.hourglass.history()
  expect(Math.min(...history.map(({ step }) => step))).toBeGreaterThan(BRANCHED_AT)
  expect(meanDifference(await rebuiltThree(app), then)).toBeLessThan(BYTES_APART)
  expect(meanDifference(then, now)).toBeGreaterThan(3 * BYTES_APART)
  await app.hourglass.select('lane-1')
  expect(await rebuiltThree(app)).toEqual(now)
})

test('[P152] where all lanes are taken there is none to train on in, and the page says so', async ({ app }) => {
  await loadRead(app, small('vanilla'))
  await app.hourglass.step(2)
  for (let lanes = 1; lanes < 4; lanes++) await app.hourglass.fork()
  await app.timeline.drag(0)
  await app.timeline.trainOn.click()
  await expect(app.messages.text).toContainText('There are 4 lanes already')
  expect(await app.hourglass.lanes()).toHaveLength(4)
  await expect(app.timeline.root).toBeVisible()
})

for (const [width, height] of [
  [1280, 720],
  [390, 844],
] as const) {
  test(`[P114] at ${width} x ${height} the timeline pushes nothing away`, async ({ app, page }) => {
    await page.setViewportSize({ width, height })
    await app.hourglass.load(small('multilayer'))
    await app.hourglass.train()
    await expect(app.timeline.root).toBeInViewport({ ratio: 0.99 })
    const room = await page.evaluate(() => ({ needed: document.scrollingElement?.scrollWidth ?? 0, there: innerWidth }))
    expect(room.needed).toBeLessThanOrEqual(room.there)
    if (width < 1280) return
    const parts = [app.bar.train, app.network.width, app.network.input, app.map.root, app.loss.root, app.reconstructions.root]
    for (const part of parts) await expect(part).toBeInViewport({ ratio: 0.99 })
  })
}
