// What npm run sweep is asked for: a spec as train takes it, the one setting that is varied, how often, and on how many cores.

import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import { SEEDS_DEFAULT, type Sweep, type SweepRun, sweepRuns } from '../spec/sweep.ts'
import {
  HelpRequest,
  jsonOrWord,
  orUsageError,
  RUN_OPTIONS,
  RUN_USAGE,
  type RunOptions,
  readRunOptions,
  splitSetting,
  UsageError,
} from './options.ts'

export interface SweepOptions extends Omit<RunOptions, 'spec'> {
  readonly sweep: Required<Sweep>
  readonly runs: readonly SweepRun[]
  /** How many runs train at a time. */
  readonly jobs: number
  readonly json: boolean
  /** A file to write a row a run to. */
  readonly csv?: string
}

export const SWEEP_USAGE = `npm run sweep -- ${RUN_USAGE} --vary path=value,value,… [--seeds N] [--jobs N] [--json | --csv FILE]`

const OPTIONS = {
  ...RUN_OPTIONS,
  vary: { type: 'string', multiple: true },
  seeds: { type: 'string' },
  jobs: { type: 'string' },
  json: { type: 'boolean' },
  csv: { type: 'string' },
  help: { type: 'boolean' },
} as const

/** Throws UsageError for a bad option, SpecError for a bad spec or a bad value of what is varied, HelpRequest for --help. */
export function parseSweepOptions(args: string[]): SweepOptions {
  const { values } = orUsageError(() => parseArgs({ args, options: OPTIONS }))
  if (values.help) throw new HelpRequest(SWEEP_USAGE)
  if (values.json && values.csv !== undefined) throw new UsageError('--json and --csv exclude each other')
  if (values.csv === '') throw new UsageError('--csv: found nothing; allowed: a file, which is written anew')
  const { spec, backend, kernels } = readRunOptions(values)
  const seeds = countOf('seeds', values.seeds) ?? SEEDS_DEFAULT
  const sweep = { base: spec, ...readVaried(values.vary), seeds }
  const runs = sweepRuns(sweep)
  const jobs = Math.min(countOf('jobs', values.jobs) ?? runs.length, runs.length, availableParallelism())
  return { sweep, runs, backend, kernels, jobs, json: values.json ?? false, ...(values.csv !== undefined && { csv: values.csv }) }
}

function readVaried(settings: readonly string[] = []): { path: string; values: readonly unknown[] } {
  const [setting, ...more] = settings
  const allowed = 'allowed: one setting and its values, such as model.latent.units=1,2,4'
  if (setting === undefined) throw new UsageError(`--vary: found nothing; ${allowed}`)
  if (more.length > 0) throw new UsageError(`--vary: found ${settings.length} of them; ${allowed}`)
  const parts = splitSetting(setting)
  if (!parts || parts.text === '') throw new UsageError(`--vary: found '${setting}'; ${allowed}`)
  return { path: parts.path, values: readValues(parts.text) }
}

/** "1,2,4" or "[0,0.3],[0,0.6]" as the inside of a JSON list; else words and numbers between commas. */
function readValues(text: string): readonly unknown[] {
  const list = jsonOrWord(`[${text}]`)
  return Array.isArray(list) ? list : text.split(',').map(jsonOrWord)
}

function countOf(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  if (!/^\d{1,9}$/.test(text) || Number(text) === 0) throw new UsageError(`--${option}: found '${text}'; allowed: a whole number from 1`)
  return Number(text)
}
