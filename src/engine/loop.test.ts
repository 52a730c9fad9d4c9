import { beforeAll, describe, expect, it, vi } from 'vitest'
import { nodePlatform } from '../cli/nodePlatform.ts'
import type { RunSpec } from '../spec/runSpec.ts'
import { readDigits, smallSpec, takeSteps, useBackend, weightsOf } from '../testing/digits.ts'
import { atRest, openLoop, STEP_MS } from '../testing/stillLoop.ts'
import { MeasuringBudget } from './budget.ts'
import { Dataset } from './data/dataset.ts'
import type { TrainingLoop } from './loop.ts'
import { BURST_MS } from './pace.ts'
import type { Platform } from './platform.ts'
import { Run } from './run.ts'

/** How long to wait for what must come, on a busy machine. */
const SOON = { timeout: 15_000 }
const NOISE = { type: 'gaussian', sigma: 0.4 }

/** Digits of which some files arrive only when they are let in. */
function gated(spec: RunSpec, files: string[]) {
  const opened = new Map<string, () => void>()
  const gates = new Map(files.map((file) => [file, new Promise<void>((resolve) => opened.set(file, resolve))]))
  const readAsset: Platform['readAsset'] = async (path) => {
    await gates.get(path.slice(path.lastIndexOf('/') + 1))
    return nodePlatform.readAsset(path)
  }
  const { train = 60_000, test = 10_000 } = spec.data
  const dataset = new Dataset({ ...nodePlatform, readAsset }, { name: 'mnist', train, test })
  void dataset.load()
  return { dataset, letIn: (file: string) => opened.get(file)?.() }
}

describe('TrainingLoop', () => {
  beforeAll(() => useBackend('wasm'))

  it('[T1] the numbers are the same at every speed, in single steps, watched or not', async () => {
    const spec = smallSpec({ corruption: NOISE })
    const found: object[] = []
    const ways: ((loop: TrainingLoop) => Promise<void>)[] = [
      (loop) => loop.train(),
      async (loop) => {
        for (let step = 0; step < 20; step++) await loop.train({ steps: 1 })
      },
      async (loop) => {
        loop.play('slow')
        await atRest(loop)
      },
      async (loop) => {
        loop.play('normal')
        while (loop.isDriving) {
          loop.metrics('x')
          await nodePlatform.wait(0)
        }
      },
      async (loop) => {
        loop.play('slow')
        await loop.pause()
        loop.play('full')
        loop.speed = 'normal'
        await atRest(loop)
      },
    ]
    for (const way of ways) {
      const { loop, run } = await openLoop(spec, { budget: new MeasuringBudget() })
      await way(loop)
      const recorded = run.history.records.filter(({ step }) => step % 10 === 0).map(({ step, trainLoss }) => [step, trainLoss])
      found.push({ weights: weightsOf(run), recorded, test: run.test, status: loop.status })
      run.dispose()
    }
    expect(found[0]).toMatchObject({ status: 'done', test: { step: 20, samples: 100 } })
    for (const other of found.slice(1)) expect(other).toEqual(found[0])
  })

  it('[T2] computes in bursts of 10 ms and lets messages in after each', async () => {
    const { loop, run, onYield } = await openLoop(smallSpec({ 'training.steps': 60 }))
    const stepsAtYield: number[] = []
    for (let i = 0; i < 100; i++) onYield.push(() => stepsAtYield.push(run.step))
    await loop.train()
    const bursts = stepsAtYield.map((step, i) => step - (stepsAtYield[i - 1] ?? 0))
    expect(Math.max(...bursts)).toBe(Math.ceil(BURST_MS / STEP_MS))
    expect(stepsAtYield.length).toBeGreaterThan(60 / 4)
    run.dispose()
  })

  it('[T2] at most one burst of steps follows pause, and then the test pictures are measured', async () => {
    const { loop, run, onYield, statuses } = await openLoop(smallSpec({ 'training.steps': 200 }))
    let [stepAtPause, pausing] = [0, Promise.resolve()]
    onYield.push(
      () => {},
      () => {
        stepAtPause = run.step
        pausing = loop.pause()
      },
    )
    loop.play('full')
    await atRest(loop)
    await pausing
    expect(stepAtPause).toBeGreaterThan(0)
    expect(run.step - stepAtPause).toBeLessThanOrEqual(Math.ceil(BURST_MS / STEP_MS))
    expect(run.test).toMatchObject({ step: run.step, samples: 100 })
    expect(statuses).toEqual(['training', 'paused'])
    run.dispose()
  })

  it('[T2] a pause while waiting for the pace is heard', async () => {
    const { loop, run } = await openLoop(smallSpec())
    loop.play('slow')
    await loop.pause()
    expect([loop.status, run.step]).toEqual(['paused', 1])
    run.dispose()
  })

  it('[T2] a pause when nothing trains changes nothing', async () => {
    const { loop, run } = await openLoop(smallSpec())
    await loop.pause()
    expect([loop.status, run.step, run.test]).toEqual(['idle', 0, null])
    run.dispose()
  })

  it('[T3] waits for a chunk that is late, with its weights, and then gives the numbers it would have given without', async () => {
    const spec = smallSpec({ 'data.train': 5_100, 'training.epochs': 1 })
    const prompt = await openLoop(spec)
    await prompt.loop.train()
    const { dataset, letIn } = gated(spec, ['train-01.bin.gz'])
    const late = await openLoop(spec, { dataset })
    await dataset.whenRead('test', 100)
    const training = late.loop.train()
    await vi.waitFor(() => expect(late.run.step).toBe(78), SOON)
    await vi.waitFor(() => expect(late.loop.status).toBe('loading'), SOON)
    letIn('train-01.bin.gz')
    await training
    expect(late.statuses).toEqual(['training', 'loading', 'training', 'done'])
    expect(weightsOf(late.run)).toEqual(weightsOf(prompt.run))
    expect(late.run.test).toEqual(prompt.run.test)
    for (const { run } of [prompt, late]) run.dispose()
  })

  it('[T3] no test picture is needed to train; at the end the run waits for them', async () => {
    const spec = smallSpec()
    const { dataset, letIn } = gated(spec, ['test-00.bin.gz'])
    const { loop, run } = await openLoop(spec, { dataset })
    await dataset.whenRead('train', 600)
    const training = loop.train()
    await vi.waitFor(() => expect(run.isDone).toBe(true), SOON)
    expect(run.test).toBeNull()
    letIn('test-00.bin.gz')
    await training
    expect([loop.status, run.test?.samples]).toEqual(['done', 100])
    run.dispose()
  })

  it('[T3] a goal too ends with all test pictures measured, however late they come; a pause waits for none', async () => {
    const spec = smallSpec()
    const { dataset, letIn } = gated(spec, ['test-00.bin.gz'])
    const { loop, run } = await openLoop(spec, { dataset })
    await dataset.whenRead('train', 600)
    const training = loop.train({ steps: 3 })
    await vi.waitFor(() => expect(loop.status).toBe('loading'), SOON)
    await loop.pause()
    await training
    expect([run.step, run.test]).toEqual([3, null])
    const more = loop.train({ steps: 3 })
    await vi.waitFor(() => expect(loop.status).toBe('loading'), SOON)
    letIn('test-00.bin.gz')
    await more
    expect([loop.status, run.step, run.test?.samples]).toEqual(['paused', 6, 100])
    run.dispose()
  })

  describe('[E61] a run at rest whose test pictures come late', () => {
    const spec = smallSpec({ 'data.train': 5_000, 'data.test': 5_100, 'training.steps': 100_000 })
    const stepsPerEpoch = Math.ceil(5_000 / 64)

    /** Paused soon after its start, the last hundred test pictures still to come. */
    async function openPaused() {
      const { dataset, letIn } = gated(spec, ['test-01.bin.gz'])
      await dataset.whenRead('test', 5_000)
      const opened = await openLoop(spec, { dataset })
      const measure = vi.spyOn(opened.run, 'measure')
      opened.onYield.push(
        () => {},
        () => void opened.loop.pause(),
      )
      opened.loop.play('full')
      await atRest(opened.loop)
      expect([opened.loop.status, opened.run.test?.samples]).toEqual(['paused', 5_000])
      const letAllIn = async () => {
        letIn('test-01.bin.gz')
        await dataset.whenRead('test', 5_100)
        for (let i = 0; i < 5; i++) await nodePlatform.wait(0)
      }
      return { ...opened, dataset, measure, letAllIn }
    }

    it('is measured again on all of them, and stands otherwise as it stood', async () => {
      const { loop, run, dataset, letAllIn } = await openPaused()
      const [weights, { step }, records] = [weightsOf(run), run, run.history.records.length]
      await letAllIn()
      await vi.waitFor(() => expect(run.test?.samples).toBe(5_100), SOON)
      await atRest(loop)
      expect([loop.status, run.step, run.history.records.length]).toEqual(['paused', step, records])
      expect(weightsOf(run)).toEqual(weights)
      const prompt = await openLoop(spec, { dataset })
      await prompt.loop.train({ steps: step })
      expect(run.test).toEqual(prompt.run.test)
      expect(run.history.last).toEqual(prompt.run.history.last)
      for (const each of [run, prompt.run]) each.dispose()
    })

    it('is left alone if it trains by then: the next rest measures all', async () => {
      const { loop, run, measure, letAllIn } = await openPaused()
      const measuredAt: number[] = []
      measure.mockImplementation((count) => {
        measuredAt.push(run.step)
        return Run.prototype.measure.call(run, count)
      })
      loop.play('full')
      await letAllIn()
      await loop.pause()
      await nodePlatform.wait(0)
      // At the ends of epochs, as ever, and at the pause.
      expect(measuredAt.slice(0, -1).filter((step) => step % stepsPerEpoch !== 0)).toEqual([])
      expect([measuredAt.at(-1), run.test?.step, run.test?.samples]).toEqual([run.step, run.step, 5_100])
      run.dispose()
    })

    it('is left alone if it was stopped, and so is the run that has taken over its pictures', async () => {
      const { loop, run, dataset, measure, letAllIn } = await openPaused()
      await loop.stop()
      run.dispose()
      const next = await openLoop(spec, { dataset })
      await letAllIn()
      expect([measure.mock.calls.length, loop.failure, next.run.test, next.loop.status]).toEqual([1, null, null, 'idle'])
      next.run.dispose()
    })

    it('waits no longer once the reading is called off', async () => {
      const { loop, run, dataset, measure } = await openPaused()
      dataset.cancel()
      for (let i = 0; i < 5; i++) await nodePlatform.wait(0)
      expect([measure.mock.calls.length, loop.status, run.test?.samples]).toEqual([1, 'paused', 5_000])
      run.dispose()
    })
  })

  it('[T3] a run that waits for its first picture says so and can be paused', async () => {
    const spec = smallSpec()
    const { dataset, letIn } = gated(spec, ['train-00.bin.gz'])
    const { loop, run } = await openLoop(spec, { dataset })
    expect(loop.status).toBe('loading')
    loop.play('full')
    await loop.pause()
    expect([loop.isDriving, run.step]).toEqual([false, 0])
    letIn('train-00.bin.gz')
    await dataset.whenRead('train', 600)
    await loop.train({ steps: 2 })
    expect(run.step).toBe(2)
    run.dispose()
  })

  it('[T4] trains so many steps or epochs more and then pauses', async () => {
    const { loop, run } = await openLoop(smallSpec({ 'training.steps': 40 }))
    await loop.train({ steps: 3 })
    expect([run.step, loop.status, run.test?.step]).toEqual([3, 'paused', 3])
    await loop.train({ epochs: 1 })
    expect([run.samplesSeen, loop.status]).toEqual([3 * 64 + 600, 'paused'])
    await loop.train()
    expect([run.step, loop.status]).toEqual([40, 'done'])
    run.dispose()
  })

  it("[T4] a goal beyond the spec's end stops at the end", async () => {
    const { loop, run } = await openLoop(smallSpec())
    await loop.train({ steps: 1_000 })
    expect([run.step, loop.status]).toEqual([20, 'done'])
    run.dispose()
  })

  it.each([
    ['steps', { steps: 10 }, 30],
    ['steps that end within an epoch', { steps: 13 }, 33],
    ['epochs', { epochs: 2 }, 40],
    ['nothing', undefined, 40],
  ] as const)('[T5] after the end, train with %s is a further cycle of that length at a third of the rate', async (_name, goal, lastStep) => {
    const { loop, run, rates } = await openLoop(smallSpec())
    await loop.train()
    rates.length = 0
    expect(run.isEdited).toBe(false)
    await loop.train(goal)
    expect([run.step, loop.status, run.isEdited]).toEqual([lastStep, 'done', true])
    expect(rates[0]).toBeCloseTo(0.02 / 3 / 25, 10)
    expect(Math.max(...rates)).toBeLessThanOrEqual(0.02 / 3)
    expect(Math.max(...rates)).toBeGreaterThan(0.9 * (0.02 / 3))
    expect(run.learningRate).toBeCloseTo(0.02 / 3 / 250_000, 12)
    run.dispose()
  })

  it('[T5] a further cycle of a run of steps has as many steps, wherever in an epoch it begins', async () => {
    const { loop, run } = await openLoop(smallSpec({ 'training.steps': 13 }))
    await loop.train()
    await loop.train()
    expect([run.step, loop.status]).toEqual([26, 'done'])
    run.dispose()
  })

  it('[T6] measures all test pictures at the end of each epoch, and joins them to the history', async () => {
    const { loop, run } = await openLoop(smallSpec({ 'training.steps': 25 }))
    await loop.train()
    const measured = run.history.records.filter(({ testLoss }) => testLoss !== null)
    expect(measured.map(({ step }) => step)).toEqual([10, 20, 25])
    expect(measured.at(-1)?.testLoss).toBe(run.test?.loss)
    run.dispose()
  })

  it('[T6] other noise on a run at rest is measured at once, and training asked for meanwhile follows', async () => {
    const { loop, run } = await openLoop(smallSpec())
    await loop.train()
    const clean = run.test?.loss as number
    run.edit(smallSpec({ 'corruption.sigma': 1, 'training.steps': 25 }))
    const refreshing = loop.refresh()
    loop.play('full')
    await refreshing
    expect(run.test?.loss).toBeGreaterThan(clean)
    expect(run.test?.mseNoisy).toBeGreaterThan(0.1)
    await atRest(loop)
    expect([run.step, loop.status]).toEqual([25, 'done'])
    run.dispose()
  })

  it('[T6] where somebody watches, at most 1,000 test pictures are measured twice a second on the way', async () => {
    const spec = smallSpec({ 'data.train': 5_000, 'data.test': 1_200, 'training.epochs': 1, 'training.batchSize': 20 })
    const { loop, run } = await openLoop(spec, { budget: new MeasuringBudget() })
    const measure = vi.spyOn(run, 'measure')
    await loop.train()
    // 250 steps of 3 ms: measured after the first burst, once more after half a second, and all at the end.
    expect(measure.mock.calls.map(([count]) => count)).toEqual([1_000, 1_000, 1_200])
    expect(run.test?.samples).toBe(1_200)
    run.dispose()
  })

  it('[T10] says what it is doing: idle, training, paused, training, done', async () => {
    const { loop, run, statuses } = await openLoop(smallSpec())
    expect(loop.status).toBe('idle')
    await loop.train({ steps: 1 })
    await loop.train()
    expect(statuses).toEqual(['training', 'paused', 'training', 'done'])
    run.dispose()
  })

  it('[T10] the metrics are those of the run, the loss of corruption among them only where there is any', async () => {
    const { loop, run } = await openLoop(smallSpec({ corruption: NOISE }))
    expect(loop.metrics('a')).toMatchObject({ runId: 'a', step: 0, trainLoss: null, testLoss: null, testSamples: 0, status: 'idle', edited: false })
    await loop.train()
    const metrics = loop.metrics('a')
    expect(metrics).toMatchObject({
      step: 20,
      epoch: 2,
      samplesSeen: 1_200,
      backend: 'wasm',
      parameters: run.plan.parameters,
      status: 'done',
      testSamples: 100,
    })
    expect([metrics.testLoss, metrics.testMse, metrics.testLossClean]).toEqual([run.test?.loss, run.test?.mse, run.test?.lossClean])
    expect(metrics.psnrNoisy).toBeCloseTo(-10 * Math.log10(run.test?.mseNoisy as number), 9)
    expect(metrics.psnrDenoised).toBeCloseTo(-10 * Math.log10(metrics.testMse as number), 9)
    expect(metrics.stepMs).toBe(0)
    const plain = await openLoop(smallSpec())
    await plain.loop.train()
    for (const name of ['testLossClean', 'psnrNoisy', 'psnrDenoised']) expect(plain.loop.metrics('b')).not.toHaveProperty(name)
    for (const each of [run, plain.run]) each.dispose()
  })

  it("[T9] images per second are the engine's own: the waiting of a slow speed is left out", async () => {
    const { loop, run } = await openLoop(smallSpec())
    loop.play('slow')
    await atRest(loop)
    expect(loop.metrics('x').imagesPerSecond).toBeGreaterThan(0.5 * (1_000 / STEP_MS) * 60)
    expect(loop.secondsLeft).toBe(0)
    run.dispose()
  })

  it('[T11] a loss that runs away stops the run, which stands at its last sound weights and says so', async () => {
    const { loop, run } = await openLoop(smallSpec({ 'training.optimizer': 'sgd', 'training.learningRate': 1e30 }))
    const sound = weightsOf(run)
    await loop.train()
    expect([loop.status, run.divergedAt, run.step]).toEqual(['diverged', 10, 0])
    expect(weightsOf(run)).toEqual(sound)
    expect(Number.isFinite(run.test?.loss)).toBe(true)
    loop.play('full')
    expect([loop.isDriving, loop.status]).toEqual([false, 'diverged'])
    run.dispose()
  })

  it('[T11] an error within a step stops the run as failed, with the message', async () => {
    const { loop, run } = await openLoop(smallSpec())
    vi.spyOn(run, 'tryStep').mockImplementation(() => {
      throw new Error('out of memory')
    })
    await loop.train()
    expect([loop.status, loop.failure]).toEqual(['failed', 'out of memory'])
    run.dispose()
  })

  it('[T12] play right after pause is carried out after it, not lost', async () => {
    const { loop, run } = await openLoop(smallSpec({ 'training.steps': 200 }))
    loop.play('full')
    const pausing = loop.pause()
    loop.play('full')
    await pausing
    await vi.waitFor(() => expect(run.step).toBe(200), SOON)
    await atRest(loop)
    expect(loop.status).toBe('done')
    run.dispose()
  })

  it('[T12] the last of play and pause in quick succession holds', async () => {
    const { loop, run } = await openLoop(smallSpec({ 'training.steps': 200 }))
    loop.play('full')
    void loop.pause()
    loop.play('full')
    await loop.pause()
    expect([loop.status, loop.isDriving]).toEqual(['paused', false])
    expect(run.step).toBeLessThan(20)
    run.dispose()
  })

  it('[T12] single steps asked for all at once are all taken', async () => {
    const { loop, run } = await openLoop(smallSpec())
    await Promise.all([1, 2, 3, 4].map(() => loop.train({ steps: 1 })))
    expect([run.step, loop.status]).toEqual([4, 'paused'])
    run.dispose()
  })

  it('[T12] goals asked for all at once are all reached', async () => {
    const { loop, run } = await openLoop(smallSpec({ 'training.steps': 200 }))
    await Promise.all([loop.train({ steps: 30 }), loop.train({ steps: 20 })])
    expect([run.step, loop.status]).toEqual([50, 'paused'])
    run.dispose()
  })

  it('[T12] a pause that comes while train still waits for its turn calls it off', async () => {
    const { loop, run } = await openLoop(smallSpec({ 'training.steps': 200 }))
    loop.play('full')
    const training = loop.train()
    await loop.pause()
    const step = run.step
    await training
    expect([run.step, loop.isDriving, loop.status]).toEqual([step, false, 'paused'])
    run.dispose()
  })

  it('[T12] stop ends training at once and measures nothing', async () => {
    const { loop, run } = await openLoop(smallSpec())
    loop.play('slow')
    await loop.stop()
    expect([loop.isDriving, run.test]).toEqual([false, null])
    run.dispose()
  })

  it('[T13] a finished run that is made longer can go on', async () => {
    const { loop, run } = await openLoop(smallSpec())
    await loop.train()
    run.edit(smallSpec({ 'training.steps': 30 }))
    await loop.refresh()
    expect(loop.status).toBe('paused')
    await loop.train()
    expect([run.step, loop.status]).toEqual([30, 'done'])
    run.dispose()
  })

  it('[T1] the terminal, which steps the run itself, and the loop come to the same', async () => {
    const spec = smallSpec()
    const byHand = new Run(spec, { platform: nodePlatform, dataset: await readDigits(spec) })
    takeSteps(byHand, 20)
    const { loop, run } = await openLoop(spec)
    await loop.train()
    expect(weightsOf(run)).toEqual(weightsOf(byHand))
    for (const each of [byHand, run]) each.dispose()
  })
})
