import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { Metrics } from '../src/engine/metrics.ts'
import { PRESETS } from '../src/spec/presets.ts'
import type { RunSpec } from '../src/spec/runSpec.ts'
import { expect, test } from './fixtures/test.ts'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const STEPS = 50
const PICTURES = 5_000

for (const name of ['vanilla', 'denoising'] as const) {
  test(`[P32] with the plain SIMD build page and terminal give the same ${STEPS} steps of ${name}, bit for bit`, async ({ app }) => {
    const [terminal] = await Promise.all([trainInTerminal(name), app.open('?kernels=simd')])
    await app.hourglass.load(shortened(PRESETS[name].spec))
    const page = await app.hourglass.train()
    expect(figures(page)).toEqual(figures(terminal))
    expect(page.step).toBe(STEPS)
  })
}

test('[P33] the same spec gives the same numbers again, however it is run', async ({ app }) => {
  await app.open()
  const spec = shortened(PRESETS.multilayer.spec)
  await app.hourglass.load(spec)
  const atOnce = await app.hourglass.train()
  await app.hourglass.load(spec)
  for (const steps of [1, 9, 17, 3]) await app.hourglass.step(steps)
  await app.bar.chooseSpeed('normal')
  await app.bar.train.click()
  await app.bar.expectStatus('done')
  expect(figures(await app.hourglass.metrics())).toEqual(figures(atOnce))
})

function shortened(spec: RunSpec): RunSpec {
  const { epochs: _, ...training } = spec.training
  return { ...spec, data: { name: 'mnist', train: PICTURES }, training: { ...training, steps: STEPS } }
}

/** What must not depend on where a run was made. */
function figures({ step, samplesSeen, trainLoss, testLoss, testMse, testLossClean, psnrDenoised, parameters }: Metrics) {
  return { step, samplesSeen, trainLoss, testLoss, testMse, testLossClean, psnrDenoised, parameters }
}

/** The last line that the terminal prints. */
async function trainInTerminal(preset: string): Promise<Metrics> {
  const settings = ['--set', `training.steps=${STEPS}`, '--set', `data.train=${PICTURES}`]
  const args = ['--import', 'tsx', 'src/cli/train.ts', '--preset', preset, ...settings, '--json']
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: ROOT })
  return JSON.parse(stdout.trim().split('\n').at(-1) as string) as Metrics
}
