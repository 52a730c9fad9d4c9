import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { nodePlatform } from '../cli/nodePlatform.ts'
import { backendMemory } from '../engine/backend.ts'
import { measureBy } from '../engine/measureBy.ts'
import type { Measure } from '../spec/question.ts'
import { openRun, smallSpec, takeSteps } from '../testing/digits.ts'
import type { MeasuredRun } from './protocol.ts'
import { StaleRunError, TrainerHost } from './trainer.ts'

vi.mock('./browserPlatform.ts', () => ({ browserPlatform: () => nodePlatform }))

/** More test pictures than one block holds, so that a measurement lets messages in. */
const TEST = 1_200
const SPEC = smallSpec({ 'data.test': TEST, 'training.steps': 400 })
const NOISY: Measure = { figure: 'mse', corruption: { type: 'gaussian', sigma: 0.5 } }
const MEASURES: readonly Measure[] = [{ figure: 'mse' }, NOISY, { figure: 'trainLoss' }, { figure: 'gap' }]
const trainer = new TrainerHost()
let runs = 0

async function load(): Promise<string> {
  const runId = `run-${++runs}`
  await trainer.load({ runId, revision: 0, spec: SPEC })
  return runId
}

describe('what a question measures of a run in its worker', () => {
  beforeAll(async () => {
    vi.useFakeTimers({ toFake: ['setInterval'] })
    const port = { postMessage: () => {} } as unknown as MessagePort
    await trainer.open({ baseUrl: 'http://localhost/', backend: 'wasm', kernels: 'auto', events: port })
  })
  afterAll(() => {
    vi.useRealTimers()
  })

  it('[W49] is the terminal’s figure for each measure, on all test pictures, in the order asked', async () => {
    const runId = await load()
    await trainer.train(runId, { steps: 40 })
    const answer = await trainer.measureBy(runId, MEASURES)
    const run = await openRun(SPEC)
    takeSteps(run, 40)
    const expected: (number | null)[] = []
    for (const measure of MEASURES) expected.push(await measureBy(run, measure, nodePlatform))
    run.dispose()
    expect(answer).toEqual({ samplesSeen: run.samplesSeen, figures: expected })
    const [mse, noisy, trainLoss, gap] = (answer as MeasuredRun).figures as [number, number, number, number]
    const metrics = await trainer.pause(runId)
    expect(metrics.testSamples).toBe(TEST)
    expect([mse, trainLoss, gap]).toEqual([metrics.testMse, metrics.trainLoss, (metrics.testLoss as number) - (metrics.trainLoss as number)])
    // So early in training noise may even lower the error; that it is another figure is all that is certain.
    expect(noisy).not.toBe(mse)
  })

  it('[W49] changes nothing of the run, nor of what it says of itself, and leaves no tensor behind', async () => {
    const runId = await load()
    await trainer.train(runId, { steps: 40 })
    const before = await trainer.pause(runId)
    const [weights, { tensors }] = [await trainer.weights(runId), backendMemory()]
    await trainer.measureBy(runId, MEASURES)
    expect(backendMemory().tensors).toBe(tensors)
    expect(await trainer.weights(runId)).toEqual(weights)
    expect(await trainer.metrics(runId)).toEqual(before)
  })

  it('[W49] null of a run that is trained on meanwhile, no figure before the first step, a refusal once the run is replaced', async () => {
    const runId = await load()
    expect(await trainer.measureBy(runId, MEASURES)).toEqual({ samplesSeen: 0, figures: [null, null, null, null] })
    await trainer.train(runId, { steps: 10 })
    const overtaken = trainer.measureBy(runId, MEASURES)
    await trainer.train(runId, { steps: 30 })
    expect(await overtaken).toBeNull()
    const asked = trainer.measureBy(runId, MEASURES)
    const next = load()
    await expect(asked).rejects.toThrow(StaleRunError)
    await next
    await expect(trainer.measureBy(runId, MEASURES)).rejects.toThrow(StaleRunError)
  })
})
