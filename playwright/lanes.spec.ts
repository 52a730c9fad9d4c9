import { formatLoss } from '../src/plots/formatLoss.ts'
import type { LaneId } from '../src/store/state.ts'
import { endless, lasting, small } from './fixtures/specs.ts'
import { expect, test } from './fixtures/test.ts'
import { kill, trainersOf } from './fixtures/trainer.ts'

const TWO_LANES = ['lane-1', 'lane-2'] as const
const THREE_LANES = [...TWO_LANES, 'lane-3'] as const
/** Some seconds at normal speed: time for one to be killed. */
const KILLED_STEPS = 300
/** Between what two lanes answer: twenty steps, and what a lane makes until it hears of the pause. */
const APART_MAX = 60

test.beforeEach(({ app }) => app.open())

test('[K16] fork gives a lane of the same spec but for what is changed: at step 0, idle, of the same seed', async ({ app }) => {
  await app.hourglass.load(small('vanilla'))
  await app.hourglass.train()
  expect(await app.hourglass.fork({ 'model.latent.units': 8, 'training.learningRate': 0.02 })).toBe('lane-2')
  const [first, second] = await app.hourglass.lanes()
  const { model, training, ...rest } = small('vanilla')
  expect(first).toMatchObject({ laneId: 'lane-1', spec: small('vanilla'), metrics: { status: 'done' } })
  expect(second).toMatchObject({ laneId: 'lane-2', metrics: { step: 0, status: 'idle' } })
  expect(second?.spec).toEqual({
    ...rest,
    model: { ...model, latent: { ...model.latent, units: 8 } },
    training: { ...training, learningRate: 0.02 },
  })
  expect(second?.name).not.toBe(first?.name)
  expect(await app.hourglass.spec()).toEqual(small('vanilla'))
})

test('[K17] select says which lane the console speaks of, remove takes one away; what names no lane is refused', async ({ app }) => {
  await app.hourglass.load(small('vanilla'))
  await app.hourglass.fork({ 'model.latent.units': 8 })
  await app.hourglass.select('lane-2')
  expect((await app.hourglass.shape()).latent).toEqual([8])
  expect((await app.hourglass.train()).parameters).toBe(784 * 8 + 8 + 8 * 784 + 784)
  await app.hourglass.select('lane-1')
  expect(await app.hourglass.metrics()).toMatchObject({ step: 0 })
  await app.hourglass.select('lane-2')
  await app.hourglass.remove('lane-2')
  expect((await app.hourglass.lanes()).map(({ laneId }) => laneId)).toEqual(['lane-1'])
  expect((await app.hourglass.shape()).latent).toEqual([32])
  await expect(app.hourglass.remove('lane-1')).rejects.toThrow('lane-1 is the last one')
  await expect(app.hourglass.select('lane-2')).rejects.toThrow('laneId: found "lane-2"; allowed: lane-1')
  await expect(app.hourglass.fork({ 'model.latent.units': -1 })).rejects.toThrow('model.latent.units: found -1')
  for (const laneId of ['lane-2', 'lane-3', 'lane-4']) expect(await app.hourglass.fork()).toBe(laneId)
  await expect(app.hourglass.fork()).rejects.toThrow('There are 4 lanes already')
})

test('[K18] a lane’s losses are those of its spec trained alone, whatever the others do', async ({ app }) => {
  await app.hourglass.load(small('vanilla'))
  const alone = await app.hourglass.train()
  await app.hourglass.load(endless('multilayer'))
  await app.hourglass.fork()
  await app.hourglass.select('lane-2')
  await app.hourglass.load(small('vanilla'))
  await app.hourglass.select('lane-1')
  await app.hourglass.play()
  await app.hourglass.select('lane-2')
  const beside = await app.hourglass.train()
  expect([beside.trainLoss, beside.testLoss, beside.testMse]).toEqual([alone.trainLoss, alone.testLoss, alone.testMse])
})

test('[P129] a network is forked, one lane changed, both trained to the end, and the table tells which is better', async ({ app }) => {
  await app.hourglass.load(small('multilayer'))
  await app.lanes.openTwo()
  await expect(app.lanes.all).toHaveAttribute('data-value', '2')
  await app.lanes.in('lane-2', 'edit-lane').click()
  await expect(app.lanes.tabs).toHaveCount(2)
  await app.network.width.fill('5')
  await app.network.width.press('Enter')
  await app.lanes.compare.click()
  await app.bar.chooseSpeed('full')
  await app.bar.train.click()
  for (const laneId of TWO_LANES) await app.lanes.expectStatus(laneId, 'done')
  await app.bar.expectStatus('done')
  const lanes = await app.hourglass.lanes()
  expect(lanes.map(({ metrics }) => metrics.samplesSeen)).toEqual([40 * 128, 40 * 128])
  expect(lanes.map(({ spec }) => ('units' in spec.model.latent ? spec.model.latent.units : null))).toEqual([2, 5])
  for (const {
    laneId,
    metrics: { testLoss, testMse, parameters },
  } of lanes) {
    await expect(app.lanes.in(laneId, 'test-loss')).toHaveAttribute('data-value', String(testLoss))
    await expect(app.lanes.cell(laneId, 'test-loss')).toHaveAttribute('data-value', String(testLoss))
    await expect(app.lanes.cell(laneId, 'test-loss')).toContainText(formatLoss(testLoss))
    await expect(app.lanes.cell(laneId, 'test-mse')).toHaveAttribute('data-value', String(testMse))
    await expect(app.lanes.cell(laneId, 'parameters')).toHaveAttribute('data-value', String(parameters))
  }
  const [two, five] = lanes.map(({ metrics }) => metrics.testLoss) as [number, number]
  await app.lanes.expectBest('test-loss', two < five ? 'lane-1' : 'lane-2')
  await app.lanes.expectBest('parameters', 'lane-1')
  await app.lanes.in('lane-2', 'remove-lane').click()
  await expect(app.lanes.all).toHaveAttribute('data-value', '1')
  await app.lanes.compare.click()
  await expect(app.network.width).toHaveValue('2')
})

test('[P130] lanes are held together by the pictures they have seen, or race, as is chosen', async ({ app }) => {
  await app.hourglass.load(lasting('vanilla', { epochs: 40 }))
  await app.lanes.openTwo()
  // Five times the work in every step.
  await app.hourglass.set('model.encoder', [{ type: 'dense', units: 512, activation: 'relu' }])
  await app.bar.chooseSpeed('full')
  await app.bar.train.click()
  await expect.poll(async () => Math.min(...(await steps())), { timeout: 40_000 }).toBeGreaterThan(100)
  const [first, second] = (await steps()) as [number, number]
  expect(Math.abs(first - second)).toBeLessThan(APART_MAX)
  await app.lanes.choosePace('racing by time')
  await expect
    .poll(
      async () => {
        const [light, heavy] = (await steps()) as [number, number]
        return light - heavy
      },
      { timeout: 40_000 },
    )
    .toBeGreaterThan(2 * APART_MAX)

  async function steps(): Promise<number[]> {
    return (await app.hourglass.lanes()).map(({ metrics }) => metrics.step)
  }
})

test('[P131] a lane whose worker dies is replaced while the others train on, as if nothing had happened', async ({ app, page }) => {
  await app.hourglass.load(lasting('vanilla', { steps: KILLED_STEPS }))
  const alone = await app.hourglass.train()
  const losses = await lossesOf('lane-1')
  await app.hourglass.reset()
  await app.lanes.openTwo()
  await app.lanes.add.click()
  await app.bar.train.click()
  for (const laneId of THREE_LANES) await app.lanes.expectStatus(laneId, 'training')
  await expect.poll(async () => Math.min(...(await app.hourglass.lanes()).map(({ metrics }) => metrics.step))).toBeGreaterThan(20)
  await kill(trainersOf(page)[0] as ReturnType<typeof trainersOf>[number])
  await expect(app.messages.text).toContainText(/Lane [123]: The training engine was replaced at step \d+; training went on/, { timeout: 30_000 })
  await app.bar.chooseSpeed('full')
  for (const laneId of THREE_LANES) {
    await app.lanes.expectStatus(laneId, 'done')
    expect(await lossesOf(laneId)).toEqual(losses)
  }
  const ends = (await app.hourglass.lanes()).map(({ metrics: { step, testLoss, testMse } }) => ({ step, testLoss, testMse }))
  const { step, testLoss, testMse } = alone
  expect(ends).toEqual(Array(3).fill({ step, testLoss, testMse }))

  /** At every tenth step: when test losses were measured besides is a matter of time. */
  async function lossesOf(laneId: LaneId): Promise<(number | null)[][]> {
    await app.hourglass.select(laneId)
    const history = await app.hourglass.history()
    return history.filter(({ step }) => step % 10 === 0).map(({ step, trainLoss }) => [step, trainLoss])
  }
})
