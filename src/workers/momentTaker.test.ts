import { beforeAll, describe, expect, it } from 'vitest'
import { nodePlatform } from '../cli/nodePlatform.ts'
import { backendMemory } from '../engine/backend.ts'
import { slicePictures } from '../engine/data/gather.ts'
import { decodeWith, encodeWith } from '../engine/forward.ts'
import { TrainingLoop } from '../engine/loop.ts'
import type { Platform } from '../engine/platform.ts'
import type { Run } from '../engine/run.ts'
import { networkFromBytes } from '../engine/timeline/byteWeights.ts'
import { type Moment, momentBuffers } from '../engine/timeline/moment.ts'
import { nextMoment } from '../engine/timeline/momentSchedule.ts'
import { openRun, smallSpec, useBackend, weightsOf } from '../testing/digits.ts'
import { MomentTaker } from './momentTaker.ts'
import type { TrainerEvent } from './protocol.ts'
import { Session } from './session.ts'

const CODE_OF_TWO = { 'model.latent.units': 2 }

/** A run whose moments come to a list; `priceMs` is what each costs by its clock, on which no other time passes but what the test lets pass. */
async function openTaker(changes: Record<string, unknown> = CODE_OF_TWO, priceMs = 0) {
  const moments: Moment[] = []
  const clock = { now: 0 }
  const run = await openRun(smallSpec(changes))
  const taker = new MomentTaker({
    run,
    // Asked when a moment begins and when it ends.
    now: () => clock.now,
    facing: { newest: null },
    hand(moment) {
      moments.push(moment)
      clock.now += priceMs
    },
    isSound: () => true,
  })
  const loop = new TrainingLoop(run, { platform: nodePlatform, lookout: taker, onChange: () => taker.note(loop.status) })
  return { clock, run, taker, loop, moments }
}

/** As the worker has it, its events in a list; arrays that are handed over are gone, as they would be. */
function openSession(run: Run, { platform = clockOf(0), remembersMoments = true }: { platform?: Platform; remembersMoments?: boolean } = {}) {
  const events: TrainerEvent[] = []
  const send = (event: TrainerEvent, handedOver: Transferable[] = []) => {
    events.push(structuredClone(event, { transfer: handedOver }))
  }
  return { session: new Session({ runId: 'run-1', revision: 0, run, platform, send, remembersMoments, countSeated: () => 1 }), events }
}

function momentsIn(events: readonly TrainerEvent[]): Moment[] {
  return events.flatMap((event) => (event.type === 'moment' ? [event.moment] : []))
}

function stepsOf(moments: readonly Moment[]): number[] {
  return moments.map(({ step }) => step)
}

/** A platform whose clock the test moves: by so much with each look at it. */
function clockOf(stepMs: number): Platform {
  let now = 0
  return { ...nodePlatform, now: () => (now += stepMs) }
}

describe('MomentTaker', () => {
  beforeAll(() => useBackend('wasm'))

  it('[W45] takes a moment of each step of the schedule, before the first step too, and one where the run comes to rest', async () => {
    const { loop, moments, run } = await openTaker({ ...CODE_OF_TWO, 'training.steps': 300 })
    await loop.train({ steps: 141 })
    const due = (last: number) => Array.from({ length: last + 1 }, (_, step) => step).filter((step) => nextMoment(step) === step)
    expect(stepsOf(moments)).toEqual([...due(140), 141])
    await loop.train()
    expect(stepsOf(moments)).toEqual([...due(140), 141, ...due(300).filter((step) => step > 141)])
    expect(moments.at(-1)).toMatchObject({ step: 300, samplesSeen: run.samplesSeen, epoch: run.epoch })
    run.dispose()
  })

  it('[W45] comes to rest at a moment that was taken already: none again', async () => {
    const { loop, moments, run } = await openTaker()
    await loop.train({ steps: 3 })
    await loop.pause()
    expect(stepsOf(moments)).toEqual([0, 1, 2, 3])
    run.dispose()
  })

  it('[E105] a moment holds the map and the reconstructions of its own step, clean, and weights that give the same', async () => {
    const { loop, moments, run } = await openTaker({ ...CODE_OF_TWO, corruption: { type: 'masking', rate: 0.5 } })
    await loop.train({ steps: 20 })
    expect(moments.every(({ weights }) => weights !== undefined)).toBe(true)
    for (const { step, map, reconstructions, weights } of [moments[5], moments.at(-1)] as Moment[]) {
      const network = networkFromBytes(weights as NonNullable<typeof weights>)
      expect(network.step).toBe(step)
      expect([map.points.length, map.labels.length]).toEqual([200, 100])
      expect(map.labels).toEqual(run.dataset.test.labels.slice(0, 100))
      const spread = map.points.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
      const place = encodeWith(network, slicePictures(run.dataset.test, 7, 8))
      for (const axis of [0, 1]) expect(Math.abs((map.points[14 + axis] as number) - (place[axis] as number))).toBeLessThan(0.05 * spread)
      const seven = run.dataset.test.labels.indexOf(7)
      const rebuilt = decodeWith(network, encodeWith(network, slicePictures(run.dataset.test, seven, seven + 1)))
      expect(reconstructions).toHaveLength(10 * 784)
      const error = rebuilt.reduce((sum, value, p) => sum + Math.abs(value * 255 - (reconstructions?.[7 * 784 + p] as number)), 0) / 784
      expect(error).toBeLessThan(4)
    }
    run.dispose()
  })

  it('[E105] a wide code comes as two coordinates with its projection, which turns with the code and does not jump', async () => {
    const { loop, moments, run } = await openTaker({ 'model.latent.units': 8 })
    await loop.train({ steps: 20 })
    for (const { map } of moments) {
      expect(map.points).toHaveLength(200)
      expect(map.projection.axes.map(({ length }) => length)).toEqual([8, 8])
    }
    // The next is turned to face it: its projection is not handed over with the rest.
    for (const moment of moments) {
      const kept = [moment.map.projection.mean, ...moment.map.projection.axes].map(({ buffer }) => buffer)
      expect(momentBuffers(moment).filter((buffer) => kept.includes(buffer))).toEqual([])
    }
    // Facing the moment before, an axis never points the other way.
    moments.slice(1).forEach(({ map }, i) => {
      map.projection.axes.forEach((axis, a) => {
        const former = moments[i]?.map.projection.axes[a] as Float32Array
        expect(axis.reduce((sum, value, j) => sum + value * (former[j] as number), 0)).toBeGreaterThanOrEqual(-1e-6)
      })
    })
    run.dispose()
  })

  it('[E105] of points there are no pictures', async () => {
    const { loop, moments, run } = await openTaker({
      'data.name': 'moons',
      'data.train': 600,
      'data.test': 100,
      loss: 'mse',
      'model.latent.units': 1,
    })
    await loop.train({ steps: 2 })
    expect(moments[0]).not.toHaveProperty('reconstructions')
    expect(moments[0]?.map.points).toHaveLength(200)
    run.dispose()
  })

  it('[W46] leaves out what would take more than 4 % of the time, and goes on when it can be afforded', async () => {
    const { clock, loop, moments, run, taker } = await openTaker({ ...CODE_OF_TWO, 'training.steps': 120 }, 130)
    // 200 ms are there at the beginning: the second overdraws them, and only coming to rest asks for another.
    await loop.train({ steps: 10 })
    expect(stepsOf(moments)).toEqual([0, 2, 10])
    expect(taker.next()).toBe(Number.POSITIVE_INFINITY)
    // Three times 130 ms less those are 4.75 s at 4 %, and 0.39 s have passed.
    clock.now += 4_340
    expect(taker.next()).toBe(Number.POSITIVE_INFINITY)
    clock.now += 40
    // Hardly: the next is some steps off.
    expect(taker.next()).toBe(13)
    clock.now += 5_000
    expect(taker.next()).toBe(11)
    await loop.train({ steps: 10 })
    expect(stepsOf(moments)).toEqual([0, 2, 10, 11, 14, 20])
    run.dispose()
  })

  it('[W46] spreads what it can afford over the run: the first steps do not take all', async () => {
    const { loop, moments, run } = await openTaker({ ...CODE_OF_TWO, 'training.steps': 300 }, 5)
    await loop.train()
    const steps = stepsOf(moments)
    expect(steps.slice(0, 6)).toEqual([0, 1, 2, 3, 4, 5])
    // Forty are what 200 ms buy, one goes to the end; half of them go to the first steps, the others reach three times as far.
    const onTheWay = steps.filter((step) => step < 300)
    expect(onTheWay.length).toBeGreaterThanOrEqual(39)
    expect(onTheWay.at(-1)).toBeGreaterThanOrEqual(60)
    run.dispose()
  })

  it('[W45] hands none out that is not true: of a lost GPU, of a run that has run away', async () => {
    const run = await openRun(smallSpec({ ...CODE_OF_TWO, 'training.learningRate': 1e30, 'training.optimizer': 'sgd', 'training.steps': 40 }))
    const moments: Moment[] = []
    let isSound = false
    const taker = new MomentTaker({ run, now: () => 0, facing: { newest: null }, hand: (moment) => moments.push(moment), isSound: () => isSound })
    expect(taker.next()).toBe(0)
    taker.look()
    expect(moments).toEqual([])
    isSound = true
    const loop = new TrainingLoop(run, { platform: nodePlatform, lookout: taker, onChange: () => taker.note(loop.status) })
    await loop.train()
    expect(loop.status).toBe('diverged')
    for (const { map } of moments) expect(map.points.every(Number.isFinite)).toBe(true)
    // The last one is of where it was rolled back to.
    expect(moments.at(-1)?.step).toBe(run.step)
    run.dispose()
  })
})

describe('a session that remembers its training', () => {
  beforeAll(() => useBackend('wasm'))

  it('[W45] hands moments out as events, their arrays handed over, and goes on turning the map', async () => {
    const run = await openRun(smallSpec())
    const { session, events } = openSession(run)
    await session.loop.train({ steps: 12 })
    const moments = momentsIn(events)
    expect(stepsOf(moments).slice(0, 3)).toEqual([0, 1, 2])
    const { map, reconstructions, weights } = moments[0] as Moment
    expect([map.points.length, map.projection.axes.length, reconstructions?.length, weights?.layers.length]).toEqual([200, 2, 7840, 4])
    const [former, latter] = moments.slice(-2) as [Moment, Moment]
    const alike = latter.map.projection.axes[0]?.reduce((sum, value, j) => sum + value * (former.map.projection.axes[0]?.[j] as number), 0)
    expect(alike).toBeGreaterThan(0.5)
    await session.close()
  })

  it('[W45] another hands out none', async () => {
    const { session, events } = openSession(await openRun(smallSpec()), { remembersMoments: false })
    await session.loop.train({ steps: 12 })
    expect(momentsIn(events)).toEqual([])
    await session.close()
  })

  it('[W47] comes to the same weights and losses, to the bit, as one that does not, whatever it can afford, and leaves no tensor behind', async () => {
    const spec = smallSpec({ 'training.steps': 45, corruption: { type: 'gaussian', sigma: [0, 0.6] } })
    const train = async (remembersMoments: boolean, stepMs: number) => {
      const run = await openRun(spec)
      const { session, events } = openSession(run, { platform: clockOf(stepMs), remembersMoments })
      await session.loop.train()
      const losses = run.history.records.filter(({ step }) => step % 10 === 0).map(({ step, trainLoss }) => [step, trainLoss])
      const end = { losses, weights: weightsOf(run), moments: momentsIn(events).length }
      await session.close()
      return end
    }
    const { moments: none, ...plain } = await train(false, 1)
    const base = backendMemory().tensors
    const { moments: all, ...remembered } = await train(true, 1)
    const { moments: some, ...dear } = await train(true, 20)
    expect([none, all > some, some > 0]).toEqual([0, true, true])
    expect(remembered).toEqual(plain)
    expect(dear).toEqual(plain)
    expect(backendMemory().tensors).toBe(base)
  })

  it('[W47] a run that was put back goes on with moments from the checkpoint’s step: the same as undisturbed', async () => {
    const spec = smallSpec({ ...CODE_OF_TWO, 'training.steps': 30 })
    const undisturbed = openSession(await openRun(spec))
    await undisturbed.session.loop.train()
    const first = openSession(await openRun(spec))
    await first.session.loop.train({ steps: 12 })
    const checkpoint = first.session.run.checkpoint()
    const other = await openRun(spec)
    other.resume(checkpoint)
    const second = openSession(other)
    await second.session.loop.train()
    const moments = momentsIn(second.events)
    expect(stepsOf(moments)).toEqual([12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30])
    expect(moments.at(-1)).toEqual(momentsIn(undisturbed.events).at(-1))
    for (const { session } of [undisturbed, first, second]) await session.close()
  })
})
