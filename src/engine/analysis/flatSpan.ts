// The straight line or flat plane that PCA's reconstructions of points lie on, as far as they reach: what a curved code is compared with.

/**
 * Two ends of a line, or four corners of a rectangle in the order in which they are walked around: [2 or 4, axes]. `points` [n, axes] lie on it.
 * `dimensions` is PCA's code size; null where that is neither 1 nor 2, or where it leaves nothing out.
 */
export function flatSpan(points: Float32Array, axes: number, dimensions: number): Float32Array | null {
  if (points.length === 0 || dimensions >= axes || dimensions > 2) return null
  const mean = meanOf(points, axes)
  const first = farthest(points, mean, [])
  const directions = dimensions === 1 ? [first] : [first, farthest(points, mean, [first])]
  const reaches = directions.map((direction) => reachAlong(points, mean, direction))
  const corners =
    dimensions === 1
      ? [[0], [1]]
      : [
          [0, 0],
          [1, 0],
          [1, 1],
          [0, 1],
        ]
  return Float32Array.from(
    corners.flatMap((ends) =>
      mean.map((value, axis) => ends.reduce<number>((sum, end, d) => sum + (reaches[d]?.[end as 0 | 1] ?? 0) * (directions[d]?.[axis] ?? 0), value)),
    ),
  )
}

function meanOf(points: Float32Array, axes: number): number[] {
  const sums = new Array<number>(axes).fill(0)
  for (let i = 0; i < points.length; i++) sums[i % axes] = (sums[i % axes] as number) + (points[i] as number)
  return sums.map((sum) => (sum * axes) / points.length)
}

/** The unit direction from the mean to the point that lies farthest from it once `without` has been taken off. All zeros where none does. */
function farthest(points: Float32Array, mean: readonly number[], without: readonly (readonly number[])[]): number[] {
  let best: number[] = mean.map(() => 0)
  let most = 0
  for (let at = 0; at < points.length; at += mean.length) {
    let rest = mean.map((value, axis) => (points[at + axis] as number) - value)
    for (const direction of without) {
      const along = dot(rest, direction)
      rest = rest.map((value, axis) => value - along * (direction[axis] as number))
    }
    const length = dot(rest, rest)
    if (length > most) {
      most = length
      best = rest
    }
  }
  const length = Math.sqrt(most)
  return length > 0 ? best.map((value) => value / length) : best
}

function reachAlong(points: Float32Array, mean: readonly number[], direction: readonly number[]): readonly [number, number] {
  let [low, high] = [0, 0]
  for (let at = 0; at < points.length; at += mean.length) {
    const along = dot(
      mean.map((value, axis) => (points[at + axis] as number) - value),
      direction,
    )
    if (along < low) low = along
    if (along > high) high = along
  }
  return [low, high]
}

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, i) => sum + value * (b[i] as number), 0)
}
