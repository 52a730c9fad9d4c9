import type { RunSpec } from '../src/spec/runSpec.ts'
import { openEngine } from './fixtures/engineWorker.ts'
import { expect, test } from './fixtures/test.ts'

/** A software GPU compiles each shader at its first use. */
const COMPILE_MAX_MS = 120_000

test.beforeEach(({ watch }) => {
  test.setTimeout(COMPILE_MAX_MS)
  watch.expectComplaints(/GL Driver Message|GPU stall|swiftshader/i)
})

for (const [name, corruption] of [
  ['moons', undefined],
  ['swiss-roll', { type: 'gaussian', sigma: 0.4 }],
] as const) {
  test(`[D35] points of ${name}, which are floats, train on webgl as on cpu`, async ({ page }) => {
    const spec: RunSpec = {
      version: 1,
      data: { name, train: 300, test: 100 },
      model: { encoder: [{ type: 'dense', units: 32, activation: 'relu' }], latent: { units: 1, activation: 'linear' } },
      loss: 'mse',
      training: { steps: 12, batchSize: 64, optimizer: 'adam', learningRate: 0.01, schedule: 'constant' },
      seed: 3,
      ...(corruption && { corruption }),
    }
    const worker = await openEngine(page)
    const { losses, isOnGpu } = await worker.evaluate(async (spec) => {
      const { Dataset, datasetRequest, Run, TextureBatches, openBatches, platform, startBackend } = engine
      const dataset = new Dataset(platform, datasetRequest(spec))
      await dataset.load()
      const losses: number[][] = []
      for (const backend of ['cpu', 'webgl'] as const) {
        await startBackend(backend, platform)
        const run = new Run(spec, { platform, dataset })
        while (run.tryStep() === 'stepped');
        const test = await run.measure(100)
        losses.push([run.trainLoss ?? 0, test?.loss ?? 0])
        run.dispose()
      }
      const batches = openBatches(dataset.train)
      batches.dispose()
      return { losses, isOnGpu: batches instanceof TextureBatches }
    }, spec)
    const [onCpu, onWebgl] = losses as [number[], number[]]
    onCpu.forEach((expected, i) => {
      expect(expected).toBeGreaterThan(0)
      expect(Math.abs((onWebgl[i] as number) / expected - 1)).toBeLessThan(1e-3)
    })
    expect(isOnGpu).toBe(true)
  })
}
