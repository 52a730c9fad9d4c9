import { type ChildProcess, execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const SMALL = ['data.train=500', 'data.test=200', 'training.steps=20'].flatMap((setting) => ['--set', setting])

interface Outcome {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

/** Runs a command of the terminal as its npm script does. It has ended when the last process that holds its output has. */
function run(command: 'train' | 'sweep', args: readonly string[], onStart: (child: ChildProcess) => void = () => {}): Promise<Outcome> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, ['--import', 'tsx', `src/cli/${command}.ts`, ...args], { cwd: ROOT }, (_error, stdout, stderr) => {
      resolve({ code: child.exitCode ?? -1, stdout, stderr })
    })
    onStart(child)
  })
}

function lines(stdout: string): Record<string, unknown>[] {
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)
}

/** What must not depend on the machine's speed, nor on which command trained. */
function exact(metrics: unknown): Record<string, unknown> {
  const { imagesPerSecond: _rate, stepMs: _ms, done: _done, ...rest } = metrics as Record<string, unknown>
  return rest
}

describe('npm run sweep', { timeout: 120_000 }, () => {
  it('[C8] JSON lines alone, a run each, the last with done and the summary; the figures are those of train to the bit', async () => {
    const noisy = [...SMALL, '--set', 'corruption.sigma=[0,0.5]']
    const { code, stdout } = await run('sweep', [...noisy, '--vary', 'model.latent.units=2,4', '--seeds', '2', '--jobs', '1', '--json'])
    const reports = lines(stdout)
    expect([code, reports.length]).toEqual([0, 5])
    expect(reports.slice(0, 4).map(({ value, seed, status }) => [value, seed, status])).toEqual([
      [2, 0, 'done'],
      [4, 0, 'done'],
      [2, 1, 'done'],
      [4, 1, 'done'],
    ])
    // The last run of a process that had trained three others.
    const trained = await run('train', [...noisy, '--set', 'model.latent.units=4', '--set', 'seed=1', '--json'])
    expect(exact(reports[3]?.metrics)).toEqual(exact(lines(trained.stdout).at(-1)))
    const losses = reports.flatMap(({ value, metrics }) => (value === 4 ? [(metrics as { testLoss: number }).testLoss] : []))
    expect(losses[0]).not.toBe(losses[1])
    expect(reports[4]).toMatchObject({ done: true, path: 'model.latent.units', seeds: 2, runs: 4, of: 4 })
    const [lowest, highest] = [Math.min(...losses), Math.max(...losses)]
    const mean = expect.closeTo((lowest + highest) / 2, 12)
    expect(reports[4]?.values).toMatchObject([
      { value: 2, seeds: 2 },
      { value: 4, seeds: 2, measures: { testLoss: { mean, lowest, highest } } },
    ])
  })

  it('[C10][C11] a run that diverges is a row with its status; the others have theirs, in the table and in the file', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'hourglass-'))
    const file = join(folder, 'rates.csv')
    const sgd = [...SMALL, '--set', 'training.optimizer=sgd', '--seeds', '1', '--vary', 'training.learningRate=1e30,0.01']
    const { code, stdout, stderr } = await run('sweep', [...sgd, '--csv', file])
    const rows = (await readFile(file, 'utf8')).trimEnd().split('\r\n')
    await rm(folder, { recursive: true })
    expect([code, rows.length]).toEqual([0, 3])
    expect(rows[0]).toMatch(/^training\.learningRate,seed,status,testLoss,testMse,/)
    expect(
      rows
        .slice(1)
        .map((row) => row.split(',').slice(0, 3).join())
        .sort(),
    ).toEqual(['0.01,0,done', '1e+30,0,diverged'])
    const table = stdout.trimEnd().split('\n')
    expect(table).toHaveLength(3)
    expect(table[1]).toMatch(/1e\+30 +0 of 1 \(1 diverged\) +– /)
    expect(table[2]).toMatch(/0\.01 +1 +0\.\d{4} +0\.\d{5} /)
    expect(stderr).toMatch(/2 of 2: training\.learningRate/)
  })

  it.each([
    ['a bad option', ['--vary', 'depth=1', '--seeds', 'x'], '--seeds'],
    ['a bad value at the end', ['--vary', 'model.latent.units=1,2,0'], 'model.latent.units: found 0'],
    ['a file that can’t be written', ['--vary', 'depth=1', '--csv', 'nowhere/at/all.csv'], '--csv: nowhere/at/all.csv can'],
  ])('[C9] %s: one clear line on stderr, nothing on stdout, exit code 2', async (_name, args, named) => {
    const { code, stdout, stderr } = await run('sweep', args)
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr.trimEnd().split('\n').length).toBe(1)
    expect(stderr).toContain(named)
  })

  // A signal that a process can hear and end by itself: Windows has none.
  it.skipIf(process.platform === 'win32')('[C12] Ctrl-C ends the sweep and all it started with what was measured so far', async () => {
    const endless = [...SMALL, '--vary', 'training.steps=5,9000000', '--seeds', '1', '--jobs', '1', '--json']
    const { code, stdout, stderr } = await run('sweep', endless, (child) => {
      child.stdout?.once('data', () => child.kill('SIGINT'))
    })
    const reports = lines(stdout)
    expect(code).toBe(130)
    expect(reports).toMatchObject([
      { value: 5, status: 'done' },
      {
        done: false,
        runs: 1,
        of: 2,
        values: [
          { value: 5, seeds: 1 },
          { seeds: 0, failed: 0 },
        ],
      },
    ])
    expect(stderr).toMatch(/Stopped after 1 of 2 runs\.\n$/)
  })
})
