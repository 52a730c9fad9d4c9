import { afterEach, describe, expect, it, vi } from 'vitest'
import { PRESETS } from '../spec/presets.ts'
import type { RunSpec } from '../spec/runSpec.ts'
import type { Baseline } from '../workers/protocol.ts'
import { askSweepBaselines } from './sweepBaselines.ts'
import { planSweep } from './sweepPlan.ts'
import type { SweepBaseline } from './sweepState.ts'

afterEach(() => {
  vi.useRealTimers()
})

async function ask(base: RunSpec, path: string, values: readonly number[], answer: (spec: RunSpec, times: number) => number) {
  const asked: RunSpec[] = []
  const told: SweepBaseline[] = []
  const baselines = {
    ask: async (spec: RunSpec) => {
      asked.push(spec)
      const pcaLoss = answer(spec, asked.length)
      return { pcaLoss, pcaMse: pcaLoss / 10 } as Baseline
    },
  }
  await askSweepBaselines(planSweep(base, { path, values, seeds: 2 }), baselines, { isWanted: () => true, onBaseline: (one) => told.push(one) })
  return { asked, told }
}

describe('[P137] PCA beside the curve', () => {
  it('has as many numbers as the code of each value, and none where it copies', async () => {
    const { told } = await ask(PRESETS.vanilla.spec, 'model.latent.units', [2, 8, 784], ({ model }) =>
      'units' in model.latent ? model.latent.units : 0,
    )
    expect(told.map(({ value, pcaLoss }) => [value, pcaLoss])).toEqual([
      [2, 2],
      [8, 8],
    ])
  })

  it('is asked for once where no value changes it', async () => {
    const { asked, told } = await ask(PRESETS.vanilla.spec, 'training.learningRate', [0.01, 0.1], () => 0.1)
    expect(asked).toHaveLength(1)
    expect(told.map(({ value }) => value)).toEqual([0.01, 0.1])
  })

  it('is given clean pictures where the curve shows the loss on those', async () => {
    const { asked } = await ask(PRESETS.vanilla.spec, 'corruption.sigma', [0, 0.4], () => 0.1)
    expect(asked.map(({ corruption }) => corruption)).toEqual([undefined])
  })

  it('is asked for again after a lane’s question has overtaken it', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout'] })
    const asking = ask(PRESETS.vanilla.spec, 'training.learningRate', [0.01, 0.1], (_, times) => {
      if (times < 3) throw Object.assign(new Error('overtaken'), { name: 'SupersededError' })
      return 0.5
    })
    await vi.advanceTimersByTimeAsync(10_000)
    expect((await asking).told.map(({ pcaLoss }) => pcaLoss)).toEqual([0.5, 0.5])
  })
})
