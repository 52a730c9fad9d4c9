import type { BrowserContext, Page, Worker } from '@playwright/test'
import type { App } from './fixtures/App.ts'
import { endless } from './fixtures/specs.ts'
import { expect, test } from './fixtures/test.ts'
import { hang, kill, trainersOf } from './fixtures/trainer.ts'

/** A software GPU compiles each shader at its first use, in each new worker. */
const TEST_MAX_MS = 240_000
const REPLACED = { timeout: 60_000 }

declare global {
  var contextsMade: WebGL2RenderingContext[] | undefined
}

test.beforeEach(({ watch }) => {
  test.setTimeout(TEST_MAX_MS)
  // Said by a software GPU, and by a context that is lost.
  watch.expectComplaints(/GL Driver Message|GPU stall|swiftshader|CONTEXT_LOST|context lost|WebGL/i)
})

test('[P64] a lost WebGL context: another worker goes on on webgl; lost again within a minute, on wasm, and the page says so', async ({
  app,
  context,
  page,
}) => {
  await exposeContexts(context)
  await trainOnWebgl(app)
  const first = await loseContext(page)
  const lost = performance.now()
  await expect(app.messages.text).toContainText(/replaced at step [\d,]+; training went on\./, REPLACED)
  tell('context lost', lost)
  await app.trainsPast(first, REPLACED)
  tell('past the step of the fault', lost)
  expect(await app.hourglass.metrics()).toMatchObject({ backend: 'webgl', status: 'training' })

  const second = await loseContext(page)
  await expect(app.messages.text).toContainText(/training went on on wasm/, REPLACED)
  await app.trainsPast(second, REPLACED)
  expect(await app.hourglass.metrics()).toMatchObject({ backend: 'wasm', status: 'training', edited: false })
  await expect(app.bar.backend).toHaveAttribute('data-value', 'wasm')
})

test('[P65] a crash of the GPU’s process: the page lives, and training goes on past the fault', async ({ app, browser }) => {
  await trainOnWebgl(app)
  const { step } = await app.hourglass.metrics()
  const crashed = performance.now()
  const devtools = await browser.newBrowserCDPSession()
  await devtools.send('Browser.crashGpuProcess' as never).catch(() => {})
  await expect(app.messages.text).toContainText(/replaced at step [\d,]+; training went on/, REPLACED)
  tell('GPU process crashed', crashed)
  await app.trainsPast(step, REPLACED)
  tell('past the step of the fault', crashed)
})

test('[P66] a worker that dies while it trains on webgl is replaced on webgl', async ({ app, context, page }) => {
  await exposeContexts(context)
  await trainOnWebgl(app)
  const { step } = await app.hourglass.metrics()
  const killed = performance.now()
  await kill(await webglTrainer(page))
  await expect(app.messages.text).toContainText(/replaced at step [\d,]+; training went on/, REPLACED)
  tell('killed', killed)
  await app.trainsPast(step, REPLACED)
  expect(await app.hourglass.metrics()).toMatchObject({ backend: 'webgl' })
})

test('[P31] a worker that hangs while it trains on webgl is replaced on webgl, however long shaders may take to compile', async ({
  app,
  context,
  page,
}) => {
  await exposeContexts(context)
  await trainOnWebgl(app)
  const { step } = await app.hourglass.metrics()
  const hung = performance.now()
  await hang(await webglTrainer(page))
  await expect(app.messages.text).toContainText(/replaced at step [\d,]+; training went on/, REPLACED)
  tell('hung', hung)
  await app.trainsPast(step, REPLACED)
  tell('past the step of the fault', hung)
  expect(await app.hourglass.metrics()).toMatchObject({ backend: 'webgl', status: 'training' })
})

/** Vanilla on webgl, under way, with a checkpoint handed out. */
async function trainOnWebgl(app: App): Promise<void> {
  await app.open()
  await app.hourglass.backend('webgl')
  await app.hourglass.load(endless('vanilla'))
  expect(await app.hourglass.step(3)).toMatchObject({ backend: 'webgl' })
  await app.hourglass.play()
  await app.trainsPast(10, REPLACED)
}

/** Keeps the contexts that tfjs makes where a test can reach them: in front of the worker's own script. */
async function exposeContexts(context: BrowserContext): Promise<void> {
  await context.route(/\btrainer\.worker[^/]*\.js$/, async (route) => {
    const response = await route.fetch()
    const wrap = `{
      const getContext = OffscreenCanvas.prototype.getContext
      self.contextsMade = []
      OffscreenCanvas.prototype.getContext = function (...given) {
        const made = getContext.apply(this, given)
        if (made && String(given[0]).startsWith('webgl')) self.contextsMade.push(made)
        return made
      }
    };`
    await route.fulfill({ response, body: `${wrap}${await response.text()}` })
  })
}

/** Loses the training worker's context; gives the step it had come to. */
async function loseContext(page: Page): Promise<number> {
  const { step } = await page.evaluate(() => window.hourglass.metrics())
  const trainer = await webglTrainer(page)
  const lose = trainer.evaluate(() => {
    for (const gl of self.contextsMade ?? []) gl.getExtension('WEBGL_lose_context')?.loseContext()
  })
  // It may be gone before it has answered.
  await lose.catch(() => {})
  return step
}

/** The oldest that has a context: the one in reserve is younger. */
async function webglTrainer(page: Page): Promise<Worker> {
  for (const trainer of trainersOf(page)) {
    if (await trainer.evaluate(() => self.contextsMade?.some((gl) => !gl.isContextLost()))) return trainer
  }
  throw new Error('no trainer has a WebGL context')
}

/** Told, not asserted: how long depends on the machine. */
function tell(what: string, since: number): void {
  const seconds = ((performance.now() - since) / 1000).toFixed(1)
  test.info().annotations.push({ type: 'took', description: `${what}: ${seconds} s` })
  console.log(`  ${what}: ${seconds} s`)
}
