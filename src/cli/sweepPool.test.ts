import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { sweepRuns } from '../spec/sweep.ts'
import { smallSpec } from '../testing/digits.ts'
import { type SweepOutcome, SweepPool } from './sweepPool.ts'

/** A process that dies of the second order and gives back the number of orders it has had. */
const MORTAL = `let orders = 0
process.on('message', ({ spec }) => {
  if (spec.model.latent.units === 2) process.exit(3)
  process.send({ kind: 'progress', share: 0.5 })
  process.send({ kind: 'failed', error: 'order ' + ++orders })
})`

describe('SweepPool', { timeout: 60_000 }, () => {
  it('[C10] a run that takes its process down is an outcome, and the next one gets a new process', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'hourglass-'))
    const trainer = join(folder, 'mortal.mjs')
    await writeFile(trainer, MORTAL)
    const outcomes: SweepOutcome[] = []
    const shares: unknown[] = []
    const listener = {
      onOutcome: (outcome: SweepOutcome) => outcomes.push(outcome),
      onProgress: (run: { value: unknown }, share: number) => shares.push([run.value, share]),
    }
    const pool = new SweepPool({ backend: 'wasm', kernels: 'simd' }, listener, trainer)
    await pool.train(sweepRuns({ base: smallSpec(), path: 'model.latent.units', values: [1, 2, 3, 4], seeds: 1 }), 1)
    await rm(folder, { recursive: true })
    expect(outcomes.map(({ run, error }) => [run.value, error])).toEqual([
      [1, 'order 1'],
      [2, 'the process that trained it ended early (exit code 3)'],
      [3, 'order 1'],
      [4, 'order 2'],
    ])
    expect(outcomes.every(({ status, metrics }) => status === 'failed' && metrics === null)).toBe(true)
    expect(shares).toEqual([1, 3, 4].map((value) => [value, 0.5]))
  })
})
