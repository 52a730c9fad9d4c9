import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { nodePlatform } from '../cli/nodePlatform.ts'
import { backendMemory } from '../engine/backend.ts'
import { knnAccuracy } from '../engine/knnAccuracy.ts'
import type { Platform } from '../engine/platform.ts'
import { adaptToDataset } from '../spec/adaptToDataset.ts'
import { openRun, smallSpec, takeSteps } from '../testing/digits.ts'
import { StaleRunError, TrainerHost } from './trainer.ts'

const platform = vi.hoisted(() => ({ missing: '', yields: 0 }))

vi.mock('./browserPlatform.ts', () => ({
  browserPlatform: (): Platform => ({
    ...nodePlatform,
    readAsset: async (path) => {
      if (platform.missing !== '' && path.endsWith(platform.missing)) throw new Error('the server answered 404')
      return nodePlatform.readAsset(path)
    },
    wait: async (ms) => {
      platform.yields++
      await nodePlatform.wait(ms)
    },
  }),
}))

const SPEC = smallSpec({ 'training.steps': 400 })
const ALL = { training: 600, test: 100 }
const trainer = new TrainerHost()
let runs = 0

/** A fresh run of this spec, all of its pictures read unless there is something wrong with them; gives its id. */
async function load(spec = SPEC): Promise<string> {
  const runId = `run-${++runs}`
  await trainer.load({ runId, revision: 0, spec })
  if (platform.missing === '') await trainer.sample(runId, { split: 'train', from: 0, count: 600 })
  if (platform.missing === '') await trainer.overview(runId)
  return runId
}

/** The vote by sorting all distances, from the codes that the console gives. */
async function votedByHand(runId: string, count: number): Promise<number> {
  const train = await trainer.sample(runId, { split: 'train', from: 0, count: 600 })
  const test = await trainer.sample(runId, { split: 'test', from: 0, count })
  const codes = await trainer.encode(runId, train.inputs)
  const judged = await trainer.encode(runId, test.inputs)
  const right = judged.filter((code, i) => {
    const distances = codes.map((other, at) => ({ at, distance: other.reduce((sum, value, k) => sum + (value - (code[k] as number)) ** 2, 0) }))
    const nearest = distances.sort((a, b) => a.distance - b.distance).slice(0, 10)
    const classes = nearest.map(({ at }) => train.labels[at] as number)
    const votes = (label: number) => classes.filter((other) => other === label).length
    const most = Math.max(...classes.map(votes))
    return classes.find((label) => votes(label) === most) === test.labels[i]
  })
  return right.length / count
}

describe('knnAccuracy', () => {
  beforeAll(async () => {
    vi.useFakeTimers({ toFake: ['setInterval'] })
    const port = { postMessage: () => {} } as unknown as MessagePort
    await trainer.open({ baseUrl: 'http://localhost/', backend: 'wasm', kernels: 'auto', events: port })
  })
  afterAll(() => {
    vi.useRealTimers()
  })

  it('[W40] is the share that a vote by hand tells, with what it rests on, and what the terminal reports', async () => {
    const runId = await load()
    await trainer.train(runId, { steps: 60 })
    const figures = await trainer.knnAccuracy(runId)
    expect(figures).toEqual({ ...ALL, step: 60, accuracy: await votedByHand(runId, 100) })
    expect(figures?.accuracy).toBeGreaterThan(0.3)
    const run = await openRun(SPEC)
    takeSteps(run, 60)
    expect(await knnAccuracy(run, nodePlatform.wait)).toBe(figures?.accuracy)
    run.dispose()
  })

  it('[W40] on fewer pictures where fewer are asked for', async () => {
    const runId = await load()
    await trainer.train(runId, { steps: 60 })
    expect(await trainer.knnAccuracy(runId, { test: 30 })).toEqual({ training: 600, test: 30, step: 60, accuracy: await votedByHand(runId, 30) })
  })

  it('[W40] in portions of 100 pictures, messages let in between, and no tensor left behind', async () => {
    const runId = await load()
    const [before, { tensors }] = [platform.yields, backendMemory()]
    await trainer.knnAccuracy(runId)
    expect(platform.yields - before).toBeGreaterThanOrEqual(7)
    expect(backendMemory().tensors).toBe(tensors)
  })

  it('[W40] a run that trains meanwhile ends with the same losses and weights, to the bit', async () => {
    const alone = await load()
    await trainer.train(alone, undefined)
    const [weights, history] = [await trainer.weights(alone), await trainer.history(alone)]
    const runId = await load()
    await trainer.train(runId, { steps: 50 })
    const training = trainer.train(runId, undefined)
    for (let asked = 0; asked < 3; asked++) expect((await trainer.knnAccuracy(runId))?.step).toBeGreaterThanOrEqual(50)
    expect(await training).toMatchObject({ step: 400, status: 'done', edited: false })
    expect(await trainer.weights(runId)).toEqual(weights)
    const recorded = (records: typeof history) => records.filter(({ step }) => step % 10 === 0).map(({ step, trainLoss }) => [step, trainLoss])
    expect(recorded(await trainer.history(runId))).toEqual(recorded(history))
  })

  it('[W40] rests on the weights of one step, whatever is trained meanwhile', async () => {
    const runId = await load()
    await trainer.train(runId, { steps: 10 })
    const atRest = await trainer.knnAccuracy(runId)
    const asked = trainer.knnAccuracy(runId)
    await trainer.train(runId, { steps: 300 })
    expect(await asked).toEqual(atRest)
    expect((await trainer.knnAccuracy(runId))?.accuracy).not.toBe(atRest?.accuracy)
  })

  it('[W40] a call whose run is replaced is rejected, and leaves no tensor behind', async () => {
    const runId = await load()
    const base = backendMemory().tensors
    for (const isTraining of [false, true]) {
      const replaced = isTraining ? await load() : runId
      if (isTraining) await trainer.play(replaced, 'full')
      const asked = trainer.knnAccuracy(replaced)
      const next = load()
      await expect(asked).rejects.toThrow(StaleRunError)
      await next
    }
    expect(backendMemory().tensors).toBe(base)
    await expect(trainer.knnAccuracy(runId)).rejects.toThrow(StaleRunError)
  })

  it('[W40] null for points, and where nothing has been read', async () => {
    const points = await load(adaptToDataset(SPEC, 'moons', SPEC))
    expect(await trainer.knnAccuracy(points)).toBeNull()
    platform.missing = 'train-00.bin.gz'
    expect(await trainer.knnAccuracy(await load(smallSpec({ 'data.train': 700 })))).toBeNull()
    platform.missing = ''
  })
})
