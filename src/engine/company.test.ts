import { beforeAll, describe, expect, it, vi } from 'vitest'
import { nodePlatform } from '../cli/nodePlatform.ts'
import { smallSpec, useBackend, weightsOf } from '../testing/digits.ts'
import { atRest, openLoop, STEP_MS } from '../testing/stillLoop.ts'
import type { Company } from './company.ts'

/** How long to wait for what must come, on a busy machine. */
const SOON = { timeout: 15_000 }
const LONG = smallSpec({ 'training.steps': 2_000 })
const BATCH = 64

/** Others who are where the test says: nobody may see more than `limit` pictures. */
class FixedCompany implements Company {
  /** What the run has said: pictures seen, or 'out'. */
  readonly said: (number | 'out')[] = []
  waits = 0
  #limit: number
  #settle: () => void = () => {}

  constructor(limit: number) {
    this.#limit = limit
  }

  allow(limit: number): void {
    this.#limit = limit
    this.#settle()
  }

  isStepAllowed(_seen: number, after: number): boolean {
    return after <= this.#limit
  }

  tell(seen: number): void {
    if (this.said.at(-1) !== seen) this.said.push(seen)
  }

  leave(): void {
    if (this.said.at(-1) !== 'out') this.said.push('out')
  }

  changed(): Promise<void> {
    this.waits++
    return new Promise((resolve) => {
      this.#settle = resolve
    })
  }
}

/** A loop in such company; `held` resolves when it has begun to wait once more. */
async function openHeld(limit: number, spec = LONG) {
  const opened = await openLoop(spec)
  const company = new FixedCompany(limit)
  opened.loop.company = company
  const held = async () => {
    const { waits } = company
    await vi.waitFor(() => expect(company.waits).toBeGreaterThan(waits), SOON)
  }
  return { ...opened, company, held }
}

describe('TrainingLoop in company', () => {
  beforeAll(() => useBackend('wasm'))

  it('[T15] begins no step that would take it further than allowed, and goes on as far as is allowed anew', async () => {
    const { loop, run, company, held } = await openHeld(5 * BATCH)
    loop.play('full')
    await held()
    expect([run.step, loop.status]).toEqual([5, 'training'])
    company.allow(8 * BATCH - 1)
    await held()
    expect(run.step).toBe(7)
    await loop.stop()
    run.dispose()
  })

  it('[T15] reckons with the batch that is next: the last of an epoch is smaller', async () => {
    // Nine batches of 64 and one of 24 are an epoch of 600.
    const { loop, run, company, held } = await openHeld(9 * BATCH)
    loop.play('full')
    await held()
    company.allow(599)
    await held()
    expect(run.samplesSeen).toBe(9 * BATCH)
    company.allow(600)
    await held()
    expect(run.samplesSeen).toBe(600)
    await loop.stop()
    run.dispose()
  })

  it('[T15] the numbers are those of the run alone', async () => {
    const spec = smallSpec({ corruption: { type: 'gaussian', sigma: 0.4 } })
    const alone = await openLoop(spec)
    await alone.loop.train()
    const { loop, run, company } = await openHeld(BATCH, spec)
    const training = loop.train()
    for (let limit = BATCH; limit <= 1_300; limit += 37) {
      company.allow(limit)
      await nodePlatform.wait(0)
    }
    await training
    expect([run.step, loop.status]).toEqual([20, 'done'])
    expect(weightsOf(run)).toEqual(weightsOf(alone.run))
    expect(run.history.records).toEqual(alone.run.history.records)
    for (const each of [run, alone.run]) each.dispose()
  })

  it('[T16] a pause is heard while it waits, and so is a stop', async () => {
    const { loop, run, held } = await openHeld(3 * BATCH)
    loop.play('full')
    await held()
    await loop.pause()
    expect([loop.status, run.step, run.test?.step]).toEqual(['paused', 3, 3])
    // It waits at once: nobody has come nearer.
    loop.play('full')
    expect(loop.isDriving).toBe(true)
    await loop.stop()
    expect([loop.isDriving, run.step]).toEqual([false, 3])
    run.dispose()
  })

  it('[T16] a goal that is reached is not waited at', async () => {
    const { loop, run } = await openHeld(3 * BATCH)
    await loop.train({ steps: 3 })
    expect([run.step, loop.status]).toEqual([3, 'paused'])
    run.dispose()
  })

  it('[T16] other company, or none, is heeded while it waits', async () => {
    const { loop, run, held } = await openHeld(3 * BATCH, smallSpec())
    loop.play('full')
    await held()
    const other = new FixedCompany(6 * BATCH)
    loop.company = other
    await vi.waitFor(() => expect(other.waits).toBe(1), SOON)
    expect([run.step, other.said]).toEqual([6, [3 * BATCH, 6 * BATCH]])
    loop.company = null
    await atRest(loop)
    expect([run.step, loop.status]).toEqual([20, 'done'])
    run.dispose()
  })

  it('[T16] an edit is heeded while it waits: a smaller step may be allowed, or none be left', async () => {
    const { loop, run, held } = await openHeld(3 * BATCH + 16)
    loop.play('full')
    await held()
    run.edit(smallSpec({ 'training.steps': 2_000, 'training.batchSize': 16 }))
    await Promise.all([held(), loop.refresh()])
    expect(run.samplesSeen).toBe(3 * BATCH + 16)
    run.edit(smallSpec({ 'training.steps': 4, 'training.batchSize': 16 }))
    await loop.refresh()
    await atRest(loop)
    expect([run.step, loop.status]).toEqual([4, 'done'])
    run.dispose()
  })

  it('[T18] waiting for company is left out of images per second, and counts in the time that is left', async () => {
    const { loop, run, company, held, advance } = await openHeld(100 * BATCH)
    loop.play('full')
    await held()
    const { imagesPerSecond } = loop.metrics('x')
    const secondsLeft = loop.secondsLeft as number
    expect(imagesPerSecond).toBeGreaterThan(0.8 * (1_000 / STEP_MS) * 60)
    advance(60_000)
    company.allow(101 * BATCH)
    await held()
    expect(loop.metrics('x').imagesPerSecond).toBeCloseTo(imagesPerSecond, -3)
    expect(loop.secondsLeft).toBeGreaterThan(10 * secondsLeft)
    await loop.stop()
    run.dispose()
  })

  it('[T18] what was not trained while it waited is not made up for: slow stays slow', async () => {
    const { loop, run, company, held, advance, onYield } = await openHeld(2 * BATCH)
    loop.play('slow')
    await held()
    advance(60_000)
    let yields = 0
    company.allow(Number.POSITIVE_INFINITY)
    await new Promise<void>((resolve) => {
      const count = () => {
        if (++yields === 100) resolve()
        else onYield.push(count)
      }
      onYield.push(count)
    })
    // A hundred waits of at most 5 ms each are half a second: five steps at ten a second.
    expect(run.step).toBeGreaterThan(2)
    expect(run.step).toBeLessThanOrEqual(2 + 1 + 5)
    await loop.stop()
    run.dispose()
  })

  it('[T17] says where it is at the start and after each burst, and that it is out when no step follows', async () => {
    const { loop, run, company } = await openHeld(Number.POSITIVE_INFINITY, smallSpec())
    // A burst is four steps of 3 ms.
    await loop.train({ steps: 6 })
    expect(company.said).toEqual(['out', 0, 4 * BATCH, 'out'])
    company.said.length = 0
    await loop.train()
    expect(company.said.at(0)).toBe(6 * BATCH)
    expect(company.said.slice(1)).toEqual([600, 600 + 4 * BATCH, 600 + 8 * BATCH, 'out'])
    run.dispose()
  })

  it.each([
    ['the last step', smallSpec({ 'training.steps': 4 }), undefined],
    ['a goal', smallSpec(), { steps: 4 }],
    ['a loss that runs away', smallSpec({ 'training.optimizer': 'sgd', 'training.learningRate': 1e30 }), undefined],
  ] as const)('[T17] is out after %s before anything is measured', async (_name, spec, goal) => {
    const { loop, run, company } = await openHeld(Number.POSITIVE_INFINITY, spec)
    const saidAtMeasure: unknown[] = []
    const measure = run.measure.bind(run)
    vi.spyOn(run, 'measure').mockImplementation((count) => {
      saidAtMeasure.push(company.said.at(-1))
      return measure(count)
    })
    await loop.train(goal)
    expect(saidAtMeasure).toEqual(['out'])
    run.dispose()
  })

  it('[T17] is out when it is paused, and when an error ends it', async () => {
    const { loop, run, company, held } = await openHeld(2 * BATCH)
    loop.play('full')
    await held()
    await loop.pause()
    expect(company.said.at(-1)).toBe('out')
    company.allow(Number.POSITIVE_INFINITY)
    vi.mocked(run.tryStep).mockImplementation(() => {
      throw new Error('out of memory')
    })
    await loop.train()
    expect([loop.status, company.said.slice(-2)]).toEqual(['failed', [2 * BATCH, 'out']])
    run.dispose()
  })
})
