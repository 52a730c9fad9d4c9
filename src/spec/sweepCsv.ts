// The runs of a sweep as a table for programs: a row a run, quoted as RFC 4180 has it.

import type { SweepRun } from './sweep.ts'

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

/** How a run ended, as far as the table tells. */
export interface CsvOutcome {
  readonly run: Pick<SweepRun, 'value' | 'seed'>
  readonly status: string
  /** Null where the run failed. */
  readonly metrics: Readonly<Partial<Record<(typeof METRICS)[number], number | null>>> | null
  readonly seconds: number | null
  readonly error?: string
}

/** The names of the columns; the first is what was varied. */
export function csvHead(path: string): string {
  return csvRow([path, 'seed', 'status', ...METRICS, 'seconds', 'error'])
}

export function csvOutcome({ run: { value, seed }, status, metrics, seconds, error }: CsvOutcome): string {
  const cell = typeof value === 'number' || typeof value === 'string' ? value : JSON.stringify(value)
  return csvRow([cell, seed, status, ...METRICS.map((name) => metrics?.[name]), seconds, error])
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
