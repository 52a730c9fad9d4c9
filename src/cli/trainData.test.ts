import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { parseManifest } from '../engine/data/manifest.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const FASHION_MANIFEST = join(ROOT, 'public/datasets/fashion-mnist/manifest.json')

interface Outcome {
  readonly code: number
  readonly last: Record<string, unknown>
  readonly stderr: string
}

/** The command with these settings on the vanilla preset, a code of one number and few pictures; `last` is its last line. */
function train(settings: readonly string[], backend = 'wasm'): Promise<Outcome> {
  const all = ['data.train=500', 'data.test=100', 'model.latent.units=1', 'training.steps=8', ...settings]
  const args = [
    '--import',
    'tsx',
    'src/cli/train.ts',
    '--preset',
    'vanilla',
    '--backend',
    backend,
    '--json',
    ...all.flatMap((setting) => ['--set', setting]),
  ]
  return new Promise((resolve) => {
    const child = execFile(process.execPath, args, { cwd: ROOT }, (_error, stdout, stderr) => {
      resolve({ code: child.exitCode ?? -1, last: JSON.parse(stdout.trimEnd().split('\n').at(-1) || '{}'), stderr })
    })
  })
}

/** Both backends end, with figures that differ by rounding alone, and with PCA's on the same data. */
async function expectTrained(settings: readonly string[]): Promise<Record<string, unknown>> {
  const [wasm, cpu] = await Promise.all([train(settings), train(settings, 'cpu')])
  for (const { code, last } of [wasm, cpu]) {
    expect([code, last.done, last.step, last.testSamples]).toEqual([0, true, 8, 100])
    expect(last.pcaMse).toBeGreaterThan(0)
  }
  expect([wasm.last.backend, cpu.last.backend]).toEqual(['wasm', 'cpu'])
  expect(Math.abs((wasm.last.testLoss as number) / (cpu.last.testLoss as number) - 1)).toBeLessThan(1e-3)
  return wasm.last
}

describe('npm run train on other data', { timeout: 60_000 }, () => {
  it('[D36] Fashion-MNIST, on wasm and cpu', async () => {
    const { testLoss, parameters } = await expectTrained(['data.name=fashion-mnist'])
    expect(parameters).toBe(784 + 1 + 784 + 784)
    expect(testLoss).toBeLessThan(0.7)
  })

  it.each([
    ['moons', ['model.encoder=[{"type":"dense","units":32,"activation":"relu"}]'], 2 * 32 + 32 + 32 + 1 + 32 + 32 + 32 * 2 + 2],
    ['swiss-roll', ['corruption.sigma=0.2'], 3 + 1 + 3 + 3],
  ])('[D36] points of %s, on wasm and cpu', async (name, settings, parameters) => {
    const last = await expectTrained([`data.name=${name}`, 'loss=mse', ...settings])
    expect(last).toMatchObject({ parameters, status: 'done' })
    if (name === 'moons') expect(last.testLoss).toBe(last.testMse)
  })

  it('[D36] shuffled pixels cost a dense network nothing but its place in the random numbers; PCA not even that', async () => {
    const [plain, shuffled] = await Promise.all([train([]), train(['data.shufflePixels=true'])])
    expect([plain.code, shuffled.code]).toEqual([0, 0])
    expect(Math.abs((shuffled.last.pcaMse as number) / (plain.last.pcaMse as number) - 1)).toBeLessThan(1e-9)
    expect(shuffled.last.testLoss).not.toBe(plain.last.testLoss)
  })

  it('[D37] more pictures than are built: one line with the field, what is allowed and the command, exit code 2; built, they are trained on', async () => {
    const built = parseManifest(await readFile(FASHION_MANIFEST)).splits.train.count
    const { code, last, stderr } = await train(['data.name=fashion-mnist', 'data.train=60000', 'training.steps=1'])
    if (built === 60_000) {
      expect([code, last.done]).toEqual([0, true])
      return
    }
    expect([code, last]).toEqual([2, {}])
    expect(stderr.trimEnd().split('\n').at(-1)).toBe(
      `data.train: found 60000; allowed: 1 to ${built.toLocaleString('en-US')}, as many as are built here; "npm run data -- --fashion-mnist" builds all 60,000`,
    )
  })

  it.each([
    ['bce on points', ['data.name=ring'], 'loss: found "bce"; allowed: \'mse\''],
    ['more points than can be made', ['data.name=ring', 'loss=mse', 'data.train=10001'], 'data.train: found 10001; allowed: 1 to 10,000'],
  ])('[D37] %s: one line, exit code 2', async (_name, settings, line) => {
    const { code, last, stderr } = await train(settings)
    expect([code, last]).toEqual([2, {}])
    expect(stderr).toContain(line)
  })
})
