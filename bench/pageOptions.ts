// What npm run bench:page is asked for.

import { parseArgs } from 'node:util'
import { orUsageError, UsageError } from '../src/cli/options.ts'

export interface PageOptions {
  /** Only to see that it works. */
  readonly isQuick: boolean
  /** What to measure, in the order of `known`; null: everything. */
  readonly only: readonly string[] | null
}

export const PAGE_USAGE = 'npm run bench:page -- [--quick] [--only MEASURE,MEASURE …]'

/** Throws UsageError for an option that there is not, and for a measure that is none of those known. */
export function parsePageOptions(args: string[], known: readonly string[]): PageOptions {
  const { values } = orUsageError(() => parseArgs({ args, options: { quick: { type: 'boolean' }, only: { type: 'string' } } }))
  return { isQuick: values.quick ?? false, only: values.only === undefined ? null : readOnly(values.only, known) }
}

function readOnly(text: string, known: readonly string[]): string[] {
  const asked = text.split(',').map((name) => name.trim())
  const stranger = asked.find((name) => !known.includes(name))
  if (stranger !== undefined) throw new UsageError(`--only: found '${stranger}'; allowed: ${known.join(', ')}`)
  return known.filter((name) => asked.includes(name))
}
