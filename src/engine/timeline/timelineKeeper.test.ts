import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { planNetwork } from '../../spec/network.ts'
import { PRESETS } from '../../spec/presets.ts'
import type { NetworkWeights } from '../forward.ts'
import { networkToBytes } from './byteWeights.ts'
import type { Moment } from './moment.ts'
import { areWeightsDue, MOMENTS_MAX, nextMoment } from './momentSchedule.ts'
import { TimelineKeeper, WEIGHTS_BUDGET_BYTES } from './timelineKeeper.ts'

/** 2 numbers to 3: 6 weights in two rows, 3 biases. */
const SMALL_BYTES = 6 + 4 * (2 + 3)

function smallNetwork(step: number): NetworkWeights {
  const layer = { type: 'dense', inputs: 2, units: 3, activation: 'linear' } as const
  return { step, layers: [{ ...layer, kernel: new Float32Array(6).fill(step), bias: new Float32Array(3) }], encoderLayers: 1 }
}

/** Of multilayer's size, all alike. */
function multilayer(step: number): NetworkWeights {
  const layers = planNetwork(PRESETS.multilayer.spec).layers.map(({ role: _, path: __, ...shape }) => ({
    ...shape,
    kernel: new Float32Array(shape.inputs * shape.units),
    bias: new Float32Array(shape.units),
  }))
  return { step, layers, encoderLayers: 3 }
}

function momentAt(step: number, network?: NetworkWeights): Moment {
  return {
    step,
    samplesSeen: 128 * step,
    epoch: step / 79,
    map: { points: new Float32Array(4), labels: new Uint8Array(2), projection: { mean: new Float32Array(2), axes: [] } },
    reconstructions: new Uint8Array(10),
    ...(network && { weights: networkToBytes(network) }),
  }
}

function stepsOf(kept: readonly { readonly step: number }[]): number[] {
  return kept.map(({ step }) => step)
}

/** The largest distance of neighbours by the square root of their steps. */
function widestGap(steps: readonly number[]): number {
  return Math.max(...steps.slice(1).map((step, i) => Math.sqrt(step) - Math.sqrt(steps[i] as number)))
}

/** Steps that rise, some by one and some by much. */
const risingSteps = fc
  .array(fc.oneof({ weight: 4, arbitrary: fc.integer({ min: 1, max: 3 }) }, fc.integer({ min: 1, max: 400 })), {
    minLength: 3,
    maxLength: 900,
    size: 'max',
  })
  .map((gaps) => {
    let step = 0
    return [0, ...gaps.map((gap) => (step += gap))]
  })

describe('TimelineKeeper', () => {
  it('[E100] never holds more than 200 moments, the first and the last always, and what it leaves out makes no gap beyond 2 / 200 of the whole', () => {
    fc.assert(
      fc.property(risingSteps, (given) => {
        const keeper = new TimelineKeeper()
        let widest = 0
        let former = 0
        for (const step of given) {
          keeper.add(momentAt(step))
          widest = Math.max(widest, Math.sqrt(step) - Math.sqrt(former))
          former = step
          const steps = stepsOf(keeper.moments)
          expect(steps.length).toBeLessThanOrEqual(MOMENTS_MAX)
          expect([steps[0], steps.at(-1)]).toEqual([0, step])
        }
        const steps = stepsOf(keeper.moments)
        expect([...steps].sort((a, b) => a - b)).toEqual(steps)
        // Two neighbours that are closest are no further apart than two even gaps.
        expect(widestGap(steps)).toBeLessThanOrEqual(Math.max(widest, (2 * Math.sqrt(former)) / (MOMENTS_MAX - 1)) + 1e-9)
      }),
      { numRuns: 30, endOnFailure: true },
    )
  })

  it('[E100] of a run of the schedule keeps each early step, and all of a short run', () => {
    const keeper = new TimelineKeeper()
    for (let step = 0; step <= 790; step = nextMoment(step + 1)) keeper.add(momentAt(step))
    expect(keeper.moments).toHaveLength(MOMENTS_MAX)
    expect(stepsOf(keeper.moments).slice(0, 10)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
    const short = new TimelineKeeper()
    for (let step = 0; step <= 100; step++) short.add(momentAt(step))
    expect(short.moments).toHaveLength(101)
  })

  it('[E101] keeps weights up to the budget, spread over the whole run by themselves, the newest always', () => {
    fc.assert(
      fc.property(risingSteps, fc.integer({ min: 3, max: 60 }), (given, most) => {
        const keeper = new TimelineKeeper(most * SMALL_BYTES + 5)
        let widest = 0
        let former = 0
        for (const step of given) {
          keeper.add(momentAt(step, smallNetwork(step)))
          expect(stepsOf(keeper.snapshots).at(-1)).toBe(step)
          widest = Math.max(widest, Math.sqrt(step) - Math.sqrt(former))
          former = step
        }
        const steps = stepsOf(keeper.snapshots)
        expect(steps).toHaveLength(Math.min(most, given.length))
        expect(steps[0]).toBe(0)
        expect(widestGap(steps)).toBeLessThanOrEqual(Math.max(widest, (2 * Math.sqrt(former)) / (most - 1)) + 1e-9)
      }),
      { numRuns: 30, endOnFailure: true },
    )
  })

  it('[E101] of multilayer holds weights at 40 moments at least, in 20 MB', () => {
    const keeper = new TimelineKeeper()
    let last: number | null = null
    for (let step = 0; step <= 790; step = nextMoment(step + 1)) {
      const isDue = areWeightsDue(step, last, 80)
      if (isDue) last = step
      keeper.add(momentAt(step, isDue ? multilayer(step) : undefined))
    }
    expect(keeper.snapshots.length).toBeGreaterThanOrEqual(40)
    const others = keeper.moments.length * (10 + 16 + 2 + 8)
    expect(keeper.bytes - others).toBeLessThanOrEqual(WEIGHTS_BUDGET_BYTES)
    expect(keeper.bytes - others).toBeGreaterThan(0.95 * WEIGHTS_BUDGET_BYTES)
  })

  it('[E101] of a network that is larger than the budget keeps none, and the moments all the same', () => {
    const keeper = new TimelineKeeper(SMALL_BYTES - 1)
    for (const step of [0, 1, 2]) keeper.add(momentAt(step, smallNetwork(step)))
    expect([keeper.moments.length, keeper.snapshots.length]).toEqual([3, 0])
    expect(keeper.nearest(1)).toMatchObject({ moment: { step: 1 }, weights: null })
  })

  it('[E103] answers with the moment nearest to a step, and the weights nearest to that', () => {
    const keeper = new TimelineKeeper()
    expect(keeper.nearest(5)).toBeNull()
    for (const step of [0, 10, 20, 30]) keeper.add(momentAt(step, step % 20 === 0 ? smallNetwork(step) : undefined))
    expect(keeper.nearest(12)).toMatchObject({ moment: { step: 10 }, weights: { step: 0 } })
    expect(keeper.nearest(25)).toMatchObject({ moment: { step: 20 }, weights: { step: 20 } })
    expect(keeper.nearest(1_000)).toMatchObject({ moment: { step: 30 }, weights: { step: 20 } })
    expect(keeper.nearest(12)?.moment).not.toHaveProperty('weights')
  })

  it('[E104] forgets what came after a step to which the run was put back', () => {
    const keeper = new TimelineKeeper()
    for (const step of [0, 1, 2, 3, 4, 5]) keeper.add(momentAt(step, smallNetwork(step)))
    keeper.add(momentAt(3))
    expect(stepsOf(keeper.moments)).toEqual([0, 1, 2, 3])
    expect(stepsOf(keeper.snapshots)).toEqual([0, 1, 2, 3])
    const again = momentAt(2, smallNetwork(2))
    keeper.add(again)
    expect(stepsOf(keeper.moments)).toEqual([0, 1, 2])
    expect(keeper.nearest(2)?.weights).toBe(again.weights)
  })
})
