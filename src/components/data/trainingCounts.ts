import type { DatasetFacts } from '../../spec/datasets.ts'

/** The counts to choose among: those offered that there can be, what there is from the start, the most, and the present one; ascending. */
export function trainingCounts(
  { train, trainMost }: Pick<DatasetFacts, 'train' | 'trainMost'>,
  offered: readonly number[],
  present: number,
): number[] {
  const counts = [...offered, train, trainMost].filter((count) => count <= trainMost)
  return [...new Set([...counts, present])].sort((a, b) => a - b)
}
