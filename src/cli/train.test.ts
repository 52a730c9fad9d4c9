import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { smallSpec } from '../testing/digits.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const SHORT = ['--preset', 'vanilla', '--set', 'data.train=500', '--set', 'data.test=100', '--set', 'model.latent.units=4']
const METRICS = [
  'runId',
  'step',
  'epoch',
  'samplesSeen',
  'trainLoss',
  'testLoss',
  'testMse',
  'testSamples',
  'imagesPerSecond',
  'stepMs',
  'backend',
  'parameters',
  'status',
  'edited',
  'pcaMse',
  'knnAccuracy',
]

interface Outcome {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

/** Runs the terminal's command as its npm script does. */
function train(args: readonly string[]): Promise<Outcome> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, ['--import', 'tsx', 'src/cli/train.ts', ...args], { cwd: ROOT }, (_error, stdout, stderr) => {
      resolve({ code: child.exitCode ?? -1, stdout, stderr })
    })
  })
}

function lines(stdout: string): Record<string, unknown>[] {
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)
}

/** What must not depend on the machine's speed. */
function exact(line: Record<string, unknown> | undefined): Record<string, unknown> {
  const { imagesPerSecond: _rate, stepMs: _ms, ...rest } = line ?? {}
  return rest
}

describe('npm run train', () => {
  it('[C1] with --json stdout holds JSON lines alone, one an epoch, the last with done and exactly the metrics', async () => {
    const { code, stdout } = await train([...SHORT, '--set', 'training.epochs=3', '--json'])
    const reports = lines(stdout)
    expect([code, reports.length]).toEqual([0, 3])
    expect(reports.map(({ step }) => step)).toEqual([4, 8, 12])
    expect(reports.map(({ done }) => done)).toEqual([undefined, undefined, true])
    expect(Object.keys(reports[2] as object).sort()).toEqual([...METRICS, 'done'].sort())
    expect(reports[2]).toMatchObject({ epoch: 3, samplesSeen: 1_500, testSamples: 100, backend: 'wasm', status: 'done', edited: false })
  })

  it('[C2] --kernels plain changes no number by more than half a percent; a denoising run has its figures too', async () => {
    const noisy = [...SHORT, '--set', 'corruption.sigma=[0,0.6]', '--set', 'training.steps=8', '--json']
    const [plain, usual] = await Promise.all([train([...noisy, '--kernels', 'plain']), train(noisy)])
    const last = lines(usual.stdout).at(-1)
    const [withPack, without] = [exact(last), exact(lines(plain.stdout).at(-1))]
    expect(Object.keys(without)).toEqual(Object.keys(withPack))
    for (const [name, value] of Object.entries(without)) {
      // A count of pictures: one of a hundred may fall on the other side.
      if (name === 'knnAccuracy') expect(Math.abs((withPack[name] as number) - (value as number))).toBeLessThanOrEqual(0.02)
      else if (typeof value === 'number') expect(Math.abs((withPack[name] as number) / value - 1)).toBeLessThan(0.005)
      else expect(withPack[name]).toEqual(value)
    }
    expect(Object.keys(last as object).sort()).toEqual([...METRICS, 'testLossClean', 'psnrNoisy', 'psnrDenoised', 'done'].sort())
  })

  it('[C3] --backend cpu trains on it, a spec from a file, the summary on stdout without --json', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'hourglass-'))
    const file = join(folder, 'spec.json')
    await writeFile(file, JSON.stringify(smallSpec({ 'training.steps': 3 })))
    const [json, plain] = await Promise.all([train(['--spec', file, '--backend', 'cpu', '--json']), train(['--spec', file])])
    await rm(folder, { recursive: true })
    expect(lines(json.stdout).at(-1)).toMatchObject({ backend: 'cpu', step: 3, done: true })
    expect([plain.code, plain.stdout]).toEqual([0, expect.stringMatching(/^epoch 0\.32 · step 3 · train loss 0\.\d{4} · test loss 0\.\d{4}/)])
  })

  it('[C4] a loss that runs away ends with its last line and exit code 1', async () => {
    const { code, stdout, stderr } = await train([...SHORT, '--set', 'training.optimizer=sgd', '--set', 'training.learningRate=1e30', '--json'])
    expect(code).toBe(1)
    expect(lines(stdout).at(-1)).toMatchObject({ status: 'diverged', done: true })
    expect(stderr).toMatch(/lower training\.learningRate\n$/)
  })

  it.each([
    ['an option that does not exist', ['--presets', 'vanilla'], '--presets'],
    ['a spec with several faults', ['--set', 'training.batchSize=0', '--set', 'loss=mae'], 'training.batchSize: found 0'],
  ])('[C5] %s: one clear line on stderr, nothing on stdout, exit code 2', async (_name, args, named) => {
    const { code, stdout, stderr } = await train([...args, '--json'])
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr.trimEnd().split('\n').length).toBe(1)
    expect(stderr).toContain(named)
  })
})
