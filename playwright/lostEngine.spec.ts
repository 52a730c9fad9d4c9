import type { App } from './fixtures/App.ts'
import { endless, lasting, small } from './fixtures/specs.ts'
import { expect, test } from './fixtures/test.ts'
import { hang, kill, trainerOf, trainersOf } from './fixtures/trainer.ts'

const STEPS = 1_500
/** Trained twice. */
const DISTURBED_STEPS = 700
/** At worst three seconds of silence and the new worker's start, on a machine that does other things too. */
const REPLACED = { timeout: 30_000 }

test.beforeEach(({ app }) => app.open())

test('[P30] a worker that has died is replaced by itself, and the step counter goes on past the fault', async ({ app, page }) => {
  await app.hourglass.load(endless('vanilla'))
  await app.hourglass.play()
  await app.trainsPast(200, REPLACED)
  const curve = await lossesOf(app)
  const { step } = await app.hourglass.metrics()
  const killed = performance.now()
  await kill(trainerOf(page))
  await expect(app.messages.text).toContainText(/replaced at step [\d,]+; training went on/, REPLACED)
  tell('killed', killed)
  await app.trainsPast(step, REPLACED)
  tell('past the step of the fault', killed)
  await app.bar.expectStatus('training')
  expect(await app.hourglass.spec()).toEqual(endless('vanilla'))
  expect((await lossesOf(app)).slice(0, 3)).toEqual(curve.slice(0, 3))
})

test('[P30] a death is found without any silence, by the lock that comes free', async ({ app, page }) => {
  await app.hourglass.load(small('vanilla'))
  await app.hourglass.step(10)
  // On a clock that stands still no silence is ever too long.
  await page.evaluate(() => {
    const stopped = performance.now()
    performance.now = () => stopped
  })
  await kill(trainerOf(page))
  await expect(app.messages.text).toContainText('replaced at step 10.', REPLACED)
})

test('[P30] where there are no locks, silence tells', async ({ app, page }) => {
  await page.addInitScript(() => Object.defineProperty(Navigator.prototype, 'locks', { value: undefined }))
  await app.open()
  await app.hourglass.load(small('vanilla'))
  await app.hourglass.step(10)
  const killed = performance.now()
  await kill(trainerOf(page))
  await expect(app.messages.text).toContainText('replaced at step 10.', REPLACED)
  tell('killed, and found by its silence', killed)
})

test('[P31] a worker that hangs: the page stays alive, what was asked is asked again, training reaches its goal', async ({ app, page }) => {
  await app.hourglass.load(lasting('vanilla', { steps: STEPS }))
  const training = app.hourglass.train()
  await app.trainsPast(100, REPLACED)
  const hung = performance.now()
  await hang(trainerOf(page))
  const memory = app.hourglass.memory().catch((error: Error) => error.message)
  const codes = app.hourglass.encode([new Array<number>(784).fill(0.5)])
  const theme = await app.bar.theme.getAttribute('aria-label')
  await app.bar.theme.click()
  await expect(app.bar.theme).not.toHaveAttribute('aria-label', theme as string)
  expect(await memory).toContain('the training engine is lost')
  expect((await codes)[0]).toHaveLength(32)
  tell('hung until an answer came', hung)
  expect(await training).toMatchObject({ status: 'done', step: STEPS, edited: false })
})

test('[P60] a run whose worker was killed in the middle ends with the very losses and weights of an undisturbed one', async ({ app, page }) => {
  test.setTimeout(240_000)
  const spec = lasting('multilayer', { steps: DISTURBED_STEPS })
  await app.hourglass.load(spec)
  // At rest a checkpoint is handed out: the run will not begin anew.
  await app.hourglass.step(DISTURBED_STEPS / 5)
  const disturbed = app.hourglass.train()
  await app.trainsPast(DISTURBED_STEPS / 5, REPLACED)
  await kill(trainerOf(page))
  await expect(app.messages.text).toContainText(/replaced at step [1-9][\d,]*; training went on/, REPLACED)
  const ended = await disturbed
  const curve = await lossesOf(app)
  const weights = await app.hourglass.weights(0)
  await app.hourglass.load(spec)
  const undisturbed = await app.hourglass.train()
  expect([ended.step, ended.samplesSeen, ended.trainLoss, ended.testLoss]).toEqual([
    undisturbed.step,
    undisturbed.samplesSeen,
    undisturbed.trainLoss,
    undisturbed.testLoss,
  ])
  expect(curve).toEqual(await lossesOf(app))
  expect(weights).toEqual(await app.hourglass.weights(0))
})

test('[P61] a paused run whose worker dies stands where it stood, and trains on from there', async ({ app, page }) => {
  await app.hourglass.load(small('multilayer'))
  const before = await app.hourglass.step(15)
  await kill(trainerOf(page))
  await expect(app.messages.text).toContainText('replaced at step 15.', REPLACED)
  await app.bar.expectStatus('paused')
  await expect.poll(async () => (await app.hourglass.metrics()).testLoss).toBe(before.testLoss)
  expect(await app.hourglass.metrics()).toMatchObject({ step: 15, trainLoss: before.trainLoss, edited: false })
  expect(await app.hourglass.train()).toMatchObject({ step: 40, status: 'done' })
})

test('[P62] a fourth loss within a minute ends the trying; “Start again” goes on from the last checkpoint', async ({ app, page }) => {
  test.setTimeout(120_000)
  await app.hourglass.load(small('vanilla'))
  await app.hourglass.step(10)
  for (let i = 0; i < 3; i++) {
    await kill(trainerOf(page))
    await expect(app.messages.text).toContainText('replaced at step 10.', REPLACED)
    await app.messages.dismiss.click()
    await expect(app.messages.text).toBeHidden()
  }
  await kill(trainerOf(page))
  await expect(app.bar.status).toHaveText('engine lost', REPLACED)
  await expect(app.messages.startAgain).toBeVisible()
  await expect(app.bar.trainOrPause).toBeDisabled()
  await app.messages.startAgain.click()
  await app.bar.expectStatus('paused')
  await expect(app.messages.startAgain).toBeHidden()
  expect(await app.hourglass.step(5)).toMatchObject({ step: 15 })
})

test('[P63] one worker is kept in reserve, a new one after it was needed', async ({ app, page }) => {
  await app.hourglass.load(small('vanilla'))
  // The first reserve tries out what backends there are, and is of no further use.
  await expect.poll(async () => (await app.hourglass.backend()).measured).not.toBeNull()
  await expect.poll(() => trainersOf(page).length).toBe(2)
  const [first, reserve] = trainersOf(page)
  await kill(first as NonNullable<typeof first>)
  await expect(app.messages.text).toContainText('replaced at step 0', REPLACED)
  await expect.poll(() => trainersOf(page).length).toBe(2)
  expect(trainersOf(page)[0]).toBe(reserve)
  expect(await app.hourglass.step(3)).toMatchObject({ step: 3 })
})

async function lossesOf(app: App): Promise<number[][]> {
  const records = await app.hourglass.history()
  return records.filter(({ step }) => step % 10 === 0).map(({ step, trainLoss }) => [step, trainLoss])
}

/** Told, not asserted: how long depends on the machine. */
function tell(what: string, since: number): void {
  const seconds = ((performance.now() - since) / 1000).toFixed(1)
  test.info().annotations.push({ type: 'took', description: `${what}: ${seconds} s` })
  console.log(`  ${what}: ${seconds} s`)
}
