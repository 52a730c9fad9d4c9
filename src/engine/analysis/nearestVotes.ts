// The vote of the nearest: which class the neighbours of a code belong to. Pure arithmetic on distances that somebody else has worked out.

/**
 * The class that most of the `k` nearest have; of equals the one whose nearest member is nearest. `distances` and `labels` have an entry for each
 * code that may vote, at least one. (Cover and Hart 1967, "Nearest Neighbor Pattern Classification".)
 */
export function voteOfNearest(distances: ArrayLike<number>, labels: ArrayLike<number>, k: number): number {
  const nearest = nearestOf(distances, Math.min(k, distances.length))
  const votes = new Map<number, number>()
  for (const i of nearest) votes.set(labels[i] as number, (votes.get(labels[i] as number) ?? 0) + 1)
  // A map keeps the order in which the classes came, the nearest first: of equals the first stays.
  return [...votes].reduce((best, vote) => (vote[1] > best[1] ? vote : best))[0]
}

/** Places of the k smallest, the smallest first; of equals the one that stands first. */
function nearestOf(distances: ArrayLike<number>, k: number): number[] {
  const places: number[] = []
  let farthest = Number.POSITIVE_INFINITY
  for (let i = 0; i < distances.length; i++) {
    const distance = distances[i] as number
    if (places.length === k && !(distance < farthest)) continue
    let at = places.length
    while (at > 0 && distance < (distances[places[at - 1] as number] as number)) at--
    places.splice(at, 0, i)
    if (places.length > k) places.pop()
    if (places.length === k) farthest = distances[places[k - 1] as number] as number
  }
  return places
}
