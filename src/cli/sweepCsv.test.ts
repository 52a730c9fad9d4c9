import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { PRESETS } from '../spec/presets.ts'
import { appendCsv, beginCsv } from './sweepCsv.ts'

describe('appendCsv', () => {
  it('[C11] each row is in the file at once, a failed run’s with its reason, under a head of as many columns', () => {
    const folder = mkdtempSync(join(tmpdir(), 'hourglass-'))
    const file = join(folder, 'sweep.csv')
    beginCsv(file, 'corruption.sigma')
    const run = { value: [0, 0.6], seed: 3, spec: PRESETS.denoising.spec }
    appendCsv(file, { run, status: 'failed', metrics: null, seconds: null, error: 'no memory, none' })
    const [head, row, end] = readFileSync(file, 'utf8').split('\r\n')
    rmSync(folder, { recursive: true })
    expect(head).toMatch(/^corruption\.sigma,seed,status,testLoss,/)
    const empty = ','.repeat((head as string).split(',').length - 4)
    expect([row, end]).toEqual([`"[0,0.6]",3,failed${empty},"no memory, none"`, ''])
  })
})
