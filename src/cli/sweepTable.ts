// A sweep's outcomes as one table for people: a row a value, means over its seeds, with the spread where there is one.

import { countText } from '../spec/countText.ts'
import { summarize } from '../spec/sweep.ts'
import type { SweepOutcome } from './sweepPool.ts'

/** The measures that are summed up, and how each is written. Those that no run has are left out. */
const MEASURES = [
  { name: 'testLoss', title: 'test loss', write: fixed(4), hasSpread: true },
  { name: 'testLossClean', title: 'on clean inputs', write: fixed(4), hasSpread: true },
  { name: 'testMse', title: 'MSE', write: fixed(5), hasSpread: true },
  { name: 'pcaMse', title: "PCA's MSE", write: fixed(5), hasSpread: false },
  { name: 'knnAccuracy', title: 'kNN accuracy', write: (share: number) => `${(100 * share).toFixed(1)} %`, hasSpread: false },
  { name: 'parameters', title: 'parameters', write: (count: number) => countText(Math.round(count)), hasSpread: false },
  { name: 'seconds', title: 'seconds', write: fixed(1), hasSpread: false },
] as const

type MeasureName = (typeof MEASURES)[number]['name']

/** Of one value: how many runs ended how, and what the sound ones came to. */
export interface ValueResult {
  readonly value: unknown
  /** Whose runs came to their end: what the measures rest on. */
  readonly seeds: number
  readonly diverged: number
  readonly failed: number
  readonly measures: Readonly<Partial<Record<MeasureName, { mean: number; lowest: number; highest: number; deviation: number | null }>>>
}

/** One entry a value, in the values' order. A run that diverged or failed is counted, and its figures are not. */
export function summarizeOutcomes(values: readonly unknown[], outcomes: readonly SweepOutcome[]): ValueResult[] {
  const results = outcomes.map((outcome) => ({ ...outcome, value: outcome.run.value }))
  const counts = (status: SweepOutcome['status']) => summarize(values, results, (result) => (result.status === status ? 1 : null))
  const [done, diverged, failed] = [counts('done'), counts('diverged'), counts('failed')]
  const summaries = MEASURES.map(({ name }) => ({
    name,
    ofValues: summarize(values, results, (result) => (result.status === 'done' ? measureOf(result, name) : null)),
  }))
  return values.map((value, i) => {
    const measures = summaries.flatMap(({ name, ofValues }) => {
      const { mean = null, lowest = null, highest = null, deviation = null } = ofValues[i] ?? {}
      return mean === null ? [] : [[name, { mean, lowest, highest, deviation }]]
    })
    return {
      value,
      seeds: done[i]?.seeds ?? 0,
      diverged: diverged[i]?.seeds ?? 0,
      failed: failed[i]?.seeds ?? 0,
      measures: Object.fromEntries(measures),
    }
  })
}

/** The summary as lines of equal columns; `seeds` is how many runs each value was to have. */
export function sweepTable(path: string, results: readonly ValueResult[], seeds: number): string {
  const measures = MEASURES.filter(({ name }) => results.some((result) => result.measures[name]))
  const head = [path, 'seeds', ...measures.map(({ title }) => title)]
  const rows = results.map((result) => [
    writeValue(result.value),
    writeCounts(result, seeds),
    ...measures.map(({ name, write, hasSpread }) => {
      const { mean, deviation } = result.measures[name] ?? {}
      if (mean === undefined) return '–'
      return hasSpread && typeof deviation === 'number' ? `${write(mean)} ± ${write(deviation)}` : write(mean)
    }),
  ])
  const widths = head.map((title, i) => Math.max(title.length, ...rows.map((row) => (row[i] as string).length)))
  return [head, ...rows].map((row) => row.map((cell, i) => cell.padStart(widths[i] as number)).join('   ')).join('\n')
}

/** As it would be typed: a word bare, everything else as JSON. */
export function writeValue(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function writeCounts({ seeds: done, diverged, failed }: ValueResult, seeds: number): string {
  const troubles = [...(diverged > 0 ? [`${diverged} diverged`] : []), ...(failed > 0 ? [`${failed} failed`] : [])]
  const count = done === seeds ? String(done) : `${done} of ${seeds}`
  return troubles.length > 0 ? `${count} (${troubles.join(', ')})` : count
}

function measureOf({ metrics, seconds }: SweepOutcome, name: MeasureName): number | null | undefined {
  return name === 'seconds' ? seconds : metrics?.[name]
}

function fixed(digits: number): (value: number) => string {
  return (value) => value.toFixed(digits)
}
