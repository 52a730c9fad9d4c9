// Where the benchmarks keep what they build and what they found.

import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const ROOT = fileURLToPath(new URL('..', import.meta.url))
/** What can be built again: never committed. */
export const CACHE_FOLDER = join(ROOT, '.cache/bench')
/** The committed figures. */
const RESULTS_FOLDER = join(ROOT, 'bench/results')
/** Where --quick writes: its figures are a check of the harness, not results. */
const QUICK_FOLDER = join(CACHE_FOLDER, 'results')

export function resultsFolder(isQuick: boolean): string {
  return isQuick ? QUICK_FOLDER : RESULTS_FOLDER
}
