import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { nodePlatform } from '../cli/nodePlatform.ts'
import type { Platform } from '../engine/platform.ts'
import type { Run } from '../engine/run.ts'
import type { RunSpec } from '../spec/runSpec.ts'
import { openRun, smallSpec, takeSteps, useBackend, weightsOf } from '../testing/digits.ts'
import { layLines } from './laneLines.ts'
import { HEARTBEAT_MS } from './patience.ts'
import type { RunId, TrainerEvent } from './protocol.ts'
import { Session } from './session.ts'
import { TrainerHost } from './trainer.ts'

vi.mock('./browserPlatform.ts', () => ({ browserPlatform: (): Platform => nodePlatform }))

/** How long to wait for what must come, on a busy machine. */
const SOON = { timeout: 15_000 }
/** Of the slow one, for each burst of any other. */
const SLOW_YIELDS = 8

/** Whose bursts last until they are stopped. */
function fastPlatform(): Platform {
  return { ...nodePlatform, now: () => 0, wait: () => nodePlatform.wait(0) }
}

/** Whose bursts are of one step each, with long pauses between. */
function slowPlatform(): Platform {
  let now = 0
  const wait = async () => {
    for (let i = 0; i < SLOW_YIELDS; i++) await nodePlatform.wait(0)
  }
  return { ...nodePlatform, now: () => (now += 10), wait }
}

interface Lane {
  readonly session: Session
  readonly run: Run
  /** Pictures by which a step has taken it beyond the slowest of the others that then trained, at most. */
  lead: number
}

const open: Lane[] = []

/** Lanes as workers have them, but all in this process: what they begin is looked at step by step. */
async function openLanes(shapes: readonly { spec: RunSpec; platform: Platform }[]): Promise<Lane[]> {
  const lanes: Lane[] = []
  for (const { spec, platform } of shapes) {
    const run = await openRun(spec, { platform })
    const runId = `run ${lanes.length}`
    const lane: Lane = {
      session: new Session({ runId, revision: 0, run, platform, send: () => {}, remembersMoments: false, countSeated: () => 1 }),
      run,
      lead: 0,
    }
    const tryStep = run.tryStep.bind(run)
    vi.spyOn(run, 'tryStep').mockImplementation(() => {
      const others = lanes.filter((other) => other !== lane && !other.run.isDone && other.session.loop.isDriving)
      const outcome = tryStep()
      lane.lead = Math.max(lane.lead, run.samplesSeen - Math.min(...others.map((other) => other.run.samplesSeen)))
      return outcome
    })
    lanes.push(lane)
  }
  open.push(...lanes)
  return lanes
}

/** Tells these that they belong together, each at most so many of its batches ahead. */
function holdTogether(lanes: readonly Lane[], steps: number): void {
  const members = lanes.map(({ session }) => session.runId)
  const tellSamples = (steps * Math.min(...lanes.map(({ run }) => run.spec.training.batchSize))) / 3
  const lines = layLines(members, () => false)
  for (const { session, run } of lanes) {
    const { runId } = session
    session.keepInStep({ members, aheadSamples: steps * run.spec.training.batchSize, tellSamples, lines: lines.get(runId) ?? [] })
  }
}

/** Looks after each turn of the event loop. */
async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await nodePlatform.wait(0)
}

const DEEP = { 'model.encoder': [24, 12].map((units) => ({ type: 'dense', units, activation: 'relu' })) }
const SPECS = [
  smallSpec({ 'training.steps': 60 }),
  smallSpec({ 'training.steps': 30, 'training.batchSize': 100, corruption: { type: 'gaussian', sigma: 0.4 } }),
  smallSpec({ 'training.steps': 40, 'data.train': 450, ...DEEP }),
]

describe('lanes held together', () => {
  beforeAll(() => useBackend('wasm'))
  afterEach(async () => {
    for (const { session } of open.splice(0)) await session.close()
  })

  it('[W41] none gets further ahead of the slowest than allowed, at any step, and all come to their end', async () => {
    const lanes = await openLanes(SPECS.map((spec, i) => ({ spec, platform: i === 1 ? slowPlatform() : fastPlatform() })))
    holdTogether(lanes, 3)
    await Promise.all(lanes.map(({ session }) => session.loop.train()))
    expect(lanes.map(({ session }) => session.loop.status)).toEqual(['done', 'done', 'done'])
    const [first, slow, third] = lanes as [Lane, Lane, Lane]
    // They were held: the last step that is allowed is within a batch of the limit, or of the end of an epoch.
    for (const { lead, run } of [first, third]) {
      const { batchSize } = run.spec.training
      expect(lead).toBeLessThanOrEqual(3 * batchSize)
      expect(lead).toBeGreaterThan(2 * batchSize)
    }
    expect(slow.lead).toBeLessThanOrEqual(300)
  })

  it('[W43] the weights of each are those of the run alone, to the bit', async () => {
    const lanes = await openLanes(SPECS.map((spec, i) => ({ spec, platform: i === 2 ? slowPlatform() : fastPlatform() })))
    holdTogether(lanes, 2)
    await Promise.all(lanes.map(({ session }) => session.loop.train()))
    for (const [i, { run }] of lanes.entries()) {
      const alone = await openRun(SPECS[i] as RunSpec)
      takeSteps(alone, run.step)
      expect(alone.isDone).toBe(true)
      expect(weightsOf(run)).toEqual(weightsOf(alone))
      alone.dispose()
    }
  })

  it('[W41] racing they are not held, and can be held again on the way', async () => {
    const spec = smallSpec({ 'training.steps': 90 })
    const lanes = await openLanes([
      { spec, platform: fastPlatform() },
      { spec, platform: slowPlatform() },
    ])
    const [fast, slow] = lanes as [Lane, Lane]
    holdTogether(lanes, 2)
    const training = Promise.all(lanes.map(({ session }) => session.loop.train()))
    await until(() => slow.run.step > 4)
    expect(fast.lead).toBeLessThanOrEqual(128)
    for (const { session } of lanes) session.keepInStep(null)
    await until(() => fast.run.samplesSeen - slow.run.samplesSeen > 600)
    holdTogether(lanes, 2)
    const { step } = fast.run
    await until(() => slow.run.step > 14)
    expect(fast.run.step).toBe(step)
    fast.lead = 0
    await training
    expect(fast.lead).toBeLessThanOrEqual(128)
  })

  it('[W42] a goal on one lane is reached while the others idle; one that pauses is not waited for', async () => {
    const spec = smallSpec({ 'training.steps': 200 })
    const lanes = await openLanes([
      { spec, platform: fastPlatform() },
      { spec, platform: slowPlatform() },
    ])
    const [fast, slow] = lanes as [Lane, Lane]
    holdTogether(lanes, 2)
    await fast.session.loop.train({ steps: 5 })
    expect([fast.run.step, slow.run.step]).toEqual([5, 0])
    // As the page does before others begin.
    holdTogether(lanes, 2)
    slow.session.loop.play('full')
    const training = fast.session.loop.train()
    await until(() => slow.run.step > 5)
    expect(fast.run.step).toBeLessThanOrEqual(slow.run.step + 2)
    await slow.session.loop.pause()
    await training
    expect(fast.run.isDone).toBe(true)
  })

  it('[W42] a run that is replaced is out, and a newcomer is waited for from its beginning', async () => {
    const spec = smallSpec({ 'training.steps': 200 })
    const lanes = await openLanes([
      { spec, platform: fastPlatform() },
      { spec, platform: slowPlatform() },
      { spec, platform: slowPlatform() },
    ])
    const [fast, former, newcomer] = lanes as [Lane, Lane, Lane]
    holdTogether([fast, former], 2)
    for (const { session } of [fast, former]) session.loop.play('full')
    await until(() => former.run.step > 4)
    const { step } = fast.run
    holdTogether([fast, newcomer], 2)
    newcomer.session.loop.play('full')
    await former.session.close()
    open.splice(open.indexOf(former), 1)
    await until(() => newcomer.run.step > 3)
    expect(fast.run.step).toBeLessThanOrEqual(Math.max(step + 1, newcomer.run.step + 2))
    await until(() => fast.run.step > step + 2)
  })

  describe('in a worker', () => {
    const events: TrainerEvent[] = []
    const trainer = new TrainerHost()

    beforeAll(async () => {
      vi.useFakeTimers({ toFake: ['setInterval'] })
      const port = { postMessage: (event: TrainerEvent) => events.push(event) } as unknown as MessagePort
      await trainer.open({ baseUrl: 'http://localhost/', backend: 'wasm', kernels: 'auto', events: port })
      return () => vi.useRealTimers()
    })

    it('[W44] one that waits for others beats, answers, announces no long silence and can be paused', async () => {
      const runId: RunId = 'waiting'
      await trainer.load({ runId, revision: 0, spec: smallSpec({ 'training.steps': 200 }) })
      // A pause waits for no test picture.
      await trainer.overview(runId)
      await trainer.keepInStep(runId, {
        members: [runId, 'one that is never heard of'],
        aheadSamples: 12 * 64,
        tellSamples: 0,
        lines: [],
      })
      await trainer.play(runId, 'full')
      await vi.waitFor(async () => expect((await trainer.metrics(runId)).step).toBe(12), SOON)
      events.length = 0
      vi.advanceTimersByTime(8 * HEARTBEAT_MS)
      expect(events.filter(({ type }) => type === 'heartbeat')).toHaveLength(8)
      expect(events.filter(({ type }) => type === 'busy')).toEqual([])
      const frame = await trainer.frame({ runId, revision: 0, historyFrom: 0, viewVersion: 0 })
      expect(frame).toMatchObject({ metrics: { step: 12, status: 'training' } })
      expect(await trainer.pause(runId)).toMatchObject({ step: 12, status: 'paused', testSamples: 100 })
      await expect(trainer.keepInStep('a former run', null)).rejects.toThrow('no longer here')
      await trainer.keepInStep(runId, null)
      expect(await trainer.train(runId, { steps: 20 })).toMatchObject({ step: 32 })
    })
  })
})
