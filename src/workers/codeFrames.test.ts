import { beforeAll, describe, expect, it } from 'vitest'
import { nodePlatform } from '../cli/nodePlatform.ts'
import { MeasuringBudget } from '../engine/budget.ts'
import { slicePictures } from '../engine/data/gather.ts'
import { forward, type LayerWeights } from '../engine/forward.ts'
import { TrainingLoop } from '../engine/loop.ts'
import { checkSpec } from '../spec/checkSpec.ts'
import { openRun, smallSpec, useBackend } from '../testing/digits.ts'
import { FrameServer } from './frameServer.ts'
import type { FrameRequest } from './protocol.ts'

const ALL = 100_000
const SPARSE = { units: 24, activation: 'relu' }
const CLOUD = { units: 2, activation: 'linear', variational: { beta: 1 } }

/** A frame server on a clock that the test moves, its run at the end of its training; `changes` are edits of the spec. */
async function openServer(latent: object, changes: Record<string, unknown> = {}) {
  const clock = { now: 0 }
  const plain = smallSpec(changes)
  const run = await openRun(checkSpec({ ...plain, model: { ...plain.model, latent } }))
  const loop = new TrainingLoop(run, { platform: nodePlatform })
  return { clock, run, loop, server: new FrameServer(loop, new MeasuringBudget(), () => clock.now) }
}

function request(changes: Partial<FrameRequest>): FrameRequest {
  return { runId: 'run-1', revision: 0, historyFrom: 0, viewVersion: 1, ...changes }
}

describe('FrameServer, of codes', () => {
  beforeAll(() => useBackend('wasm'))

  it('[P76] counts the units at work as the run’s metrics do', async () => {
    // More than one block of pictures.
    const { server, run, loop } = await openServer(SPARSE, { 'data.test': 1_200 })
    await loop.train()
    const { codes } = server.serve(request({ codes: ALL }))
    const { activeShare, deadUnits, testSamples } = loop.metrics('run-1')
    expect(codes?.pictures).toBe(testSamples)
    expect(codes?.activity.activeShare).toBe(activeShare)
    expect(codes?.activity.dead).toBe(deadUnits)
    expect(codes?.step).toBe(run.step)
    run.dispose()
  })

  it('[P75] serves neither codes nor samples unasked, and at rest each once for a step', async () => {
    const { server, run, loop } = await openServer(SPARSE)
    await loop.train({ steps: 5 })
    expect(server.serve(request({}))).not.toHaveProperty('codes')
    expect(server.serve(request({}))).not.toHaveProperty('samples')
    const asked = request({ codes: ALL, samples: { count: 3, seed: 1 } })
    expect(server.serve(asked)).toMatchObject({ codes: {}, samples: {} })
    expect(server.serve(asked)).not.toHaveProperty('codes')
    expect(server.serve(asked)).not.toHaveProperty('samples')
    await loop.train({ steps: 1 })
    expect(server.serve(asked)).toMatchObject({ codes: { step: 6 }, samples: { step: 6 } })
    run.dispose()
  })

  it('[P75] while training looks at no more than 500 codes, at rest at all', async () => {
    const { server, run, loop, clock } = await openServer(SPARSE, { 'training.steps': 1_000_000, 'data.test': 1_200 })
    expect(server.serve(request({ codes: ALL })).codes?.pictures).toBe(1_200)
    loop.play('full')
    clock.now = 1_000
    expect(server.serve(request({ codes: ALL })).codes?.pictures).toBe(500)
    run.tryStep()
    clock.now = 1_050
    expect(server.serve(request({ codes: ALL }))).not.toHaveProperty('codes')
    await loop.stop()
    run.dispose()
  })

  it('[P78] a variational code’s units cost together what the metrics say', async () => {
    const { server, run, loop } = await openServer(CLOUD)
    await loop.train()
    const { divergences } = server.serve(request({ codes: ALL })).codes ?? {}
    expect(divergences?.length).toBe(2)
    const { kl } = loop.metrics('run-1')
    expect(divergences?.reduce((sum, nats) => sum + nats, 0)).toBeCloseTo(kl as number, 5)
    run.dispose()
  })

  it('[P79] draws as many samples as asked for, others for another seed', async () => {
    const { server, run, loop } = await openServer(SPARSE)
    await loop.train({ steps: 5 })
    const first = server.serve(request({ samples: { count: 6, seed: 1 } })).samples
    expect(first).toMatchObject({ count: 6, seed: 1, pictures: 100 })
    expect(first?.latents.length).toBe(6 * 24)
    const second = server.serve(request({ samples: { count: 6, seed: 2 } })).samples
    expect(second?.latents).not.toEqual(first?.latents)
    expect(server.serve(request({ samples: { count: 6, seed: 1 } })).samples?.latents).toEqual(first?.latents)
    run.dispose()
  })

  it('[P80] tells how wide a variational code of two is spread around each point, and around the sample', async () => {
    const { server, run, loop } = await openServer(CLOUD)
    await loop.train({ steps: 10 })
    const sample = slicePictures(run.dataset.test, 0, 1)
    const { map, sampleDeviations } = server.serve(request({ mapPoints: 50, sample }))
    expect(map?.deviations?.length).toBe(2 * 50)
    const [hidden, latent] = run.weights().layers as [LayerWeights, LayerWeights]
    // As a plain layer of four: means, then log-variances.
    const wide = { ...latent, type: 'dense', units: 4 } as LayerWeights
    const values = forward([hidden, wide], sample)
    for (const [axis, deviation] of [Math.exp((values[2] as number) / 2), Math.exp((values[3] as number) / 2)].entries()) {
      expect(map?.points[axis]).toBeCloseTo(values[axis] as number, 4)
      expect(map?.deviations?.[axis]).toBeCloseTo(deviation, 4)
      expect(sampleDeviations?.[axis]).toBeCloseTo(deviation, 4)
    }
    run.dispose()
  })

  it('[P80] says nothing of the kind of a plain code, or of a wider one', async () => {
    for (const latent of [
      { units: 2, activation: 'linear' },
      { ...CLOUD, units: 3 },
    ]) {
      const { server, run } = await openServer(latent)
      const frame = server.serve(request({ mapPoints: 50, sample: slicePictures(run.dataset.test, 0, 1) }))
      expect(frame.map).not.toHaveProperty('deviations')
      expect(frame).not.toHaveProperty('sampleDeviations')
      run.dispose()
    }
  })
})
