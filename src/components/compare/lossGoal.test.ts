import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { RunStatus } from '../../engine/metrics.ts'
import { planNetwork } from '../../spec/network.ts'
import { PRESETS } from '../../spec/presets.ts'
import type { Baseline } from '../../workers/protocol.ts'
import { defaultGoal, nextGoal, roundUp } from './lossGoal.ts'

const plan = planNetwork(PRESETS.multilayer.spec)

function lane(status: RunStatus, testLoss: number | null, pcaLoss: number | null = null) {
  return { run: { status, plan, baseline: pcaLoss === null ? null : ({ pcaLoss } as Baseline) }, live: { metrics: { testLoss } } }
}

describe('defaultGoal', () => {
  it('[P125] is PCA’s loss, rounded up, from before the first step on; that of the smallest code where they differ', () => {
    expect(defaultGoal([lane('idle', null, 0.2312), lane('idle', null, 0.2312)], 'testLoss')).toBe(0.24)
    expect(defaultGoal([lane('training', 0.5, 0.2312), lane('done', 0.3, 0.15)], 'testLoss')).toBe(0.24)
  })

  it('[P125] where all have ended above it, or PCA’s is not known, is what the worst that has ended came to', () => {
    expect(defaultGoal([lane('done', 0.284, 0.2312), lane('done', 0.31, 0.2312)], 'testLoss')).toBe(0.31)
    expect(defaultGoal([lane('done', 0.284, 0.2312), lane('done', 0.21, 0.2312)], 'testLoss')).toBe(0.24)
    expect(defaultGoal([lane('done', 0.1841), lane('training', 0.4)], 'testLoss')).toBe(0.19)
    expect(defaultGoal([lane('training', 0.1841), lane('idle', null)], 'testLoss')).toBe(null)
  })

  it('[P128] in the squared error is PCA’s squared error; of clean inputs, where networks had others, what the worst has come to', () => {
    const squared = (testMse: number | null) => ({
      run: { status: 'done' as const, plan, baseline: { pcaLoss: 0.2312, pcaMse: 0.0558 } as Baseline },
      live: { metrics: { testLoss: 0.2, testMse, testLossClean: 0.113 } },
    })
    expect(defaultGoal([squared(0.05), squared(0.06)], 'testMse')).toBe(0.056)
    expect(defaultGoal([squared(0.05), squared(0.06)], 'testLossClean')).toBe(0.12)
  })

  it('[P125] does not take PCA’s for a code that is no smaller than its input: that loses nothing', () => {
    const wide = { ...lane('done', 0.07, 0.001), run: { ...lane('done', 0.07, 0.001).run, plan: { ...plan, latent: plan.inputs } } }
    expect(defaultGoal([wide, lane('done', 0.2, 0.2312)], 'testLoss')).toBe(0.2)
  })
})

describe('roundUp', () => {
  it('gives two digits, not below and less than one unit of the second above', () => {
    expect([0.2371, 0.24, 0.0931, 0.1, 0.0999, 1.23, 0.070000001].map(roundUp)).toEqual([0.24, 0.24, 0.094, 0.1, 0.1, 1.3, 0.071])
    fc.assert(
      fc.property(fc.double({ min: 1e-4, max: 50, noNaN: true }), (loss) => {
        const round = roundUp(loss)
        // It is rounded to nine digits first.
        expect(round).toBeGreaterThanOrEqual(loss * (1 - 1e-8))
        expect(round).toBeLessThan(loss * 1.1 * (1 + 1e-8))
        expect(round).toBe(Number(round.toPrecision(2)))
      }),
    )
  })
})

describe('nextGoal', () => {
  it('goes to the next round loss either way, across powers of ten too', () => {
    expect([nextGoal(0.24, 1), nextGoal(0.24, -1), nextGoal(0.237, 1), nextGoal(0.237, -1)]).toEqual([0.25, 0.23, 0.24, 0.23])
    expect([nextGoal(0.1, -1), nextGoal(0.099, 1), nextGoal(1, -1), nextGoal(0.99, 1)]).toEqual([0.099, 0.1, 0.99, 1])
  })

  it('comes back the way that it went', () => {
    fc.assert(
      fc.property(fc.integer({ min: 10, max: 99 }), fc.integer({ min: -5, max: 0 }), (digits, power) => {
        const goal = Number((digits * 10 ** power).toPrecision(2))
        expect(nextGoal(nextGoal(goal, 1), -1)).toBe(goal)
        expect(nextGoal(nextGoal(goal, -1), 1)).toBe(goal)
      }),
    )
  })
})
