// A sweep: one setting of a spec at several values, each with several seeds. Says which runs those are and what came out of them for each value;
// who trains them, and where, is not its business.

import { SpecError } from './checkSpec.ts'
import { countText } from './countText.ts'
import { withDepth } from './depth.ts'
import { editSpec } from './editSpec.ts'
import { editSpecTogether, nearestEdits, type Regularizer, withPenalty } from './nearestEdits.ts'
import { REGULARIZER_TYPES, type RunSpec } from './runSpec.ts'

export interface Sweep {
  readonly base: RunSpec
  /** What is varied: see variedSpec. */
  readonly path: string
  /** Each once, in the order of the curve. */
  readonly values: readonly unknown[]
  /** How many seeds: the base's and those that follow it. */
  readonly seeds?: number
}

export interface SweepRun {
  readonly value: unknown
  readonly seed: number
  readonly spec: RunSpec
}

/** What the runs of one value have in common, in one measure. All null where none of them has the measure. */
export interface ValueSummary {
  readonly value: unknown
  /** How many runs the figures rest on. */
  readonly seeds: number
  readonly mean: number | null
  readonly lowest: number | null
  readonly highest: number | null
  /** Sample standard deviation, of n - 1; null with fewer than two runs. */
  readonly deviation: number | null
}

export const SEEDS_DEFAULT = 3
export const SEEDS_MAX = 100
export const SWEEP_RUNS_MAX = 1_000

/** Target activity of a KL penalty that is put in to be varied. */
const KL_TARGET = 0.05

const PENALTY_PATH = new RegExp(`^regularizers\\.(${REGULARIZER_TYPES.join('|')})\\.(\\w+)$`)

/**
 * All runs of a sweep, in the order in which the curve becomes useful soonest: every value with the first seed, then every value with the second, …
 * Throws SpecError for whatever any of them would be refused for, before anything is trained.
 */
export function sweepRuns({ base, path, values, seeds = SEEDS_DEFAULT }: Sweep): readonly SweepRun[] {
  checkSweep({ path, values, seeds })
  const specs = values.map((value) => ({ value, spec: variedSpec(base, path, value) }))
  return Array.from({ length: seeds }, (_, i) => base.seed + i).flatMap((seed) =>
    specs.map(({ value, spec }) => ({ value, seed, spec: editSpec(spec, 'seed', seed) })),
  )
}

/**
 * The spec with one setting at this value, and what stands in its way moved aside, as a control of the page does it. The path is one of the spec
 * ("training.learningRate", "model.encoder" with whole lists of layers); "regularizers.l1.weight", by the penalty's type wherever it stands, and put in
 * where it does not; or "depth": how many hidden layers lead to the code, see withDepth. Throws SpecError.
 */
export function variedSpec(base: RunSpec, path: string, value: unknown): RunSpec {
  if (path === 'depth') return withDepth(base, value)
  const [, type, field] = PENALTY_PATH.exec(path) ?? []
  const penalty = type && field ? changedPenalty(base, { type, field, value }) : null
  if (penalty) return editSpecTogether(base, nearestEdits(base, 'regularizers', withPenalty(base, penalty.type, penalty)))
  return editSpecTogether(base, nearestEdits(base, path, value))
}

/** For each value, in the order given, what its runs came to. A run that `measureOf` gives null or no finite number for does not count. */
export function summarize<Result extends { readonly value: unknown }>(
  values: readonly unknown[],
  results: readonly Result[],
  measureOf: (result: Result) => number | null | undefined,
): ValueSummary[] {
  return values.map((value) => {
    const measures = results.filter((result) => isSame(result.value, value)).flatMap((result) => measureOf(result) ?? [])
    return { value, ...spreadOf(measures.filter(Number.isFinite)) }
  })
}

function spreadOf(numbers: readonly number[]): Omit<ValueSummary, 'value'> {
  const seeds = numbers.length
  if (seeds === 0) return { seeds, mean: null, lowest: null, highest: null, deviation: null }
  const mean = numbers.reduce((sum, number) => sum + number, 0) / seeds
  const squares = numbers.reduce((sum, number) => sum + (number - mean) ** 2, 0)
  const deviation = seeds < 2 ? null : Math.sqrt(squares / (seeds - 1))
  return { seeds, mean, lowest: Math.min(...numbers), highest: Math.max(...numbers), deviation }
}

function checkSweep({ path, values, seeds }: Required<Omit<Sweep, 'base'>>): void {
  const refuse = (at: string, found: unknown, allowed: string): never => {
    throw new SpecError([{ path: at, found, allowed }])
  }
  if (path === 'seed') refuse('seed', values, 'any other setting: seeds are what the spread of each value comes from')
  if (values.length === 0) refuse(path, 'no values', 'at least one')
  if (!Number.isInteger(seeds) || seeds < 1 || seeds > SEEDS_MAX) refuse('seeds', seeds, `a whole number from 1 to ${SEEDS_MAX}`)
  if (values.length * seeds > SWEEP_RUNS_MAX) {
    refuse(path, `${values.length} values with ${seeds} seeds each`, `at most ${countText(SWEEP_RUNS_MAX)} runs in one sweep`)
  }
  const repeated = values.findIndex((value, i) => values.findIndex((other) => isSame(other, value)) < i)
  if (repeated >= 0) refuse(path, `${JSON.stringify(values[repeated])} more than once`, 'each value once')
}

/** The spec's penalty of this type with one field changed; with a new weight also one that it has not got. Null where there is none to change. */
function changedPenalty({ regularizers = [] }: RunSpec, { type, field, value }: { type: string; field: string; value: unknown }): Regularizer | null {
  const former = regularizers.find((one) => one.type === type)
  const start = former ?? (field === 'weight' ? { type, ...(type === 'kl' && { target: KL_TARGET }) } : null)
  // What it may hold is the check's business: it refuses a field or a value that there is not.
  return start && ({ ...start, [field]: value } as Regularizer)
}

/** Values are JSON. */
function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}
