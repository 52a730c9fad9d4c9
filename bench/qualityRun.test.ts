import { describe, expect, it } from 'vitest'
import { PRESETS } from '../src/spec/presets.ts'
import { approach, type Learner, summaryOf } from './qualityRun.ts'

const spec = { ...PRESETS.vanilla.spec, data: { name: 'mnist', train: 3_200 } as const, training: { ...PRESETS.vanilla.spec.training, epochs: 1 } }

/** 25 steps of 2 ms; the loss falls by 0.01 a step from 0.3. */
function falling(): Learner {
  let steps = 0
  return {
    open: async () => {},
    train: async ({ stepsPerChunk }) => {
      steps += stepsPerChunk
      return [2 * stepsPerChunk]
    },
    losses: async () => ({ bce: 0, mse: 0 }),
    testLoss: async () => 0.3 - 0.01 * steps,
  }
}

describe('quality run', () => {
  it('ends with the epoch, partial chunk included, and books the training alone', async () => {
    const run = await approach(falling(), spec, { everySteps: 10, wantedBce: 0.15 })
    expect(run).toMatchObject({ steps: 25, reached: { step: 20 } })
    expect(run.seconds).toBeCloseTo(0.05, 10)
    expect(run.reached?.seconds).toBeCloseTo(0.04, 10)
    expect(run.bce).toBeCloseTo(0.05, 10)
  })

  it('what one seed never reached has no mean', async () => {
    const good = await approach(falling(), spec, { everySteps: 5, wantedBce: 0.1 })
    const bad = await approach(falling(), spec, { everySteps: 5, wantedBce: 0 })
    expect(summaryOf([good, good]).stepsToWanted).toBe(20)
    expect(summaryOf([good, bad])).toMatchObject({ stepsToWanted: null, secondsToWanted: null })
  })
})
