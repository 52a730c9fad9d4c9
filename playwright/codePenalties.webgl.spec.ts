import { editSpec } from '../src/spec/editSpec.ts'
import { PRESETS } from '../src/spec/presets.ts'
import type { RunSpec } from '../src/spec/runSpec.ts'
import { countGlCalls } from './fixtures/drawCalls.ts'
import { openEngine } from './fixtures/engineWorker.ts'
import { expect, test } from './fixtures/test.ts'

/** A software GPU compiles each shader at its first use. */
const COMPILE_MAX_MS = 120_000
const STEPS = 12

test.beforeEach(({ watch }) => {
  test.setTimeout(COMPILE_MAX_MS)
  watch.expectComplaints(/GL Driver Message|GPU stall|swiftshader/i)
})

function specOf(changes: Readonly<Record<string, unknown>>): RunSpec {
  const small = { ...PRESETS.multilayer.spec, data: { name: 'mnist' as const, train: 600, test: 100 } }
  return Object.entries(changes).reduce((spec, [path, value]) => editSpec(spec, path, value), small as RunSpec)
}

const contractive = { regularizers: [{ type: 'contractive', weight: 1e-4 }] }

for (const [name, changes] of [
  ['a variational code', { 'model.latent.variational': { beta: 1, warmupEpochs: 2 } }],
  ['the contractive penalty in closed form', { 'model.encoder': [], 'model.latent.activation': 'tanh', ...contractive }],
  ['the contractive penalty along a direction', { 'model.latent.activation': 'elu', ...contractive }],
] as const) {
  test(`[E89] ${name}: a step on webgl reads nothing back, and the run is that of wasm to a thousandth`, async ({ page }) => {
    const worker = await openEngine(page)
    await countGlCalls(worker)
    const found = await worker.evaluate(
      async ({ spec, steps }) => {
        const { Dataset, datasetRequest, Run, platform, startBackend } = engine
        const dataset = new Dataset(platform, datasetRequest(spec))
        await dataset.load()
        const outcomes = []
        for (const backend of ['webgl', 'wasm'] as const) {
          await startBackend(backend, platform, backend === 'wasm' ? { kernels: 'plain' } : {})
          const run = new Run(spec, { platform, dataset })
          const before = glCalls.readbacks
          // The tenth records what it finds on the way, and so reads it.
          for (let i = 0; i < steps && run.step < 9; i++) run.tryStep()
          const readbacks = glCalls.readbacks - before
          while (run.step < steps) run.tryStep()
          const test = await run.measure(100)
          outcomes.push({ backend, readbacks, loss: run.trainLoss as number, terms: run.terms, test })
          run.dispose()
        }
        return outcomes
      },
      { spec: specOf(changes), steps: STEPS },
    )
    const [webgl, wasm] = found
    // The first step's loss is looked at: it is what divergence is measured by.
    expect(webgl?.readbacks).toBeLessThanOrEqual(2)
    expect(Math.abs((webgl?.loss as number) / (wasm?.loss as number) - 1)).toBeLessThan(1e-3)
    for (const [term, value] of Object.entries(wasm?.terms ?? {})) {
      expect(value).not.toBe(0)
      expect(Math.abs((webgl?.terms?.[term] as number) / value - 1)).toBeLessThan(1e-3)
    }
    expect(Object.keys(wasm?.terms ?? {})).toHaveLength(1)
    const { elbo } = wasm?.test ?? {}
    if (elbo !== undefined) expect(Math.abs((webgl?.test?.elbo as number) / elbo - 1)).toBeLessThan(1e-3)
  })
}
