/** Indices of `count` samples: the first of each class, then each one's second, and so on, as far as there are any; class by class. */
export function sampleChoices(labels: ArrayLike<number>, count: number): number[] {
  const seen = new Map<number, number>()
  const ranked = Array.from(labels, (label, index) => {
    const rank = seen.get(label) ?? 0
    seen.set(label, rank + 1)
    return { label, index, rank }
  })
  return ranked
    .sort((a, b) => a.rank - b.rank || a.label - b.label)
    .slice(0, count)
    .sort((a, b) => a.label - b.label || a.rank - b.rank)
    .map(({ index }) => index)
}
