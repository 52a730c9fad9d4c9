import { readFileSync, statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'
import type { Page } from '@playwright/test'
import { TFJS_SIGNS } from '../scripts/pageSizes.ts'
import { decodeWith, encodeWith, forward } from '../src/engine/forward.ts'
import { decodeShipped } from '../src/engine/shipped/shippedFile.ts'
import { DEFAULT_PRESET, PRESETS } from '../src/spec/presets.ts'
import type { App } from './fixtures/App.ts'
import { digitOn, fingerprint, meanDifference, paintedPixels } from './fixtures/pictures.ts'
import { small } from './fixtures/specs.ts'
import { expect, test } from './fixtures/test.ts'

const FILE = fileURLToPath(new URL(`../public/checkpoint/${DEFAULT_PRESET}.bin.gz`, import.meta.url))
const SHIPPED = decodeShipped(gunzipSync(readFileSync(FILE)))
const DIGIT = [...SHIPPED.overview.pictures.subarray(3 * 784, 4 * 784)]

/** Everything but the page's own script: workers, the library, its wasm, the data. */
const ENGINE_FILES = /\/assets\/(?!index-).*\.(js|wasm)|\/datasets\//
const CHECKPOINT_FILE = '**/checkpoint/*'
const FLOAT_TOLERANCE = 1e-6
/** A picture's 28 pixels do not fall on whole pixels of the card: neighbours blend along its edges. */
const PAINT_TOLERANCE = 0.02
/** A network that has learnt nothing answers 0.5 everywhere, or not far from it: ln 2. */
const UNTRAINED_LOSS = 0.6
const FIRST_STEP_BYTES_MAX = 2_500_000
const FIRST_PICTURES = '/train-00.bin.gz'

test.describe('without any engine', () => {
  test.beforeEach(async ({ app, page, watch }) => {
    watch.expectComplaints(/ERR_FAILED/)
    await page.route(ENGINE_FILES, (route) => route.abort())
    await openAtFirstPaint(app)
  })

  test('[P45] the page opens on a trained network: map, pictures, curve and caption', async ({ app, page }) => {
    await expect.poll(() => paintedPixels(app.map.points)).toBeGreaterThan(1_000)
    for (const canvas of [app.network.input, app.network.canvases.last(), app.loss.canvas]) {
      await expect.poll(() => paintedPixels(canvas)).toBeGreaterThan(300)
    }
    for (const row of ['input', 'output', 'pca'] as const) {
      await expect.poll(() => paintedPixels(app.reconstructions.picture(9, row))).toBeGreaterThan(100)
    }
    expect(await app.loss.testLoss()).toBe(SHIPPED.header.testLoss)
    await expect(page.locator('.caption')).toContainText(/look alike\. PCA with 2 makes a squared error of 0\.056, this 0\.04/)
    await expect(page.getByTestId('trained-earlier')).toBeVisible()
  })

  test('[P46] the pointer over the map decodes the place under it', async ({ app }) => {
    const painted: number[][] = []
    for (const [u, v] of [
      [0.85, 0.2],
      [0.3, 0.85],
    ] as const) {
      await app.map.hover(u, v)
      await expect(app.map.card).toBeVisible()
      const decoded = async () => meanDifference(await digitOn(app.map.picture), [...decodeWith(SHIPPED.weights, await app.map.place())])
      await expect.poll(decoded).toBeLessThan(PAINT_TOLERANCE)
      painted.push(await digitOn(app.map.picture))
    }
    expect(meanDifference(painted[0] as number[], painted[1] as number[])).toBeGreaterThan(4 * PAINT_TOLERANCE)
  })

  test('[P47] a drawing is rebuilt and flows through the hourglass; noise on the sample changes what comes out', async ({ app }) => {
    await expect.poll(() => paintedPixels(app.reconstructions.picture(3, 'output'))).toBeGreaterThan(100)
    const output = await fingerprint(app.reconstructions.picture(3, 'output'))
    await app.data.testNoise.press('End')
    await expect.poll(() => fingerprint(app.reconstructions.picture(3, 'output'))).not.toBe(output)
    const digit = await fingerprint(app.network.input)
    await app.pad.draw([0.2, 0.2], [0.8, 0.2], [0.4, 0.8])
    await expect.poll(() => app.pad.decibels()).toBeGreaterThan(5)
    expect(await paintedPixels(app.pad.rebuilt)).toBeGreaterThan(300)
    await expect.poll(() => fingerprint(app.network.input)).not.toBe(digit)
  })

  test('[K13] the console encodes, decodes and looks inside the shipped network', async ({ app }) => {
    const code = [...encodeWith(SHIPPED.weights, DIGIT)]
    const rebuilt = [...forward(SHIPPED.weights.layers, DIGIT)]
    expectClose((await app.hourglass.encode([DIGIT]))[0], code)
    expectClose((await app.hourglass.decode([code]))[0], [...decodeWith(SHIPPED.weights, code)])
    expectClose((await app.hourglass.reconstruct([DIGIT]))[0], rebuilt)
    expectClose(await app.hourglass.scores([DIGIT]), [meanSquare(rebuilt, DIGIT)])
    const layers = await app.hourglass.activations(DIGIT)
    expect(layers.map(({ layer }) => layer)).toEqual(['encoder 1', 'encoder 2', 'latent', 'decoder 1', 'decoder 2', 'output'])
    expectClose(layers[2]?.values, code)
    const { kernel, shape } = await app.hourglass.weights(2)
    expect(shape).toEqual([64, 2])
    expectClose(kernel, [...(SHIPPED.weights.layers[2]?.kernel ?? [])])
    expect(await app.hourglass.spec()).toEqual(PRESETS[DEFAULT_PRESET].spec)
  })
})

for (const [fault, body] of [
  ['missing', null],
  ['truncated', readFileSync(FILE).subarray(0, 100_000)],
  ['altered', altered(gunzipSync(readFileSync(FILE)))],
] as const) {
  test(`[P48] with the shipped network ${fault} the page opens untrained, with a note that says so`, async ({ app, page, watch }) => {
    watch.expectComplaints(/404|ERR_/)
    await page.route(CHECKPOINT_FILE, (route) =>
      body ? route.fulfill({ body: Buffer.from(body), contentType: 'application/gzip' }) : route.fulfill({ status: 404, body: '' }),
    )
    await app.open()
    await expect(app.messages.text).toContainText(/trained earlier can’t be shown: .*(missing|truncated or damaged|checksum).*starts untrained/)
    await expect(page.locator('.caption')).toContainText('Untrained')
    await expect.poll(() => paintedPixels(app.map.points)).toBeGreaterThan(100)
    expect((await app.hourglass.step()).step).toBe(1)
  })
}

test('[P49] Train starts the recipe from fresh weights, and the shipped network stays as a faint curve', async ({ app, page }) => {
  await app.open()
  await expect(page.locator('.loss-words')).not.toContainText('trained earlier')
  await app.bar.step.click()
  await app.bar.expectStatus('paused')
  const metrics = await app.hourglass.metrics()
  expect(metrics).toMatchObject({ step: 1, samplesSeen: 128, edited: false })
  expect(metrics.trainLoss).toBeGreaterThan(UNTRAINED_LOSS)
  await expect(page.getByTestId('trained-earlier')).toBeHidden()
  await expect(app.loss.test).toHaveAttribute('data-value', String(metrics.testLoss))
  await expect(page.locator('.loss-words')).toContainText(`The network trained earlier ended at ${SHIPPED.header.testLoss.toFixed(3)}`)
  await app.bar.train.click()
  await app.bar.expectStatus('training')
})

test('[P49] the curve of the shipped network goes with another preset, which trains at once', async ({ app, page }) => {
  await app.open()
  await app.bar.preset('vanilla').click()
  await app.bar.expectStatus('training')
  await expect(page.locator('.loss-words')).not.toContainText('trained earlier')
  await expect(page.getByTestId('trained-earlier')).toBeHidden()
})

test('[P49] a structural edit of the shipped network trains at once beside its curve; the next one has another former', async ({ app, page }) => {
  await app.open()
  await app.network.wider.click()
  await app.bar.expectStatus('training')
  await expect(page.locator('.loss-words')).toContainText('The network trained earlier ended at')
  await app.network.wider.click()
  await expect(page.locator('.loss-words')).not.toContainText('trained earlier')
})

test('[P49] what costs no weights leaves the shipped network on the page until Train', async ({ app, page }) => {
  await app.open()
  await app.data.noise.press('ArrowRight')
  await expect.poll(async () => (await app.hourglass.spec()).corruption).toBeDefined()
  await expect(page.getByTestId('trained-earlier')).toBeVisible()
  expect(await app.loss.testLoss()).toBe(SHIPPED.header.testLoss)
  await app.bar.expectStatus('idle')
})

test('[P53] standing ready it has read under 2.5 MB: all the first step needs, no tfjs on the page’s own thread', async ({ app, page }) => {
  const scripts = await sourcesOnThePage(page)
  const sent = countSent(page)
  await openAtFirstPaint(app)
  await app.hourglass.memory()
  await page.waitForLoadState('networkidle')
  const bytes = await sent.bytes()
  const before = sent.files.length
  expect(before).toBeGreaterThan(10)
  expect(bytes).toBeGreaterThan(1_000_000)
  expect(bytes).toBeLessThan(FIRST_STEP_BYTES_MAX)
  tell('sent to a page that stands ready', bytes)
  expect(sent.files.filter(isPictures).length).toBe(1)
  await app.bar.train.click()
  await expect.poll(() => app.bar.epochReached()).toBeGreaterThan(0)
  await expect.poll(() => sent.files.slice(before).filter(isPictures).length).toBeGreaterThan(0)
  const sources = await scripts()
  expect(sources.join('').length).toBeGreaterThan(100_000)
  for (const sign of TFJS_SIGNS)
    expect(
      sources.some((source) => source.includes(sign)),
      sign,
    ).toBe(false)
})

test('[P53] with Train pressed as soon as there is a button, under 2.5 MB are sent or on their way when the first step has been made', async ({
  app,
  context,
  page,
}) => {
  const sent = countSent(page)
  // Files are read one after another: those asked for after the first pictures are kept back until the step has been made without them.
  const keptBack: number[] = []
  let release = () => {}
  const stepMade = new Promise<void>((resolve) => {
    release = resolve
  })
  await context.route(isPictures, async (route) => {
    if (route.request().url().endsWith(FIRST_PICTURES)) return route.continue()
    keptBack.push(bytesOf(route.request().url()))
    await stepMade
    await route.continue()
  })
  await page.addInitScript(() => {
    const press = () => {
      const button = document.querySelector('[data-testid=train]')
      if (button instanceof HTMLButtonElement && !button.disabled) button.click()
      else requestAnimationFrame(press)
    }
    requestAnimationFrame(press)
  })
  await page.goto('./')
  await expect.poll(() => app.bar.epochReached()).toBeGreaterThan(0)
  const bytes = await sent.bytes()
  await expect.poll(() => keptBack.length).toBe(1)
  expect(sent.files.filter(isPictures).map((file) => file.endsWith(FIRST_PICTURES))).toEqual([true])
  const [next] = keptBack as [number]
  tell('sent when the first step had been made', bytes)
  tell('with the file then on its way', bytes + next)
  expect(bytes).toBeGreaterThan(1_000_000)
  expect(bytes + next).toBeLessThan(FIRST_STEP_BYTES_MAX)
  release()
  await app.bar.expectStatus('done')
})

test('[K14] load, set, step, train and play hand over to the run', async ({ app, page }) => {
  const shipped = [...encodeWith(SHIPPED.weights, DIGIT)]
  const answersShipped = async () => {
    const [code] = (await app.hourglass.encode([DIGIT])) as [number[]]
    return code.length === shipped.length && code.every((value, i) => Math.abs(value - (shipped[i] as number)) < FLOAT_TOLERANCE)
  }
  const ways: Record<string, () => Promise<unknown>> = {
    load: () => app.hourglass.load(small('multilayer')),
    set: () => app.hourglass.set('training.learningRate', 0.01),
    step: () => app.hourglass.step(),
    train: () => app.hourglass.train({ steps: 2 }),
    play: () => app.hourglass.play(),
  }
  for (const [name, way] of Object.entries(ways)) {
    await page.goto('./')
    expect(await answersShipped(), `before ${name}`).toBe(true)
    await way()
    expect(await answersShipped(), `after ${name}`).toBe(false)
  }
})

test('[K15] metrics and history are those of the fresh run while the shipped network is shown', async ({ app }) => {
  await app.open()
  expect(await app.hourglass.metrics()).toMatchObject({ step: 0, samplesSeen: 0, status: 'idle', testLoss: null, edited: false })
  expect(await app.hourglass.history()).toEqual([])
})

/** Counts what is sent, headers included, to the page and its workers. */
function countSent(page: Page): { files: string[]; bytes(): Promise<number> } {
  const sizes: Promise<number>[] = []
  const files: string[] = []
  page.on('requestfinished', (request) => {
    files.push(request.url())
    sizes.push(request.sizes().then((size) => size.responseBodySize + size.responseHeadersSize))
  })
  return { files, bytes: async () => (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0) }
}

function isPictures(file: string | URL): boolean {
  return /\/(train|test)-\d+\.bin\.gz$/.test(String(file))
}

/** Of a file that is sent as it lies in the folder. */
function bytesOf(url: string): number {
  return statSync(fileURLToPath(new URL(`../public${new URL(url).pathname}`, import.meta.url))).size
}

function tell(what: string, bytes: number): void {
  const megabytes = (bytes / 1e6).toFixed(2)
  test.info().annotations.push({ type: 'bytes', description: `${what}: ${megabytes} MB` })
  console.log(`  ${what}: ${megabytes} MB`)
}

async function openAtFirstPaint(app: App): Promise<void> {
  await app.page.goto('./')
  await app.page.evaluate(() => window.hourglass.ready)
}

/** Collects every script that the page's own thread parses; workers have threads of their own. */
async function sourcesOnThePage(page: Page): Promise<() => Promise<string[]>> {
  const session = await page.context().newCDPSession(page)
  const ids: string[] = []
  session.on('Debugger.scriptParsed', ({ scriptId, url }) => url.startsWith('http') && ids.push(scriptId))
  await session.send('Debugger.enable')
  return () => Promise.all(ids.map(async (scriptId) => (await session.send('Debugger.getScriptSource', { scriptId })).scriptSource))
}

/** Not compressed any more: gzip would notice by itself. */
function altered(bytes: Buffer): Buffer {
  const changed = Buffer.from(bytes)
  const middle = changed.length >> 1
  changed[middle] = (changed[middle] as number) ^ 1
  return changed
}

function expectClose(found: readonly number[] | undefined, wanted: readonly number[]): void {
  expect(found).toHaveLength(wanted.length)
  const largest = wanted.reduce((most, value, i) => Math.max(most, Math.abs(value - (found?.[i] as number))), 0)
  expect(largest).toBeLessThan(FLOAT_TOLERANCE)
}

function meanSquare(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, i) => sum + (value - (b[i] as number)) ** 2, 0) / a.length
}
