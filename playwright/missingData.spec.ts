import type { Route } from '@playwright/test'
import type { App } from './fixtures/App.ts'
import { lasting } from './fixtures/specs.ts'
import { expect, test } from './fixtures/test.ts'

const PICTURES = 20_000
const SPEC = { ...lasting('vanilla', { epochs: 1 }), data: { name: 'mnist', train: PICTURES } } as const
/** Steps of 128 that need no picture beyond the 10,000th. */
const STEPS_BEFORE_THE_FAULT = 78
const STEPS_IN_ALL = 157

declare global {
  interface Window {
    /** Whatever stood in the page's message. */
    messagesSeen: string[]
  }
}

/** The page itself opens on 10,000 pictures: with the third chunk broken it opens as ever. */
const THIRD_CHUNK = '**/train-02.bin.gz'

test('[P26] a missing chunk: the run waits with its weights, the page names the file, Retry goes on to the same numbers', async ({
  app,
  context,
  watch,
}) => {
  watch.expectComplaints(/404/)
  await context.route(THIRD_CHUNK, answerMissing)
  await trainIntoTheFault(app)
  await expect(app.messages.text).toContainText('train-02.bin.gz is missing (the server answered 404)')
  await expect(app.messages.text).toContainText('10,000 of 20,000')
  await expect.poll(async () => (await app.hourglass.metrics()).step).toBe(STEPS_BEFORE_THE_FAULT)
  await app.bar.expectStatus('loading')

  await context.unroute(THIRD_CHUNK)
  await app.messages.retry.click()
  await app.bar.expectStatus('done')
  await expect(app.messages.text).toBeHidden()
  const interrupted = await app.hourglass.metrics()
  expect(interrupted).toMatchObject({ step: STEPS_IN_ALL, samplesSeen: PICTURES, edited: false })
  await app.hourglass.load(SPEC)
  const undisturbed = await app.hourglass.train()
  expect([interrupted.trainLoss, interrupted.testLoss]).toEqual([undisturbed.trainLoss, undisturbed.testLoss])
})

test('[P27] “Go on without the rest” sets data.train and trains on what was read', async ({ app, context, watch }) => {
  watch.expectComplaints(/404/)
  await context.route(THIRD_CHUNK, answerMissing)
  await trainIntoTheFault(app)
  await app.messages.goOn.click()
  await app.bar.expectStatus('done')
  await expect(app.messages.text).toBeHidden()
  expect((await app.hourglass.spec()).data).toEqual({ name: 'mnist', train: 10_000 })
  expect(await app.hourglass.metrics()).toMatchObject({ epoch: 1, samplesSeen: 10_000, edited: true })
})

test('[P26] Retry while the chunk is still missing says so again', async ({ app, context, watch }) => {
  watch.expectComplaints(/404/)
  let asked = 0
  await context.route(THIRD_CHUNK, (route) => {
    asked++
    return answerMissing(route)
  })
  await trainIntoTheFault(app)
  await expect(app.messages.text).toBeVisible()
  const before = asked
  await app.messages.retry.click()
  await expect.poll(() => asked).toBeGreaterThan(before)
  await expect(app.messages.text).toContainText('train-02.bin.gz is missing')
})

test('[P28] a truncated chunk is named, with what came of it', async ({ app, context }) => {
  await context.route(THIRD_CHUNK, (route) => answerChanged(route, (body) => body.subarray(0, 1_000)))
  await trainIntoTheFault(app)
  await expect(app.messages.text).toContainText(/train-02\.bin\.gz is truncated \(1,000 of [\d,]+ bytes\).*10,000 of 20,000/)
})

test('[P28] a chunk with one bit flipped is not taken', async ({ app, context }) => {
  await context.route(THIRD_CHUNK, (route) => answerChanged(route, flipBit))
  await trainIntoTheFault(app)
  await expect(app.messages.text).toContainText(/train-02\.bin\.gz is altered \(.+\).*10,000 of 20,000/)
  await expect.poll(async () => (await app.hourglass.metrics()).step).toBe(STEPS_BEFORE_THE_FAULT)
})

test('[P69] a chunk that arrives with one bit flipped from a cache alone is read past it, and nobody is troubled', async ({ app, context }) => {
  let asked = 0
  await context.route(THIRD_CHUNK, (route) => (++asked === 1 ? answerChanged(route, flipBit) : route.continue()))
  await trainIntoTheFault(app)
  await app.bar.expectStatus('done')
  expect(asked).toBeGreaterThan(1)
  expect(await app.hourglass.metrics()).toMatchObject({ samplesSeen: PICTURES, edited: false })
  await expect(app.messages.text).toBeHidden()
})

for (const [fault, answer] of [
  ['is missing', answerMissing],
  ['is cut off', (route: Route) => route.abort()],
] as const) {
  test(`[P69] a chunk that ${fault} at the first try alone comes with the next, and no message is ever shown`, async ({
    app,
    context,
    page,
    watch,
  }) => {
    watch.expectComplaints(/404|ERR_FAILED/)
    await page.addInitScript(() => {
      window.messagesSeen = []
      const look = () => {
        const text = document.querySelector('[data-testid=message]')?.textContent
        if (text) window.messagesSeen.push(text)
      }
      new MutationObserver(look).observe(document, { subtree: true, childList: true, characterData: true })
    })
    let asked = 0
    await context.route(THIRD_CHUNK, (route) => (++asked === 1 ? answer(route) : route.continue()))
    await trainIntoTheFault(app)
    await app.bar.expectStatus('done')
    expect(asked).toBe(2)
    expect(await app.hourglass.metrics()).toMatchObject({ step: STEPS_IN_ALL, samplesSeen: PICTURES, edited: false })
    expect(await page.evaluate(() => window.messagesSeen)).toEqual([])
  })
}

test('[P29] with the first chunk missing nothing can be trained; Retry brings the page up', async ({ app, context, page, watch }) => {
  watch.expectComplaints(/404/)
  await context.route('**/train-00.bin.gz', answerMissing)
  await page.goto('./')
  await expect(app.messages.text).toContainText(/train-00\.bin\.gz is missing.*0 of 10,000/)
  await expect(app.messages.goOn).toBeHidden()
  await context.unroute('**/train-00.bin.gz')
  await app.messages.retry.click()
  await app.bar.expectStatus('idle')
})

/** Opens the page and trains on 20,000 pictures, at full speed, by its own controls where it has them. */
async function trainIntoTheFault(app: App): Promise<void> {
  await app.open()
  await app.hourglass.load({ ...SPEC, data: { name: 'mnist', train: 10_000 } })
  await app.data.chooseTrainingPictures(PICTURES)
  await app.bar.chooseSpeed('full')
  await app.bar.train.click()
}

function answerMissing(route: Route): Promise<void> {
  return route.fulfill({ status: 404, body: 'Not found' })
}

async function answerChanged(route: Route, change: (body: Buffer) => Buffer): Promise<void> {
  const response = await route.fetch()
  const body = change(await response.body())
  await route.fulfill({ status: 200, contentType: 'application/gzip', body })
}

function flipBit(body: Buffer): Buffer {
  const changed = Buffer.from(body)
  const middle = changed.length >> 1
  changed[middle] = (changed[middle] as number) ^ 1
  return changed
}
