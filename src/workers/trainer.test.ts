import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { nodePlatform } from '../cli/nodePlatform.ts'
import { backendMemory } from '../engine/backend.ts'
import type { HistoryRecord } from '../engine/metrics.ts'
import type { Platform } from '../engine/platform.ts'
import { smallSpec } from '../testing/digits.ts'
import { HEARTBEAT_MS } from './patience.ts'
import type { FrameRequest, KeptRun, TrainerEvent } from './protocol.ts'
import { StaleRunError, TrainerHost } from './trainer.ts'

const faults = vi.hoisted(() => ({ missing: new Set<string>() }))

/** Node's files and wasm in place of a browser's; a file of `faults` can't be had. */
vi.mock('./browserPlatform.ts', () => ({
  browserPlatform: (): Platform => ({
    ...nodePlatform,
    readAsset: async (path) => {
      if ([...faults.missing].some((file) => path.endsWith(file))) throw new Error('the server answered 404')
      return nodePlatform.readAsset(path)
    },
  }),
}))

const LONG = smallSpec({ 'training.steps': 100_000 })
const PICTURE = new Array<number>(784).fill(0.25)
/** How long to wait for what must come, on a busy machine. */
const SOON = { timeout: 15_000 }
const events: TrainerEvent[] = []
const trainer = new TrainerHost()
let runs = 0

/** A fresh run of this spec; gives its id. */
async function load(spec = smallSpec(), inheritsWeights = false): Promise<string> {
  const runId = `run-${++runs}`
  await trainer.load({ runId, revision: 0, spec, inheritsWeights })
  return runId
}

function request(runId: string, changes: Partial<FrameRequest> = {}): FrameRequest {
  return { runId, revision: 0, historyFrom: 0, viewVersion: 0, ...changes }
}

/** What has been handed to the page since `events` was emptied. */
function checkpoints(): KeptRun[] {
  return events.flatMap((event) => (event.type === 'checkpoint' ? [event.kept] : []))
}

describe('TrainerHost', () => {
  beforeAll(async () => {
    vi.useFakeTimers({ toFake: ['setInterval'] })
    const port = { postMessage: (event: TrainerEvent) => events.push(event) } as unknown as MessagePort
    await trainer.open({ baseUrl: 'http://localhost/', backend: 'wasm', kernels: 'auto', events: port })
  })
  afterAll(() => {
    vi.useRealTimers()
  })

  it('[W15] sends a heartbeat every half second', () => {
    events.length = 0
    vi.advanceTimersByTime(4 * HEARTBEAT_MS)
    expect(events).toEqual(Array(4).fill({ type: 'heartbeat' }))
  })

  it('[W17] a loaded run stands idle, and trains to the end of its spec', async () => {
    const runId = await load()
    await trainer.overview(runId)
    expect(await trainer.metrics(runId)).toMatchObject({ runId, step: 0, status: 'idle', backend: 'wasm', trainLoss: null })
    const metrics = await trainer.train(runId, undefined)
    expect(metrics).toMatchObject({ runId, step: 20, status: 'done', testSamples: 100, edited: false })
    const history = await trainer.history(runId)
    expect(history.map(({ step }) => step)).toEqual(expect.arrayContaining([10, 20]))
    expect(history.at(-1)).toMatchObject({ step: 20, testLoss: metrics.testLoss })
  })

  it('[W17] says unasked that something has changed, naming the run', async () => {
    const runId = await load()
    events.length = 0
    await trainer.train(runId, { steps: 1 })
    expect(events).toContainEqual({ type: 'changed', runId })
    expect(events.flatMap((event) => (event.type === 'changed' ? [event.runId] : []))).toEqual(expect.not.arrayContaining(['run-1']))
  })

  it('[W17] play begins training, pause ends it, and no step follows', async () => {
    const runId = await load(LONG)
    await trainer.play(runId, 'full')
    await vi.waitFor(async () => expect((await trainer.metrics(runId)).step).toBeGreaterThan(5), SOON)
    const paused = await trainer.pause(runId)
    expect(paused).toMatchObject({ status: 'paused', testSamples: 100 })
    await nodePlatform.wait(30)
    expect((await trainer.metrics(runId)).step).toBe(paused.step)
  })

  it('[W17] the speed can be changed while it trains', async () => {
    const runId = await load(LONG)
    await trainer.play(runId, 'slow')
    await trainer.setSpeed('full')
    await vi.waitFor(async () => expect((await trainer.metrics(runId)).step).toBeGreaterThan(5), SOON)
    await trainer.pause(runId)
  })

  it('[W18] a call that names a run which another has replaced is rejected, and the new one is untouched', async () => {
    const stale = await load(LONG)
    await trainer.play(stale, 'full')
    const runId = await load()
    for (const call of [
      trainer.play(stale, 'full'),
      trainer.pause(stale),
      trainer.train(stale, { steps: 1 }),
      trainer.frame(request(stale)),
      trainer.metrics(stale),
      trainer.edit(stale, 1, LONG),
      trainer.encode(stale, [PICTURE]),
    ]) {
      await expect(call).rejects.toThrow(StaleRunError)
    }
    expect(await trainer.metrics(runId)).toMatchObject({ step: 0, edited: false })
  })

  it('[W18] a run that is replaced while it trains leaves no tensor behind', async () => {
    await load()
    const base = backendMemory().tensors
    for (let i = 0; i < 3; i++) {
      const runId = await load(LONG)
      await trainer.play(runId, 'full')
      await vi.waitFor(async () => expect((await trainer.metrics(runId)).step).toBeGreaterThan(2), SOON)
    }
    await load()
    expect(await trainer.memory()).toMatchObject({ tensors: base, bytes: expect.any(Number), wasmBytes: expect.any(Number) })
  })

  it('[W19] a frame carries what was asked for, its arrays apart from those of the engine', async () => {
    const runId = await load()
    await trainer.train(runId, { steps: 5 })
    const sample = Float32Array.from(PICTURE)
    const frame = await trainer.frame(request(runId, { sample, mapPoints: 10, weights: true }))
    expect(frame).toMatchObject({ runId, metrics: { step: 5 }, map: { step: 5 }, weights: { step: 5 } })
    expect(frame.activations?.map(({ length }) => length)).toEqual([16, 8, 16, 784])
    for (const { kernel } of frame.weights?.layers ?? []) kernel.fill(Number.NaN)
    expect((await trainer.weights(runId)).layers[0]?.kernel.every(Number.isFinite)).toBe(true)
  })

  it('[W20] a live edit keeps the weights and marks the run', async () => {
    const runId = await load()
    await trainer.train(runId, { steps: 5 })
    const before = await trainer.weights(runId)
    await trainer.edit(runId, 1, smallSpec({ 'training.learningRate': 0.1 }))
    expect(await trainer.weights(runId)).toEqual(before)
    expect(await trainer.metrics(runId)).toMatchObject({ step: 5, edited: true })
  })

  it('[W20] a structural edit takes over what fits of a trained run', async () => {
    const former = await load()
    await trainer.train(former, { steps: 5 })
    const weights = await trainer.weights(former)
    const next = { runId: 'narrower', revision: 1, spec: smallSpec({ 'model.latent.units': 4 }), inheritsWeights: true }
    expect(await trainer.load(next)).toEqual({ kept: 'some' })
    expect((await trainer.weights('narrower')).layers[0]).toEqual(weights.layers[0])
    expect(await trainer.metrics('narrower')).toMatchObject({ step: 0, edited: true })
  })

  it('[W21] samples come with their labels, in the order of the file', async () => {
    const runId = await load()
    const { inputs, labels } = await trainer.sample(runId, { split: 'train', from: 2, count: 3 })
    expect([inputs.length, inputs[0]?.length, labels]).toEqual([3, 784, [4, 1, 9]])
    expect(Math.max(...(inputs[0] as number[]))).toBe(1)
  })

  it('[W21] encode and decode make up reconstruct, whose squared errors are the scores', async () => {
    const runId = await load()
    await trainer.train(runId, { steps: 5 })
    const { inputs } = await trainer.sample(runId, { split: 'test', from: 0, count: 3 })
    const rebuilt = await trainer.reconstruct(runId, inputs)
    const decoded = await trainer.decode(runId, await trainer.encode(runId, inputs))
    rebuilt.forEach((row, i) => {
      row.forEach((value, p) => {
        if (Math.abs(value - (decoded[i]?.[p] as number)) > 1e-6) throw new RangeError(`picture ${i}, pixel ${p}`)
      })
    })
    const errors = rebuilt.map((row, i) => row.reduce((sum, value, p) => sum + (value - (inputs[i]?.[p] as number)) ** 2, 0) / 784)
    const scores = await trainer.scores(runId, inputs)
    errors.forEach((error, i) => {
      expect(scores[i]).toBeCloseTo(error, 6)
    })
  })

  it('[W21] activations name each layer, noise is the same for the same seed', async () => {
    const runId = await load()
    expect((await trainer.activations(runId, PICTURE)).map(({ layer }) => layer)).toEqual(['encoder 1', 'latent', 'decoder 1', 'output'])
    const noised = (seed: number) => trainer.corrupt(runId, [PICTURE], { type: 'gaussian', sigma: 0.5 }, seed)
    expect(await noised(1)).toEqual(await noised(1))
    expect(await noised(1)).not.toEqual(await noised(2))
  })

  it('[W22] a chunk that is missing makes the run wait and say so; it goes on once the chunk is there', async () => {
    faults.missing.add('train-01.bin.gz')
    const runId = await load(smallSpec({ 'data.train': 5_100, 'training.steps': 80 }))
    const training = trainer.train(runId, undefined)
    await vi.waitFor(async () => expect((await trainer.frame(request(runId))).problem).toMatchObject({ kind: 'data' }), SOON)
    const { problem } = await trainer.frame(request(runId))
    expect(problem).toMatchObject({ problem: { file: 'train-01.bin.gz', reason: 'missing', read: 5_000, wanted: 5_100 } })
    faults.missing.clear()
    await trainer.retryData(runId)
    expect(await training).toMatchObject({ step: 80, status: 'done' })
    expect(await trainer.frame(request(runId))).not.toHaveProperty('problem')
  })

  it('[W22] or goes on without the rest, which sets data.train and marks the run', async () => {
    faults.missing.add('train-01.bin.gz')
    const runId = await load(smallSpec({ 'data.train': 5_200, 'training.epochs': 1 }))
    const training = trainer.train(runId, undefined)
    await vi.waitFor(async () => expect((await trainer.frame(request(runId))).problem).toMatchObject({ kind: 'data' }), SOON)
    expect(await trainer.truncateData(runId)).toEqual({ train: 5_000, test: 100 })
    expect(await training).toMatchObject({ samplesSeen: 5_000, epoch: 1, status: 'done', edited: true })
    faults.missing.clear()
  })

  it('[W22] nothing to go on with: null, and the run is as it was', async () => {
    faults.missing.add('train-00.bin.gz')
    const runId = await load(smallSpec({ 'data.train': 700 }))
    await vi.waitFor(async () => expect((await trainer.frame(request(runId))).problem).toMatchObject({ kind: 'data' }), SOON)
    expect(await trainer.truncateData(runId)).toBeNull()
    expect(await trainer.metrics(runId)).toMatchObject({ status: 'loading', edited: false })
    faults.missing.clear()
  })

  describe('hands out checkpoints', () => {
    /** From `run` on another worker, as a replaced one does: the same steps. */
    const lossesOf = (records: HistoryRecord[]) => records.map(({ step, trainLoss }) => [step, trainLoss])

    it('[W29] whenever a run comes to rest, and only where something is new', async () => {
      const runId = await load()
      events.length = 0
      await trainer.train(runId, { steps: 7 })
      await trainer.pause(runId)
      expect(checkpoints().map(({ runId: id, checkpoint }) => [id, checkpoint.step])).toEqual([[runId, 7]])
      await trainer.train(runId, undefined)
      expect(checkpoints().map(({ checkpoint }) => checkpoint.step)).toEqual([7, 20])
    })

    it('[W29] while it trains, at heartbeats', async () => {
      const runId = await load(LONG)
      events.length = 0
      await trainer.play(runId, 'full')
      await vi.waitFor(async () => {
        vi.advanceTimersByTime(HEARTBEAT_MS)
        expect(checkpoints().length).toBeGreaterThan(0)
      }, SOON)
      const { step } = await trainer.pause(runId)
      const [first] = checkpoints()
      expect(first?.checkpoint.step).toBeLessThanOrEqual(step)
      expect(first?.checkpoint.history.at(-1)?.step).toBeLessThanOrEqual(first?.checkpoint.step as number)
    })

    it('[W29] after a live edit, with its revision, and of weights that were inherited', async () => {
      const runId = await load()
      await trainer.train(runId, { steps: 5 })
      events.length = 0
      await trainer.edit(runId, 3, smallSpec({ 'training.learningRate': 0.1 }))
      expect(checkpoints()).toMatchObject([{ runId, revision: 3, checkpoint: { step: 5, spec: { training: { learningRate: 0.1 } } } }])
      events.length = 0
      const next = await load(smallSpec({ 'model.latent.units': 4 }), true)
      expect(checkpoints()).toMatchObject([{ runId: next, revision: 0, checkpoint: { step: 0, isEdited: true } }])
    })

    it('[W30] from which another worker goes on with the very batches: the same losses and weights as undisturbed', async () => {
      const spec = smallSpec({ 'training.steps': 45, corruption: { type: 'gaussian', sigma: [0, 0.6] } })
      const undisturbed = await load(spec)
      await trainer.train(undisturbed, undefined)
      const losses = lossesOf(await trainer.history(undisturbed))
      const weights = await trainer.weights(undisturbed)
      const first = await load(spec)
      events.length = 0
      await trainer.train(first, { steps: 23 })
      const [kept] = checkpoints()
      await load()
      await trainer.resume({ ...(kept as KeptRun), goesOn: true })
      expect(await trainer.metrics(first)).toMatchObject({ runId: first, step: 23, status: 'paused' })
      expect(await trainer.train(first, undefined)).toMatchObject({ step: 45, status: 'done', edited: false })
      const recorded = lossesOf(await trainer.history(first)).filter(([step]) => (step as number) % 10 === 0)
      expect(recorded).toEqual(losses.filter(([step]) => (step as number) % 10 === 0))
      expect(await trainer.weights(first)).toEqual(weights)
    })

    it('[W30] a run that is put back at rest is measured again', async () => {
      const runId = await load()
      events.length = 0
      const before = await trainer.train(runId, { steps: 12 })
      const [kept] = checkpoints()
      await load()
      await trainer.resume({ ...(kept as KeptRun), goesOn: false })
      await vi.waitFor(async () => expect((await trainer.metrics(runId)).testLoss).toBe(before.testLoss), SOON)
      expect(await trainer.metrics(runId)).toMatchObject({ step: 12, status: 'paused', testSamples: 100 })
    })

    it('[W45] and moments of a run that remembers them, put back or not; of others none', async () => {
      const momentSteps = () => events.flatMap((event) => (event.type === 'moment' ? [[event.runId, event.moment.step]] : []))
      const runId = `run-${++runs}`
      await trainer.load({ runId, revision: 0, spec: smallSpec(), remembersMoments: true })
      await trainer.overview(runId)
      events.length = 0
      await trainer.train(runId, { steps: 1 })
      expect(momentSteps()).toEqual([
        [runId, 0],
        [runId, 1],
      ])
      const kept = checkpoints().at(-1) as KeptRun
      await trainer.train(await load(), { steps: 2 })
      await trainer.resume({ ...kept, goesOn: false })
      await trainer.train(runId, { steps: 1 })
      expect(momentSteps()).toHaveLength(2)
      await trainer.resume({ ...kept, goesOn: false, remembersMoments: true })
      await trainer.train(runId, { steps: 1 })
      expect(momentSteps().at(-1)).toEqual([runId, 2])
    })

    it('[W31] tells where a call of train begins, one at a time, and of none that a pause has called off', async () => {
      const runId = await load(LONG)
      events.length = 0
      await Promise.all([trainer.train(runId, { steps: 3 }, 7), trainer.train(runId, { steps: 4 }, 8)])
      expect(events.filter(({ type }) => type === 'goal-begun')).toEqual([
        { type: 'goal-begun', goalId: 7, from: { step: 0, samplesSeen: 0 } },
        { type: 'goal-begun', goalId: 8, from: { step: 3, samplesSeen: 192 } },
      ])
      const training = trainer.train(runId, { steps: 90_000 }, 9)
      const calledOff = trainer.train(runId, { steps: 4 }, 10)
      // Both before the loop has come to rest: it plays on by itself then.
      await Promise.all([trainer.pause(runId), trainer.play(runId, 'full')])
      await Promise.all([training, calledOff, trainer.pause(runId)])
      expect(events.flatMap((event) => (event.type === 'goal-begun' ? [event.goalId] : []))).toEqual([7, 8, 9])
    })

    it('[W32] announces how long a wide network may be silent, and takes it back once steps were measured', async () => {
      await load(smallSpec({ 'model.encoder.0.units': 2_048, 'model.latent.units': 2_048, 'training.batchSize': 600 }))
      const announced = events.findLast((event) => event.type === 'busy')
      expect(announced?.upToMs).toBeGreaterThan(3_000)
      const runId = await load()
      expect(events.findLast((event) => event.type === 'busy')?.upToMs).toBe(3_000)
      await trainer.train(runId, undefined)
      vi.advanceTimersByTime(HEARTBEAT_MS)
      expect(events.findLast((event) => event.type === 'busy')?.upToMs).toBe(3_000)
    })
  })
})
