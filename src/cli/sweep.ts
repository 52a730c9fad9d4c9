// npm run sweep: one setting at several values, several seeds each, trained on the free cores by the same engine as npm run train, to the same numbers.
// With --json stdout holds nothing but JSON lines. Ctrl-C ends it with what has been measured.

import { ensureData } from '../../scripts/buildData.ts'
import { ensureKernels } from '../../scripts/buildKernels.ts'
import { DataError } from '../engine/data/problem.ts'
import type { SweepRun } from '../spec/sweep.ts'
import { nodePlatform } from './nodePlatform.ts'
import { clearProgress } from './progress.ts'
import { EXIT_FAILED, EXIT_REFUSED, endWith, refuse } from './refuse.ts'
import { appendCsv, beginCsv } from './sweepCsv.ts'
import { parseSweepOptions, SWEEP_USAGE, type SweepOptions } from './sweepOptions.ts'
import { type SweepOutcome, SweepPool } from './sweepPool.ts'
import { SweepProgress } from './sweepProgress.ts'
import { summarizeOutcomes, sweepTable } from './sweepTable.ts'
import { requireData } from './trainedRun.ts'

/** As a shell counts what a signal has ended: 128 and the signal's number. */
const SIGNAL_EXITS = { SIGINT: 130, SIGTERM: 143 } as const

async function main(): Promise<void> {
  const options = parseSweepOptions(process.argv.slice(2))
  await ensureData()
  await ensureKernels()
  await requireAllData(options.runs)
  if (options.csv !== undefined) openCsv(options.csv, options.sweep.path)
  const outcomes: SweepOutcome[] = []
  const progress = new SweepProgress(options.sweep.path, options.runs, nodePlatform.now)
  const { backend, kernels } = options
  const pool = new SweepPool(
    { backend, kernels },
    {
      onOutcome: (outcome) => {
        outcomes.push(outcome)
        if (options.csv !== undefined) appendCsv(options.csv, outcome)
        if (options.json) print(lineOf(outcome))
        progress.tell(outcome)
      },
      onProgress: (run, share) => progress.note(run, share),
    },
  )
  stopOnSignals(pool)
  await pool.train(options.runs, options.jobs)
  clearProgress()
  finish(options, outcomes, pool.isStopped)
}

/** More pictures than are built here would come to light in the middle of it. */
async function requireAllData(runs: readonly SweepRun[]): Promise<void> {
  const specs = new Map(runs.map(({ spec }) => [JSON.stringify(spec.data), spec]))
  for (const spec of specs.values()) {
    await requireData(spec).catch((error: unknown) => {
      if (!(error instanceof DataError)) throw error
      refuse(error.message, error.problem.reason === 'not-built' ? EXIT_REFUSED : EXIT_FAILED)
    })
  }
}

function openCsv(file: string, path: string): void {
  try {
    beginCsv(file, path)
  } catch (error) {
    refuse(`--csv: ${file} can't be written: ${(error as Error).message}`, EXIT_REFUSED)
  }
}

/** A signal ends the sweep with its table. Heard more than once: tsx passes on what the terminal has sent already, where that was not told at once. */
function stopOnSignals(pool: SweepPool): void {
  for (const [signal, code] of Object.entries(SIGNAL_EXITS)) {
    process.on(signal, () => {
      process.exitCode = code
      pool.stop()
    })
  }
  // Nobody reads on: `npm run sweep -- --json | head -1`.
  process.stdout.on('error', () => {
    pool.stop()
    process.exitCode = EXIT_FAILED
  })
}

function finish({ sweep, runs, json }: SweepOptions, outcomes: readonly SweepOutcome[], isStopped: boolean): void {
  const results = summarizeOutcomes(sweep.values, outcomes)
  if (json) print({ done: !isStopped, path: sweep.path, seeds: sweep.seeds, runs: outcomes.length, of: runs.length, values: results })
  else process.stdout.write(`${sweepTable(sweep.path, results, sweep.seeds)}\n`)
  if (isStopped) process.stderr.write(`Stopped after ${outcomes.length} of ${runs.length} runs.\n`)
  if (outcomes.some(({ status }) => status === 'failed')) process.exitCode ??= EXIT_FAILED
}

function lineOf({ run: { value, seed, spec }, status, metrics, seconds, error }: SweepOutcome): object {
  return { value, seed, status, metrics, seconds, spec, ...(error !== undefined && { error }) }
}

function print(line: object): void {
  process.stdout.write(`${JSON.stringify(line)}\n`)
}

main().catch((error: unknown) => endWith(error, SWEEP_USAGE))
