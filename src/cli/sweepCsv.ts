// A sweep's outcomes in a file, a row a run, each on disk before the next run ends.

import { appendFileSync, writeFileSync } from 'node:fs'
import { csvHead, csvOutcome } from '../spec/sweepCsv.ts'
import type { SweepOutcome } from './sweepPool.ts'

/** Makes the file anew with its head. Throws what the system says where it can't be written. */
export function beginCsv(file: string, path: string): void {
  writeFileSync(file, csvHead(path))
}

export function appendCsv(file: string, outcome: SweepOutcome): void {
  appendFileSync(file, csvOutcome(outcome))
}
