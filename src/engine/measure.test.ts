import { afterAll, describe, expect, it } from 'vitest'
import { openRun, smallSpec, takeSteps, useBackend } from '../testing/digits.ts'
import { TESTED_BUILDS } from '../testing/kernels.ts'
import { encodeWith } from './forward.ts'
import type { TestMeasure } from './measure.ts'
import { TestInputs } from './testInputs.ts'

/** Logits of a few hundred products each, a thousand terms a picture. */
const RELATIVE = 1e-5

describe.each(TESTED_BUILDS)('measuring with the %s build', (build) => {
  afterAll(() => useBackend('wasm', 'plain'))

  it.each([
    ['bce', {}],
    ['bce and noise', { 'corruption.sigma': 0.5 }],
    ['mse', { loss: 'mse' }],
    ['mse, linear output', { loss: 'mse', 'model.output': 'linear' }],
    ['mse, linear output and noise', { loss: 'mse', 'model.output': 'linear', 'corruption.sigma': [0, 0.6] }],
  ] as [string, Record<string, unknown>][])("[E56] %s: gives the figures that tfjs's own kernels give", async (_name, changes) => {
    const measured = async () => {
      const run = await openRun(smallSpec(changes))
      const test = (await run.measure(100)) as TestMeasure
      run.dispose()
      return test
    }
    await useBackend('wasm', 'plain')
    const expected = await measured()
    await useBackend('wasm', build)
    const found = await measured()
    expect(Object.keys(found)).toEqual(Object.keys(expected))
    for (const key of Object.keys(expected) as (keyof TestMeasure)[]) {
      expect(Math.abs((found[key] as number) - (expected[key] as number)), key).toBeLessThanOrEqual(RELATIVE * (expected[key] as number))
    }
  })
})

describe('the activity of a code', () => {
  it.each([
    ['relu', { 'model.latent.activation': 'relu' }, (h: number) => h > 0],
    ['elu', { 'model.latent.activation': 'elu' }, (h: number) => h > 0],
    ['sigmoid', { 'model.latent.activation': 'sigmoid' }, (h: number) => h > 0.1],
    ['top-k of a linear code', { 'model.latent.topK': 3 }, (h: number) => h > 0],
    ['relu, noise', { 'model.latent.activation': 'relu', 'corruption.sigma': 0.5 }, (h: number) => h > 0],
  ] as [string, Record<string, unknown>, (h: number) => boolean][])(
    '[E75] %s: share of active units and dead ones are those of the codes of the inputs of testLoss',
    async (_name, changes, isActive) => {
      await useBackend('wasm', 'simd')
      // More than a block of test pictures, and not a whole number of blocks.
      const spec = smallSpec({ ...changes, 'data.test': 1_100, 'model.latent.units': 24, 'training.learningRate': 0.03 })
      const run = await openRun(spec)
      takeSteps(run, 20)
      const test = (await run.measure(1_100)) as TestMeasure
      const inputs = new TestInputs(run.dataset.test).slice(spec, 0, 1_100)
      const weights = run.weights()
      run.dispose()
      const counts = new Array<number>(24).fill(0)
      for (let at = 0; at < inputs.length; at += 784) {
        encodeWith(weights, inputs.subarray(at, at + 784)).forEach((h, unit) => {
          if (isActive(h)) counts[unit] = (counts[unit] as number) + 1
        })
      }
      const active = counts.reduce((sum, count) => sum + count)
      // A value that is 0 but for its rounding may lie on either side.
      expect(Math.abs((test.activeShare as number) * 1_100 * 24 - active)).toBeLessThanOrEqual(5)
      expect(test.deadUnits).toBe(counts.filter((count) => count === 0).length)
    },
  )

  it('[E75] a unit that nothing can wake is dead; a code without a state of rest has no such figures', async () => {
    await useBackend('wasm', 'simd')
    const run = await openRun(smallSpec({ 'model.latent.activation': 'relu' }))
    const weights = run.weights()
    const latent = weights.layers[1] as (typeof weights.layers)[number]
    latent.kernel.fill(0)
    latent.bias.set([1, 1, 0, -1, 2, 0, 0, -3])
    const quiet = await openRun(smallSpec({ 'model.latent.activation': 'relu' }), { former: { weights, isTrained: true } })
    expect(await quiet.measure(100)).toMatchObject({ activeShare: 3 / 8, deadUnits: 5 })
    for (const activation of ['linear', 'tanh']) {
      const plain = await openRun(smallSpec({ 'model.latent.activation': activation }))
      expect(Object.keys((await plain.measure(100)) as TestMeasure).sort()).toEqual(['loss', 'mse', 'samples', 'step'])
      plain.dispose()
    }
    run.dispose()
    quiet.dispose()
  })
})
