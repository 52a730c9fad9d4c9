import { PRESETS } from '../src/spec/presets.ts'
import { openEngine } from './fixtures/engineWorker.ts'
import { expect, test } from './fixtures/test.ts'

test.beforeEach(({ watch }) => watch.expectComplaints(/GL Driver Message|GPU stall|swiftshader|context ?lost/i))

for (const isRestored of [false, true]) {
  test(`[E43] a GPU that is lost${isRestored ? ' and comes back empty' : ''} is noticed, by whoever waits and by whoever listens`, async ({
    page,
  }) => {
    const worker = await openEngine(page)
    const found = await worker.evaluate(async (isRestored) => {
      const { ContextLostError, onContextLost, platform, settleGpu, startBackend, webglBackend } = engine
      await startBackend('webgl', platform)
      const calls = { listening: 0, stopped: 0, late: 0 }
      onContextLost(() => calls.listening++)
      onContextLost(() => calls.stopped++)()
      await settleGpu(platform)
      const lose = webglBackend()?.gpgpu.gl.getExtension('WEBGL_lose_context') as unknown as WEBGL_lose_context
      const lost = new Promise<void>((resolve) => onContextLost(resolve))
      lose.loseContext()
      const sooner = await settleGpu(platform).catch((error: unknown) => error)
      await lost
      if (isRestored) {
        const gl = webglBackend()?.gpgpu.gl
        const restored = new Promise<void>((resolve) => gl?.canvas.addEventListener('webglcontextrestored', resolve))
        // The browser must first be done with telling of the loss.
        await platform.wait(10)
        lose.restoreContext()
        await restored
        if (gl?.isContextLost()) throw new Error('not restored')
      }
      const later = await settleGpu(platform).catch((error: unknown) => error)
      onContextLost(() => calls.late++)
      return { calls, isLostError: [sooner, later].map((error) => error instanceof ContextLostError) }
    }, isRestored)
    expect(found).toEqual({ calls: { listening: 1, stopped: 0, late: 1 }, isLostError: [true, true] })
  })
}

test('[E43][E49] while it trains on webgl the GPU is never given a burst before it has done the last, and bursts grow step by step', async ({
  page,
}) => {
  test.setTimeout(120_000)
  const { spec } = PRESETS.vanilla
  const worker = await openEngine(page)
  const found = await worker.evaluate(
    async (spec) => {
      const { Dataset, datasetRequest, Run, TrainingLoop, platform, startBackend } = engine
      await startBackend('webgl', platform)
      const dataset = new Dataset(platform, datasetRequest(spec))
      await dataset.load()
      const run = new Run(spec, { platform, dataset })
      // Fences that have not been seen passed, and steps begun while there is one.
      const open = new Set<WebGLSync>()
      const seen = { burstEnds: [] as number[], openMax: 0, early: 0 }
      const { fenceSync, clientWaitSync } = WebGL2RenderingContext.prototype
      WebGL2RenderingContext.prototype.fenceSync = function (...args) {
        const sync = fenceSync.apply(this, args)
        if (sync) open.add(sync)
        seen.burstEnds.push(run.step)
        seen.openMax = Math.max(seen.openMax, open.size)
        return sync
      }
      WebGL2RenderingContext.prototype.clientWaitSync = function (...args) {
        const state = clientWaitSync.apply(this, args)
        if (state === this.ALREADY_SIGNALED || state === this.CONDITION_SATISFIED) open.delete(args[0])
        return state
      }
      const tryStep = run.tryStep.bind(run)
      run.tryStep = () => {
        if (open.size > 0) seen.early++
        return tryStep()
      }
      // On a clock that stands still no burst's time is ever over: only the GPU's limit ends one.
      const loop = new TrainingLoop(run, { platform: { ...platform, now: () => 0 } })
      await loop.train({ steps: 30 })
      return { ...seen, step: run.step, status: loop.status }
    },
    { ...spec, data: { ...spec.data, train: 5_000, test: 100 } },
  )
  // What a step costs the GPU is not known before the first; then bursts grow no faster than to double.
  expect(found).toEqual({ burstEnds: [1, 3, 7, 15, 30], openMax: 1, early: 0, step: 30, status: 'paused' })
})
