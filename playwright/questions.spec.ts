import type { Page } from '@playwright/test'
import { formatLoss } from '../src/plots/formatLoss.ts'
import type { Question } from '../src/spec/question.ts'
import { QUESTIONS } from '../src/spec/questions.ts'
import type { LaneId } from '../src/store/state.ts'
import type { App } from './fixtures/App.ts'
import { small } from './fixtures/specs.ts'
import { expect, test } from './fixtures/test.ts'

const LANES = ['lane-1', 'lane-2', 'lane-3', 'lane-4'] as const satisfies readonly LaneId[]
/** Whole runs of two or three networks, on two cores that others use too. */
const ANSWER_MAX_MS = 100_000

test.beforeEach(({ app }) => app.open())

test('[P147] a ready-made question, from the list to its answer', async ({ app, page }) => {
  test.setTimeout(2 * ANSWER_MAX_MS)
  const question = await choose(app, 'few-many')
  await expectFresh(app, question)
  for (const { name } of question.lanes) await expect(page.getByRole('row', { name: new RegExp(`^${name}`) })).toBeVisible()

  await expect(app.questions.train).toBeDisabled()
  await page.keyboard.press('Space')
  await expect(app.messages.text).toContainText('Your guess first')
  await app.messages.dismiss.click()
  await expect(app.messages.text).toBeHidden()
  await app.bar.train.click()
  await expect(app.messages.text).toContainText('Your guess first')
  await expectFresh(app, question)

  await app.questions.choices.nth(question.answer).click()
  await expect(app.messages.text).toBeHidden()
  await app.bar.chooseSpeed('full')
  await app.questions.train.click()
  await expectStage(app, 'answered')
  await expect(app.questions.outcome).toHaveAttribute('data-value', 'right')
  await expect(app.questions.outcome).toHaveAttribute('data-met', 'true')
  await expect(app.questions.outcome).toContainText(`You guessed right: ${question.choices[question.answer]}.`)
  await expect(app.questions.outcome).toContainText(question.outcome)
  const metrics = await metricsOf(app)
  expect(metrics.map(({ status }) => status)).toEqual(['done', 'done', 'done'])
  const names = question.lanes.map(({ name }) => name)
  // The widest gap first, of the others the lowest.
  const gaps = metrics.map(({ testLoss, trainLoss }, i) => ({ name: names[i], figure: (testLoss as number) - (trainLoss as number) }))
  await expect(app.questions.outcome).toContainText(`Test loss less training loss: ${listed(gaps).reverse().join(', ')}.`)
  const losses = metrics.map(({ trainLoss }, i) => ({ name: names[i], figure: trainLoss as number }))
  await expect(app.questions.outcome).toContainText(`Training loss: ${listed(losses).join(', ')}.`)
  const errors = metrics.map(({ testMse }, i) => ({ name: names[i], figure: testMse as number }))
  await expect(app.questions.outcome).toContainText(`Test MSE: ${listed(errors).join(', ')}.`)
})

test('[P147] a wrong guess is told to be one, with what each lane came to', async ({ app }) => {
  test.setTimeout(2 * ANSWER_MAX_MS)
  const question = await choose(app, 'sparse-narrow')
  const wrong = question.choices.findIndex((_, place) => place !== question.answer)
  await app.questions.choices.nth(wrong).click()
  await app.questions.fullSpeed.click()
  await app.questions.train.click()
  await expect(app.questions.choices.first()).toBeDisabled()
  await expectStage(app, 'answered')
  await expect(app.questions.outcome).toHaveAttribute('data-value', 'wrong')
  await expect(app.questions.outcome).toHaveAttribute('data-met', 'true')
  const [narrow, sparse] = (await metricsOf(app)).map(({ testMse }) => testMse) as [number, number]
  const percent = Math.round(100 * (1 - sparse / narrow))
  await expect(app.questions.outcome).toContainText(
    `Not as you guessed: ${question.choices[question.answer]}. Sparse wins. Test MSE: ${formatLoss(sparse)}, ${percent} % below Narrow (${formatLoss(narrow)}).`,
  )
})

test('[P148] “Just show me” trains without a guess', async ({ app }) => {
  await choose(app, 'few-many')
  await app.questions.skip.click()
  await expectStage(app, 'training')
  await expect(app.messages.text).toBeHidden()
  await expect(app.questions.skip).toBeHidden()
  await expect.poll(async () => Math.min(...(await metricsOf(app)).map(({ step }) => step))).toBeGreaterThan(0)
})

test('[P143] a changed lane no longer answers the question, and the page says which; “Begin again” restores it', async ({ app }) => {
  const question = await choose(app, 'few-many')
  await app.hourglass.select('lane-2')
  await app.hourglass.set('model.latent.units', 16)
  await expect(app.questions.broken).toHaveText('You have changed “1,000 digits”: the question is no longer answered by it.')
  await expect(app.questions.choices).toHaveCount(0)
  await app.hourglass.remove('lane-3')
  await expect(app.questions.broken).toContainText('You have changed “1,000 digits”. You have taken “10,000 digits” away')
  await app.questions.again.click()
  await expect(app.questions.broken).toBeHidden()
  await expectFresh(app, question)
})

test('[P145] “Back to your lanes” brings back what was in them, with its settings', async ({ app }) => {
  await app.hourglass.load(small('vanilla'))
  await app.hourglass.fork({ 'model.latent.units': 8 })
  await app.hourglass.select('lane-2')
  await app.hourglass.step()
  const own = (await app.hourglass.lanes()).map(({ spec }) => spec)
  await choose(app, 'few-many')
  await app.questions.another.click()
  await app.questions.choose('sparse-narrow')
  await expectFresh(app, find('sparse-narrow'))
  await app.questions.former.click()
  await expect(app.questions.open).toBeHidden()
  await expect(app.lanes.all).toHaveAttribute('data-value', '2')
  const lanes = await app.hourglass.lanes()
  expect(lanes.map(({ spec }) => spec)).toEqual(own)
  expect(lanes.map(({ metrics: { step, status } }) => ({ step, status }))).toEqual(Array(2).fill({ step: 0, status: 'idle' }))
  expect(await app.hourglass.spec()).toEqual(own[1])
})

test('[P149] closing a question leaves its lanes, and the way back to one’s own', async ({ app, page }) => {
  const before = await app.hourglass.spec()
  const question = await choose(app, 'few-many')
  await app.questions.close.click()
  await expect(app.questions.open).toBeHidden()
  expect((await app.hourglass.lanes()).map(({ spec }) => spec)).toEqual(question.lanes.map(({ spec }) => spec))
  // No guess is asked for any more.
  await app.bar.train.click()
  for (const laneId of LANES.slice(0, 3)) await app.lanes.expectStatus(laneId, 'training')
  await app.bar.pause.click()
  await app.questions.show()
  await app.questions.former.click()
  await expect(app.lanes.all).toHaveAttribute('data-value', '1')
  expect(await app.hourglass.spec()).toEqual(before)
  await expect(page.getByTestId('compare-tabs')).toHaveAttribute('data-value', 'lanes')
})

for (const [width, height] of [
  [1280, 720],
  [390, 844],
] as const) {
  test(`[P150] at ${width} x ${height} the list and the question fit`, async ({ app, page }) => {
    await page.setViewportSize({ width, height })
    await app.questions.list()
    await expect(app.questions.cards).toHaveCount(QUESTIONS.length)
    await expectNothingWider(page)
    const question = await choose(app, 'shuffled-pixels')
    await expect(app.questions.open).toBeInViewport({ ratio: 0.99 })
    await expect(app.questions.train).toBeInViewport({ ratio: 0.99 })
    await expectNothingWider(page)
    if (width < 1280) return
    for (const choice of await app.questions.choices.all()) await expect(choice).toBeInViewport({ ratio: 0.99 })
    await expect(app.bar.train).toBeInViewport({ ratio: 0.99 })
    for (const laneId of LANES.slice(0, question.lanes.length)) await expect(app.lanes.card(laneId)).toBeInViewport({ ratio: 0.99 })
  })
}

function find(id: string): Question {
  return QUESTIONS.find((question) => question.id === id) as Question
}

/** From the one screen, or from the list. */
async function choose(app: App, id: string): Promise<Question> {
  if (!(await app.questions.cards.first().isVisible())) await app.questions.list()
  await app.questions.choose(id)
  await expect(app.questions.open).toHaveAttribute('data-value', id)
  return find(id)
}

/** Its lanes and no other, at step 0, idle, by its names, and a guess is asked for. */
async function expectFresh(app: App, question: Question): Promise<void> {
  await expectStage(app, 'guess')
  await expect(app.questions.choices).toHaveText([...question.choices])
  await expect(app.lanes.all).toHaveAttribute('data-value', String(question.lanes.length))
  for (const [i, { name }] of question.lanes.entries()) {
    await app.lanes.expectStatus(LANES[i] as LaneId, 'idle')
    await expect(app.lanes.card(LANES[i] as LaneId).getByRole('heading')).toHaveText(name)
  }
  const lanes = await app.hourglass.lanes()
  expect(lanes.map(({ spec, metrics }) => ({ spec, step: metrics.step }))).toEqual(question.lanes.map(({ spec }) => ({ spec, step: 0 })))
}

async function expectStage(app: App, stage: string): Promise<void> {
  await expect(app.questions.open).toHaveAttribute('data-stage', stage, { timeout: ANSWER_MAX_MS })
}

async function metricsOf(app: App) {
  return (await app.hourglass.lanes()).map(({ metrics }) => metrics)
}

/** "0.0100 with 10,000 digits", the lowest first. */
function listed(figures: readonly { readonly name: string | undefined; readonly figure: number }[]): string[] {
  return [...figures].sort((a, b) => a.figure - b.figure).map(({ name, figure }) => `${formatLoss(figure)} with ${name}`)
}

async function expectNothingWider(page: Page): Promise<void> {
  const room = await page.evaluate(() => ({ needed: document.scrollingElement?.scrollWidth ?? 0, there: innerWidth }))
  expect(room.needed).toBeLessThanOrEqual(room.there)
}
