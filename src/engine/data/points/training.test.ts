import { beforeAll, describe, expect, it, vi } from 'vitest'
import { nodePlatform } from '../../../cli/nodePlatform.ts'
import { checkSpec } from '../../../spec/checkSpec.ts'
import type { DatasetName } from '../../../spec/datasets.ts'
import type { RunSpec } from '../../../spec/runSpec.ts'
import { openRun, takeSteps, useBackend, weightsOf } from '../../../testing/digits.ts'
import { measureRunBaseline } from '../../analysis/analyst.ts'
import { probeSteps } from '../../probeBackend.ts'
import { ReplayedSteps } from '../../steps/replayedSteps.ts'
import { Pictures } from '../pictures.ts'

/** Points through 32 numbers and a bottleneck of one; 500 in batches of 64, the last of 52. */
function pointsSpec(name: DatasetName, changes: Partial<RunSpec> = {}): RunSpec {
  return checkSpec({
    version: 1,
    data: { name, train: 500, test: 200 },
    model: { encoder: [{ type: 'dense', units: 32, activation: 'relu' }], latent: { units: 1, activation: 'linear' } },
    loss: 'mse',
    training: { steps: 24, batchSize: 64, optimizer: 'adam', learningRate: 0.01, schedule: 'one-cycle' },
    seed: 3,
    ...changes,
  })
}

/** What 24 steps leave: the mean loss of the last ones, the weights, the test figures. */
async function train(spec: RunSpec) {
  const run = await openRun(spec)
  takeSteps(run, 24)
  const test = await run.measure(200)
  const left = { trainLoss: run.trainLoss as number, weights: weightsOf(run), test }
  run.dispose()
  return left
}

describe('training on points', () => {
  const noisy = { corruption: { type: 'gaussian', sigma: 0.4 } } as const

  it.each([
    ['ring', 'without noise', {}],
    ['moons', 'with noise', noisy],
    ['swiss-roll', 'with noise', noisy],
  ] as const)('[D35] %s %s: replayed steps on wasm train as the tape on cpu does', async (name, _noise, changes) => {
    const spec = pointsSpec(name, changes)
    await useBackend('cpu')
    const cpu = await train(spec)
    await useBackend('wasm', 'simd')
    const taken = vi.spyOn(ReplayedSteps.prototype, 'take')
    const disposed = vi.spyOn(ReplayedSteps.prototype, 'dispose').mockImplementationOnce(() => {})
    const wasm = await train(spec)
    const steps = taken.mock.contexts[0] as ReplayedSteps
    expect([taken.mock.calls.length, steps.isReplaying(64), steps.isReplaying(52)]).toEqual([24, true, true])
    taken.mockRestore()
    disposed.mockRestore()
    steps.dispose()
    // 24 steps of float32 in another order of sums; other points or other noise change the first digits.
    expect(Math.abs(wasm.trainLoss / cpu.trainLoss - 1)).toBeLessThan(1e-4)
    expect(Math.abs((wasm.test?.mse ?? 0) / (cpu.test?.mse ?? 1) - 1)).toBeLessThan(1e-4)
    for (let i = 0; i < cpu.weights.length; i++) expect(Math.abs((wasm.weights[i] as number) - (cpu.weights[i] as number))).toBeLessThan(1e-3)
    expect(wasm.test?.loss).toBe(wasm.test?.mse)
  })

  it('[D35] a network with a bend lies nearer to the moons than PCA’s straight line', async () => {
    await useBackend('wasm', 'simd')
    const run = await openRun(
      pointsSpec('moons', { training: { steps: 600, batchSize: 64, optimizer: 'adam', learningRate: 0.03, schedule: 'one-cycle' } }),
    )
    takeSteps(run, 600)
    const test = await run.measure(200)
    run.dispose()
    const { pcaMse } = measureRunBaseline(run.spec, run.dataset)
    expect(test?.mse).toBeLessThan(0.5 * pcaMse)
  })
})

describe.each(['cpu', 'wasm'] as const)('points on %s', (backend) => {
  beforeAll(() => useBackend(backend))

  it('[D35] the speed of a backend is probed with random points too', async () => {
    const append = vi.spyOn(Pictures.prototype, 'append')
    expect((await probeSteps(pointsSpec('spiral'), { platform: nodePlatform, backend, steps: 2 })).stepMs).toBeGreaterThan(0)
    const [[chunk, count] = []] = append.mock.calls
    append.mockRestore()
    expect(chunk).toBeInstanceOf(Float32Array)
    const points = chunk?.subarray(0, 2 * (count ?? 0)) ?? []
    expect([points.length, new Set(points).size, Math.max(...points) < 1]).toEqual([2 * 4 * 64, 2 * 4 * 64, true])
  })
})
