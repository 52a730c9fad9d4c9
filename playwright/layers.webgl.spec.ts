import type { RunSpec } from '../src/spec/runSpec.ts'
import { openEngine } from './fixtures/engineWorker.ts'
import { expect, test } from './fixtures/test.ts'

/** A software GPU compiles each shader at its first use. */
const COMPILE_MAX_MS = 180_000

const conv = { type: 'conv', filters: 5, kernel: 3, stride: 2, activation: 'relu' } as const
const base = {
  version: 1,
  data: { name: 'mnist', train: 96, test: 40 },
  loss: 'bce',
  training: { steps: 6, batchSize: 32, optimizer: 'adam', learningRate: 0.01, schedule: 'constant' },
  seed: 3,
} as const satisfies Omit<RunSpec, 'model'>

const SPECS: Readonly<Record<string, RunSpec>> = {
  'convolutions down to odd sides and back': { ...base, model: { encoder: [conv, conv, conv], latent: { units: 6, activation: 'linear' } } },
  'pooling and a convolutional code': {
    ...base,
    model: {
      encoder: [
        { ...conv, stride: 1 },
        { type: 'max-pool', size: 3 },
      ],
      latent: { ...conv, filters: 2, stride: 3, activation: 'tanh' },
    },
  },
  'the largest of a tied, penalised code': {
    ...base,
    model: { encoder: [], latent: { units: 24, activation: 'relu', topK: 6 }, tied: true },
    regularizers: [
      { type: 'l1', weight: 1e-3 },
      { type: 'weight-decay', weight: 1e-4 },
    ],
  },
}

test.beforeEach(({ watch }) => {
  test.setTimeout(COMPILE_MAX_MS)
  watch.expectComplaints(/GL Driver Message|GPU stall|swiftshader/i)
})

for (const [name, spec] of Object.entries(SPECS)) {
  test(`[E98] ${name}: steps on webgl are those of cpu to a thousandth`, async ({ page }) => {
    const worker = await openEngine(page)
    const losses = await worker.evaluate(async (spec) => {
      const { Dataset, datasetRequest, Run, platform, startBackend } = engine
      const dataset = new Dataset(platform, datasetRequest(spec))
      await dataset.load()
      const losses: number[][] = []
      for (const backend of ['cpu', 'webgl'] as const) {
        await startBackend(backend, platform)
        const run = new Run(spec, { platform, dataset })
        while (run.tryStep() === 'stepped');
        const test = await run.measure(40)
        losses.push([run.trainLoss ?? 0, test?.loss ?? 0, test?.mse ?? 0, ...Object.values(run.terms ?? {})])
        run.dispose()
      }
      return losses
    }, spec)
    const [onCpu, onWebgl] = losses as [number[], number[]]
    expect(onCpu.length).toBe(onWebgl.length)
    onCpu.forEach((expected, i) => {
      expect(expected).toBeGreaterThan(0)
      expect(Math.abs((onWebgl[i] as number) / expected - 1)).toBeLessThan(1e-3)
    })
  })
}
