import type { App } from './fixtures/App.ts'
import { endless, small } from './fixtures/specs.ts'
import { expect, test } from './fixtures/test.ts'

test.beforeEach(({ app }) => app.open())

test('[P34] trains on wasm, which the page starts with', async ({ app }) => {
  await app.hourglass.load(small('multilayer'))
  expect(await app.hourglass.step(2)).toMatchObject({ backend: 'wasm', step: 2 })
  await expect(app.bar.backend).toHaveAttribute('data-value', 'wasm')
})

test('[P34] trains on cpu from the next fresh run on, with the same numbers to the fourth digit', async ({ app }) => {
  await app.hourglass.load(small('multilayer'))
  const onWasm = await app.hourglass.step(3)
  expect((await app.hourglass.backend('cpu')).name).toBe('cpu')
  expect((await app.hourglass.step()).backend).toBe('wasm')
  await app.hourglass.load(small('multilayer'))
  const onCpu = await app.hourglass.step(3)
  expect(onCpu).toMatchObject({ backend: 'cpu', step: 3 })
  expect(onCpu.trainLoss).toBeCloseTo(onWasm.trainLoss as number, 4)
  await expect(app.bar.backend).toHaveAttribute('data-value', 'cpu')
})

test('[P70] wasm and webgl are measured with the network’s own steps once the page rests; a software GPU is refused by name', async ({ app }) => {
  await app.hourglass.load(small('vanilla'))
  const { name, measured } = await measuredBackends(app)
  expect([name, measured.wasm]).toEqual(['wasm', { stepMs: expect.any(Number) }])
  // Chromium without a GPU has a software one, or none.
  expect(measured.webgl).toEqual({ refused: expect.stringMatching(/^software graphics: SwiftShader$|^not available here$/) })
  expect((await app.hourglass.step(2)).backend).toBe('wasm')
})

test('[P71] the badge opens a choice with what each backend was measured to do, which holds from the next fresh run on and is remembered', async ({
  app,
  page,
}) => {
  await app.hourglass.load(small('vanilla'))
  await measuredBackends(app)
  await app.bar.backend.click()
  const option = (name: string) => page.locator(`.backend-option[data-value="${name}"]`)
  await expect(option('automatic').getByRole('radio')).toBeChecked()
  await expect(option('wasm')).toContainText(/[\d,]+ images\/s/)
  await expect(option('cpu')).toContainText(/[\d,]+ images\/s/, { timeout: 30_000 })
  await expect(option('webgl')).toContainText(/software graphics|not available here/)
  await option('cpu').click()
  await page.keyboard.press('Escape')
  expect((await app.hourglass.step()).backend).toBe('wasm')
  await app.hourglass.reset()
  expect((await app.hourglass.step()).backend).toBe('cpu')
  await expect(app.bar.backend).toHaveAttribute('data-value', 'cpu')

  await page.reload()
  await app.bar.expectStatus('idle')
  await app.hourglass.load(small('vanilla'))
  expect((await app.hourglass.step()).backend).toBe('cpu')
  await app.bar.backend.click()
  await expect(option('cpu').getByRole('radio')).toBeChecked()
  await option('automatic').click()
})

test('[P72] nothing is measured while a run trains', async ({ app, page }) => {
  await app.hourglass.load(endless('vanilla'))
  await app.hourglass.play()
  await app.bar.backend.click()
  const before = (await app.hourglass.backend()).measured
  await expect(page.locator('.backend-option[data-value="cpu"]')).toContainText('measured once training rests')
  expect((await app.hourglass.backend()).measured).toEqual(before)
})

test('[P73] ?kernels=plain reaches the engine, and changes no number beyond the sixth digit', async ({ app, page }) => {
  await app.hourglass.load(small('multilayer'))
  const fast = await app.hourglass.step(5)
  await page.goto('./?kernels=plain')
  await app.bar.expectStatus('idle')
  await app.hourglass.load(small('multilayer'))
  const plain = await app.hourglass.step(5)
  expect(plain.trainLoss).toBeCloseTo(fast.trainLoss as number, 5)
})

test('[P73] kernels that there are not: a note names those that there are', async ({ app, page }) => {
  await page.goto('./?kernels=fast')
  await expect(app.messages.text).toContainText('found “fast”; allowed: auto, relaxed, simd, plain')
  await app.bar.expectStatus('idle')
})

/** Once the page has measured them by itself. */
async function measuredBackends(app: App) {
  await expect.poll(async () => (await app.hourglass.backend()).measured, { timeout: 30_000 }).not.toBeNull()
  const { name, measured } = await app.hourglass.backend()
  if (!measured) throw new Error('nothing was measured')
  return { name, measured }
}
