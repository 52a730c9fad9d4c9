import { PRESETS } from '../src/spec/presets.ts'
import { expect, test } from './fixtures/test.ts'

const STEPS = 20
/** A software GPU compiles each shader at its first use. */
const COMPILE_MAX_MS = 120_000

test('[P35] trains twenty steps on webgl, and the loss falls as on wasm', async ({ app, watch }) => {
  test.setTimeout(COMPILE_MAX_MS)
  // Said by a software GPU.
  watch.expectComplaints(/GL Driver Message|GPU stall|swiftshader/i)
  await app.open()
  const spec = { ...PRESETS.vanilla.spec, data: { ...PRESETS.vanilla.spec.data, test: 1_000 } }
  await app.hourglass.load(spec)
  const onWasm = await app.hourglass.step(STEPS)
  await app.hourglass.backend('webgl')
  await app.hourglass.load(spec)
  const first = await app.hourglass.step()
  expect(first).toMatchObject({ backend: 'webgl', step: 1 })
  const last = await app.hourglass.step(STEPS - 1)
  expect(last).toMatchObject({ backend: 'webgl', step: STEPS })
  expect(last.trainLoss).toBeLessThan(0.7 * (first.trainLoss as number))
  expect(Math.abs((last.testLoss as number) / (onWasm.testLoss as number) - 1)).toBeLessThan(0.01)
  await expect(app.bar.backend).toHaveAttribute('data-value', 'webgl')
})
