import { beforeAll, describe, expect, it } from 'vitest'
import { nodePlatform } from '../cli/nodePlatform.ts'
import type { Corruption } from '../spec/runSpec.ts'
import { openRun, smallSpec, takeSteps, useBackend } from '../testing/digits.ts'
import { measureBy } from './measureBy.ts'

const NOISE: Corruption = { type: 'gaussian', sigma: 0.5 }
const CLEAN = { figure: 'mse' } as const
const NOISY = { figure: 'mse', corruption: NOISE } as const

describe('what a question measures', () => {
  beforeAll(() => useBackend('wasm'))

  it('[S30] is the same figure on the same inputs, whatever noise the lane was trained with', async () => {
    const plain = await openRun(smallSpec())
    takeSteps(plain, 20)
    // The same weights in a run that has noise in its spec: what it measures of itself is on that noise.
    const noisy = await openRun({ ...smallSpec(), corruption: NOISE }, { former: { weights: plain.weights(), isTrained: true } })
    const [onClean, onNoise] = [await plain.measure(100), await noisy.measure(100)]
    expect(await measureBy(plain, CLEAN, nodePlatform)).toBe(onClean?.mse)
    expect(await measureBy(plain, NOISY, nodePlatform)).toBe(onNoise?.mse)
    expect(onNoise?.mse).not.toBe(onClean?.mse)
    noisy.dispose()
    const trained = await openRun({ ...smallSpec(), corruption: NOISE })
    takeSteps(trained, 20)
    expect(await measureBy(trained, NOISY, nodePlatform)).toBe((await trained.measure(100))?.mse)
    expect(await measureBy(trained, CLEAN, nodePlatform)).not.toBe(trained.test?.mse)
    plain.dispose()
    trained.dispose()
  })

  it('[S30] gives the gap between the losses, and changes nothing that the run says of itself', async () => {
    const run = await openRun(smallSpec())
    expect(await measureBy(run, CLEAN, nodePlatform)).toBeNull()
    takeSteps(run, 15)
    const records = JSON.stringify(run.history.records)
    const gap = await measureBy(run, { figure: 'gap' }, nodePlatform)
    expect(await measureBy(run, { figure: 'trainLoss' }, nodePlatform)).toBe(run.trainLoss)
    expect([run.test, JSON.stringify(run.history.records)]).toEqual([null, records])
    expect(gap).toBe(((await run.measure(100))?.loss as number) - (run.trainLoss as number))
    run.dispose()
  })
})
