import { afterAll, describe, expect, it } from 'vitest'
import { openRun, smallSpec, useBackend } from '../testing/digits.ts'
import { TESTED_BUILDS } from '../testing/kernels.ts'
import type { TestMeasure } from './measure.ts'

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
