// A sweep's outcomes as a table for programs: a row a run, quoted as RFC 4180 has it, each on disk before the next run ends.

import { appendFileSync, writeFileSync } from 'node:fs'
import type { SweepOutcome } from './sweepPool.ts'
import { writeValue } from './sweepTable.ts'

const METRICS = [
  'testLoss',
  'testMse',
  'testLossClean',
  'pcaMse',
  'knnAccuracy',
  'trainLoss',
  'parameters',
  'step',
  'samplesSeen',
  'testSamples',
  'imagesPerSecond',
] as const
const LINE_END = '\r\n'

/** Makes the file anew with its head. Throws what the system says where it can't be written. */
export function beginCsv(file: string, path: string): void {
  writeFileSync(file, csvRow([path, 'seed', 'status', ...METRICS, 'seconds', 'error']))
}

export function appendCsv(file: string, { run, status, metrics, seconds, error }: SweepOutcome): void {
  const value = typeof run.value === 'number' ? run.value : writeValue(run.value)
  appendFileSync(file, csvRow([value, run.seed, status, ...METRICS.map((name) => metrics?.[name]), seconds, error]))
}

/** Nothing where a run has no such figure; numbers with all their digits. */
export function csvRow(cells: readonly (string | number | null | undefined)[]): string {
  return `${cells.map((cell) => (typeof cell === 'string' ? textCell(cell) : String(cell ?? ''))).join(',')}${LINE_END}`
}

/** A text that a spreadsheet would take for a formula is led by an apostrophe. */
function textCell(text: string): string {
  const safe = /^\s*[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
