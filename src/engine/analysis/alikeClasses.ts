// Which two classes lie most on top of each other in the latent map, by asking each point for its nearest neighbours.
// Needs no shape of the classes: rings and fans, which centroids would misjudge, are what maps are made of.

export interface AlikeClasses {
  /** The two labels, the smaller first. */
  readonly a: number
  readonly b: number
  /** 0: apart; 1: fully mixed. Of the neighbours within the two, the share from the other class, over the share expected if mixed. */
  readonly overlap: number
  /** By how much the next pair's overlap is smaller: near 0, many pairs are alike and naming one says little. */
  readonly lead: number
}

const NEIGHBOURS = 10
/** So many points are asked at most, evenly picked: the work grows with the square. */
const POINTS_MAX = 500

/** `points` [n, 2], `labels` [n], from 0 to classes - 1. Null where fewer than two classes have points. */
export function findAlikeClasses(points: Float32Array, labels: Uint8Array, classes: number): AlikeClasses | null {
  const chosen = pickEvenly(labels.length, POINTS_MAX)
  const counts = countNeighbours(points, labels, { classes, chosen })
  const sizes = new Float64Array(classes)
  for (const i of chosen) sizes[labels[i] as number] = (sizes[labels[i] as number] as number) + 1
  const pairs: AlikeClasses[] = []
  for (let a = 0; a < classes; a++) {
    for (let b = a + 1; b < classes; b++) {
      if (sizes[a] && sizes[b]) pairs.push({ a, b, overlap: overlapOf(counts, sizes, { a, b, classes }), lead: 0 })
    }
  }
  pairs.sort((p, q) => q.overlap - p.overlap)
  const [most, next] = pairs
  return most ? { ...most, lead: most.overlap - (next?.overlap ?? 0) } : null
}

/** [classes, classes]: how often a point of the row's class has one of the column's among its nearest. */
function countNeighbours(
  points: Float32Array,
  labels: Uint8Array,
  { classes, chosen }: { classes: number; chosen: readonly number[] },
): Float64Array {
  const counts = new Float64Array(classes * classes)
  const distances = new Float64Array(NEIGHBOURS)
  const nearest = new Int32Array(NEIGHBOURS)
  for (const i of chosen) {
    distances.fill(Number.POSITIVE_INFINITY)
    nearest.fill(-1)
    for (const j of chosen) {
      if (j === i) continue
      const dx = (points[2 * i] as number) - (points[2 * j] as number)
      const dy = (points[2 * i + 1] as number) - (points[2 * j + 1] as number)
      insertSorted(distances, nearest, dx * dx + dy * dy, j)
    }
    for (const j of nearest) {
      if (j < 0) continue
      const at = (labels[i] as number) * classes + (labels[j] as number)
      counts[at] = (counts[at] as number) + 1
    }
  }
  return counts
}

/** Keeps the smallest distances in order; the largest falls out. */
function insertSorted(distances: Float64Array, nearest: Int32Array, distance: number, index: number): void {
  let at = distances.length - 1
  if (!(distance < (distances[at] as number))) return
  for (; at > 0 && distance < (distances[at - 1] as number); at--) {
    distances[at] = distances[at - 1] as number
    nearest[at] = nearest[at - 1] as number
  }
  distances[at] = distance
  nearest[at] = index
}

/** Mean over the two classes of (share of the other among neighbours within the two) / (the other's share of the two's points), at most 1. */
function overlapOf(counts: Float64Array, sizes: Float64Array, { a, b, classes }: { a: number; b: number; classes: number }): number {
  const share = (of: number, other: number) => {
    const across = counts[of * classes + other] as number
    const within = across + (counts[of * classes + of] as number)
    const expected = (sizes[other] as number) / ((sizes[of] as number) + (sizes[other] as number))
    return within === 0 ? 0 : across / within / expected
  }
  return Math.min(1, (share(a, b) + share(b, a)) / 2)
}

function pickEvenly(count: number, most: number): number[] {
  const picked = Math.min(count, most)
  return Array.from({ length: picked }, (_, i) => Math.floor((i * count) / picked))
}
