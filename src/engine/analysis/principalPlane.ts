// The first two principal axes of points in many dimensions, fast enough for every frame of a map.
// Block power iteration with a Rayleigh-Ritz step at the end (Golub, Van Loan, "Matrix Computations", 4th ed., 8.2.4): the covariance
// is never formed, so a round costs 2 n k BLOCK. For all components, exactly, see pca.ts.

import { symmetricEigen } from './eigen.ts'
import { scatter } from './scatter.ts'

/** Vectors iterated at once: two wanted, the rest so that a third variance near the second does not slow it down. */
const BLOCK = 4
const ROUNDS_FIRST = 24
/** With a former plane to start from. */
const ROUNDS_AFTER = 3
/** Less than this share of a vector left beside others: it depends on them. */
const DEPENDENT = 1e-10

type Four = [Float64Array, Float64Array, Float64Array, Float64Array]

/**
 * Two orthogonal unit vectors [k], the direction of most variance first, their signs left open.
 * `values` [n, k], `mean` [k]; `start`: two axes to begin from, such as the last frame's. Values that are not finite give the first two unit vectors.
 */
export function principalPlane(values: Float32Array, mean: Float32Array, start?: readonly Float32Array[]): [Float64Array, Float64Array] {
  const size = mean.length
  let block = startingBlock(Math.min(BLOCK, size), size, start)
  for (let round = 0; round < (start ? ROUNDS_AFTER : ROUNDS_FIRST); round++) {
    block = orthonormalise(timesCovariance(values, mean, block))
  }
  const image = timesCovariance(values, mean, block)
  const rows = block.length
  const inner = Float64Array.from({ length: rows * rows }, (_, at) => {
    const [a, b] = [Math.floor(at / rows), at % rows]
    return (dot(rowOf(block, a), rowOf(image, b)) + dot(rowOf(block, b), rowOf(image, a))) / 2
  })
  if (!inner.every(Number.isFinite)) return [unit(size, 0), unit(size, 1)]
  const { vectors } = symmetricEigen(inner, rows)
  return [combine(vectors.subarray(0, rows), block), combine(vectors.subarray(rows, 2 * rows), block)]
}

export function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number)
  return sum
}

/** The former axes, and beside them fixed vectors without a pattern. */
function startingBlock(rows: number, size: number, start: readonly Float32Array[] | undefined): Float64Array[] {
  const patternless = (row: number) => Float64Array.from({ length: size }, (_, i) => scatter(1 + row * size + i))
  return orthonormalise(Array.from({ length: rows }, (_, row) => Float64Array.from(start?.[row] ?? patternless(row))))
}

/**
 * Each row v to the sum over the points of (point - mean) ((point - mean) . v).
 * Four rows side by side: one pass over a point serves all, and their sums do not wait for each other.
 */
function timesCovariance(values: Float32Array, mean: Float32Array, block: readonly Float64Array[]): Float64Array[] {
  const size = mean.length
  const centred = new Float64Array(size)
  const fourOf = (rows: readonly Float64Array[]) => Array.from({ length: BLOCK }, (_, r) => rows[r] ?? new Float64Array(size)) as Four
  const [v0, v1, v2, v3] = fourOf(block)
  const image = fourOf([])
  const [w0, w1, w2, w3] = image
  for (let at = 0; at < values.length; at += size) {
    let [along0, along1, along2, along3] = [0, 0, 0, 0]
    for (let i = 0; i < size; i++) {
      const x = (values[at + i] as number) - (mean[i] as number)
      centred[i] = x
      along0 += x * (v0[i] as number)
      along1 += x * (v1[i] as number)
      along2 += x * (v2[i] as number)
      along3 += x * (v3[i] as number)
    }
    for (let i = 0; i < size; i++) {
      const x = centred[i] as number
      w0[i] = (w0[i] as number) + x * along0
      w1[i] = (w1[i] as number) + x * along1
      w2[i] = (w2[i] as number) + x * along2
      w3[i] = (w3[i] as number) + x * along3
    }
  }
  return image.slice(0, block.length)
}

/** As `dot`, for float64 alone: the one that must be fast. */
function dot64(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number)
  return sum
}

/** Gram-Schmidt. A row that depends on those before it is replaced by the first unit vector that does not. */
function orthonormalise(block: readonly Float64Array[]): Float64Array[] {
  const done: Float64Array[] = []
  for (const row of block) {
    let next = besides(row, done)
    for (let i = 0; !next && i < row.length; i++) next = besides(unit(row.length, i), done)
    done.push(next ?? unit(row.length, 0))
  }
  return done
}

/** What is left of a vector without its parts along `others`, at length 1; undefined where next to nothing is. */
function besides(vector: Float64Array, others: readonly Float64Array[]): Float64Array | undefined {
  const rest = vector.slice()
  // Twice: once loses orthogonality where little is left (Parlett, "The Symmetric Eigenvalue Problem", 6.9).
  for (let pass = 0; pass < 2; pass++) {
    for (const other of others) {
      const along = dot64(rest, other)
      for (let i = 0; i < rest.length; i++) rest[i] = (rest[i] as number) - along * (other[i] as number)
    }
  }
  const length = Math.sqrt(dot64(rest, rest))
  return length > DEPENDENT * Math.sqrt(dot64(vector, vector)) ? rest.map((value) => value / length) : undefined
}

function combine(weights: Float64Array, block: readonly Float64Array[]): Float64Array {
  return rowOf(block, 0).map((_, i) => weights.reduce((sum, weight, r) => sum + weight * (rowOf(block, r)[i] as number), 0))
}

function unit(size: number, at: number): Float64Array {
  const vector = new Float64Array(size)
  vector[at] = 1
  return vector
}

function rowOf(block: readonly Float64Array[], row: number): Float64Array {
  return block[row] as Float64Array
}
