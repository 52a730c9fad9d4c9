// A chunk that could not be read, as a value that can cross to the page.

import { countText } from '../../spec/countText.ts'

export interface DataProblem {
  /** Such as "train-03.bin.gz". */
  readonly file: string
  readonly split: 'train' | 'test'
  /** 'not-built': there is more of this dataset, but not here; no fault, and not to be tried again. */
  readonly reason: 'missing' | 'truncated' | 'altered' | 'not-built'
  /** What was found: "404", "1,000 of 3,925,000 bytes". Of 'not-built' the whole sentence: the field, what was found, what is allowed. */
  readonly detail: string
  /** Pictures of this split read so far, of how many. */
  readonly read: number
  readonly wanted: number
  /** With 'not-built': how many of this split are here. */
  readonly built?: number
}

/** Thrown by the reader of a chunk; the run waits, the page offers Retry. */
export class DataError extends Error {
  override readonly name = 'DataError'
  readonly problem: DataProblem

  constructor(problem: DataProblem) {
    super(describeProblem(problem))
    this.problem = problem
  }
}

/** One sentence: the file, the fault, what was read so far. */
export function describeProblem({ file, reason, detail, read, wanted }: DataProblem): string {
  if (reason === 'not-built') return detail
  const count = `${countText(read)} of ${countText(wanted)} pictures read`
  return `${file} is ${reason} (${detail}); ${count}.`
}
