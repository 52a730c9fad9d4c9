// The file of what was measured, one entry a run; a run that is in it with the very same spec is not made again.

import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { RunSpec } from '../src/spec/runSpec.ts'
import type { Figures } from './measures.ts'

export const RESULTS_FILE = fileURLToPath(new URL('results/quality.json', import.meta.url))
export const QUESTIONS_FILE = fileURLToPath(new URL('results/questions.json', import.meta.url))

export interface Result<F = Figures> {
  readonly name: string
  readonly seed: number
  readonly spec: RunSpec
  readonly figures: F
}

export interface Results<F = Figures> {
  /** Where they were measured, the newest last. */
  readonly machine: string
  readonly runs: readonly Result<F>[]
}

/** Null where there is no file yet. */
export async function readResults<F = Figures>(file: string): Promise<Results<F> | null> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Results<F>
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
}

/** Written after each run, so that nothing is lost when it is broken off. */
export async function writeResults<F>(file: string, results: Results<F>): Promise<void> {
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, `${JSON.stringify(results, null, 2)}\n`)
}

/** The figures of this run, if it has been made with the very same spec. */
export function findResult<F>(runs: readonly Result<F>[], name: string, spec: RunSpec): Result<F> | undefined {
  return runs.find((run) => run.name === name && JSON.stringify(run.spec) === JSON.stringify(spec))
}
