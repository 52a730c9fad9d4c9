import { beforeAll, describe, expect, it } from 'vitest'
import { nodePlatform } from '../cli/nodePlatform.ts'
import { openRun, smallSpec, takeSteps, useBackend } from '../testing/digits.ts'
import { encodeWith } from './forward.ts'
import { TrainingLoop } from './loop.ts'
import type { Run } from './run.ts'

const L1 = { type: 'l1', weight: 0.01 }
const DECAY = { type: 'weight-decay', weight: 0.001 }
const SPARSE = { 'model.latent.activation': 'relu', regularizers: [L1, DECAY] }

/** Of the next batch, which is all pictures, from the definitions. */
function termsOf(run: Run): { l1: number; decay: number } {
  const weights = run.weights()
  const { pixels, size } = run.dataset.train
  let sizes = 0
  for (let at = 0; at < 64 * size; at += size) {
    sizes += encodeWith(
      weights,
      Float32Array.from(pixels.subarray(at, at + size), (value) => value / 255),
    ).reduce((sum, h) => sum + Math.abs(h), 0)
  }
  const squares = weights.layers.reduce((sum, { kernel }) => sum + kernel.reduce((s, w) => s + w * w, 0), 0)
  return { l1: (L1.weight * sizes) / 64, decay: DECAY.weight * squares }
}

function expectNear(terms: Run['terms'], { l1, decay }: { l1: number; decay: number }): void {
  expect(Math.abs((terms?.l1 as number) / l1 - 1)).toBeLessThan(1e-5)
  expect(Math.abs((terms?.['weight-decay'] as number) / decay - 1)).toBeLessThan(1e-5)
}

describe('metrics of what makes a code sparse', () => {
  beforeAll(() => useBackend('wasm', 'simd'))

  it('[E75] terms by name, share of active units and dead ones, where they apply and nowhere else', async () => {
    for (const [changes, extra] of [
      [SPARSE, ['activeShare', 'deadUnits', 'terms']],
      [{ regularizers: [DECAY] }, ['terms']],
      [{ 'model.latent.topK': 3 }, ['activeShare', 'deadUnits']],
      [{ regularizers: [] }, []],
    ] as const) {
      const run = await openRun(smallSpec(changes))
      const loop = new TrainingLoop(run, { platform: nodePlatform })
      expect(loop.metrics('r')).not.toHaveProperty('terms')
      expect(loop.metrics('r')).not.toHaveProperty('activeShare')
      await loop.train()
      const metrics = loop.metrics('r')
      expect(['activeShare', 'deadUnits', 'terms'].filter((name) => Object.hasOwn(metrics, name))).toEqual(extra)
      expect([metrics.activeShare, metrics.deadUnits]).toEqual([run.test?.activeShare, run.test?.deadUnits])
      run.dispose()
    }
  })

  it('[E75] terms are what the definitions give, means over the steps of trainLoss, and recorded with it', async () => {
    // A batch holds all pictures, so that their order does not matter.
    const run = await openRun(smallSpec({ ...SPARSE, 'data.train': 64 }))
    const sums = { l1: 0, decay: 0 }
    for (let step = 1; step <= 10; step++) {
      const { l1, decay } = termsOf(run)
      sums.l1 += l1
      sums.decay += decay
      takeSteps(run, 1)
      expectNear(run.terms, { l1: sums.l1 / step, decay: sums.decay / step })
      if (step < 10) expect(run.recordedTerms).toBeNull()
    }
    const recorded = run.recordedTerms
    expect(recorded).toEqual(run.terms)
    const next = termsOf(run)
    takeSteps(run, 1)
    expectNear(run.terms, next)
    expect(run.recordedTerms).toEqual(recorded)
    run.dispose()
  })

  it('[E75] after an edit of the penalties nothing of the former ones is counted in', async () => {
    const run = await openRun(smallSpec({ ...SPARSE, regularizers: [L1] }))
    takeSteps(run, 13)
    run.edit(smallSpec({ ...SPARSE, regularizers: [DECAY, { ...L1, weight: 0 }] }))
    expect(run.terms).toBeNull()
    expect(run.trainLoss).toBe(run.history.last?.trainLoss)
    takeSteps(run, 2)
    const terms = run.terms as Record<string, number>
    expect(Object.keys(terms)).toEqual(['weight-decay', 'l1'])
    expect(terms.l1).toBe(0)
    expect(terms['weight-decay']).toBeGreaterThan(0)
    run.edit(smallSpec({ 'model.latent.activation': 'relu' }))
    expect(run.terms).toBeNull()
    takeSteps(run, 5)
    expect(run.terms).toBeNull()
    run.dispose()
  })
})
