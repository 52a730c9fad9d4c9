// Eigenvalues and eigenvectors of a symmetric matrix in float64: Householder tridiagonalisation, then implicit QL.
// All vectors are kept as rows, so that every inner loop runs along memory. Errors are some n x 1e-16 of the largest value.
// Golub, Van Loan, "Matrix Computations", 4th ed., algorithm 8.3.1; EISPACK's tql2 (Bowdler, Martin, Reinsch, Wilkinson 1968), as in JAMA.

export interface SymmetricEigen {
  /** [n], largest first. */
  readonly values: Float64Array
  /** [n, n]: row i is the unit eigenvector of values[i]. */
  readonly vectors: Float64Array
}

/** QL needs about two rounds for an eigenvalue; EISPACK gives up after thirty. */
const ROUNDS_MAX = 30

/** Decomposes the symmetric [n, n] matrix, which is left as it was. Throws RangeError for a wrong size or numbers that are not finite. */
export function symmetricEigen(matrix: Float64Array, n: number): SymmetricEigen {
  if (matrix.length !== n * n) throw new RangeError(`expected ${n * n} numbers, found ${matrix.length}`)
  if (!matrix.every(Number.isFinite)) throw new RangeError('a matrix with a number that is not finite has no eigenvalues')
  // Scaled to entries of at most 1, so that neither tiny nor huge numbers leave float64's range on the way.
  const largest = matrix.reduce((most, value) => Math.max(most, Math.abs(value)), 0) || 1
  const tridiagonal = tridiagonalise(
    matrix.map((value) => value / largest),
    n,
  )
  diagonalise(tridiagonal, n)
  return sortDescending(
    tridiagonal.diagonal.map((value) => value * largest + 0), // + 0: no -0
    tridiagonal.basis,
    n,
  )
}

/** matrix = basis^T . T . basis, with T tridiagonal; row i of `basis` belongs to row i of T. */
interface Tridiagonal {
  readonly diagonal: Float64Array // [n]
  /** [n]; entry i stands between i and i + 1, the last is 0. */
  readonly offDiagonal: Float64Array
  readonly basis: Float64Array // [n, n]
}

/** Householder reflections from both sides, one column at a time. `a` is overwritten: row k ends as the k-th reflection's vector. */
function tridiagonalise(a: Float64Array, n: number): Tridiagonal {
  const diagonal = new Float64Array(n)
  const offDiagonal = new Float64Array(n)
  const betas = new Float64Array(n)
  for (let k = 0; k < n; k++) {
    diagonal[k] = a[k * n + k] as number
    if (k === n - 1) break
    const { alpha, beta } = makeReflection(a.subarray(k * n + k + 1, k * n + n))
    offDiagonal[k] = alpha
    betas[k] = beta
    if (beta !== 0) reflectBothSides(a, n, k, beta)
    // Only the lower triangle is kept up to date: the next column is copied to its row, where it is read.
    for (let i = k + 2; i < n; i++) a[(k + 1) * n + i] = a[i * n + k + 1] as number
  }
  return { diagonal, offDiagonal, basis: multiplyReflections(a, n, betas) }
}

/** Turns x into v with (I - beta v v^T) x = alpha e1. beta 0: nothing to reflect. */
function makeReflection(x: Float64Array): { alpha: number; beta: number } {
  let largest = 0
  for (const value of x.subarray(1)) largest = Math.max(largest, Math.abs(value))
  const first = x[0] as number
  if (largest === 0) return { alpha: first, beta: 0 }
  largest = Math.max(largest, Math.abs(first))
  let sum = 0
  for (let i = 0; i < x.length; i++) {
    const scaled = (x[i] as number) / largest
    x[i] = scaled
    sum += scaled * scaled
  }
  const norm = Math.sqrt(sum)
  const alpha = first > 0 ? -norm : norm
  const head = (x[0] as number) - alpha
  x[0] = head
  return { alpha: alpha * largest, beta: -1 / (alpha * head) }
}

/** A22 <- H A22 H for the block below and right of k, lower triangle only, H made of row k's vector. */
function reflectBothSides(a: Float64Array, n: number, k: number, beta: number): void {
  const size = n - k - 1
  const v = a.subarray(k * n + k + 1, k * n + n)
  const w = new Float64Array(size)
  for (let i = 0; i < size; i++) {
    const row = (i + k + 1) * n + k + 1
    const vi = v[i] as number
    let sum = (a[row + i] as number) * vi
    for (let j = 0; j < i; j++) {
      const value = a[row + j] as number
      sum += value * (v[j] as number)
      w[j] = (w[j] as number) + value * vi
    }
    w[i] = (w[i] as number) + sum
  }
  let dot = 0
  for (let i = 0; i < size; i++) dot += (w[i] as number) * (v[i] as number)
  const half = (beta * beta * dot) / 2
  for (let i = 0; i < size; i++) w[i] = beta * (w[i] as number) - half * (v[i] as number)
  for (let i = 0; i < size; i++) {
    const row = (i + k + 1) * n + k + 1
    const vi = v[i] as number
    const wi = w[i] as number
    for (let j = 0; j <= i; j++) a[row + j] = (a[row + j] as number) - vi * (w[j] as number) - wi * (v[j] as number)
  }
}

/** H_last ... H_1 H_0, built from the last one, so that only the block already touched is worked on. */
function multiplyReflections(a: Float64Array, n: number, betas: Float64Array): Float64Array {
  const product = new Float64Array(n * n)
  for (let i = 0; i < n; i++) product[i * n + i] = 1
  for (let k = n - 2; k >= 0; k--) {
    const beta = betas[k] as number
    if (beta === 0) continue
    const reflection = k * n
    for (let i = k + 1; i < n; i++) {
      const row = i * n
      let sum = 0
      for (let j = k + 1; j < n; j++) sum += (product[row + j] as number) * (a[reflection + j] as number)
      sum *= beta
      for (let j = k + 1; j < n; j++) product[row + j] = (product[row + j] as number) - sum * (a[reflection + j] as number)
    }
  }
  return product
}

/** tql2: T's diagonal becomes the eigenvalues, the basis' rows the eigenvectors. Variable names as in JAMA. */
function diagonalise({ diagonal: d, offDiagonal: e, basis }: Tridiagonal, n: number): void {
  let shift = 0
  const scale = d.reduce((most, value, i) => Math.max(most, Math.abs(value) + Math.abs(e[i] as number)), 0)
  const negligible = Number.EPSILON * scale
  for (let l = 0; l < n; l++) {
    let m = l
    while (m < n - 1 && Math.abs(e[m] as number) > negligible) m++
    for (let round = 0; m > l && Math.abs(e[l] as number) > negligible; round++) {
      if (round === ROUNDS_MAX) throw new RangeError(`the eigenvalues did not converge in ${ROUNDS_MAX} rounds`)
      shift += shiftFrom(d, e, l)
      sweep(d, e, { l, m, basis })
    }
    d[l] = (d[l] as number) + shift
    e[l] = 0
  }
}

/** Takes the eigenvalue of the leading 2 x 2 block that is nearer to d[l] off the diagonal; returns it. */
function shiftFrom(d: Float64Array, e: Float64Array, l: number): number {
  const g = d[l] as number
  const el = e[l] as number
  const p = ((d[l + 1] as number) - g) / (2 * el)
  const r = p < 0 ? -hypotenuse(p, 1) : hypotenuse(p, 1)
  d[l] = el / (p + r)
  d[l + 1] = el * (p + r)
  const h = g - (d[l] as number)
  for (let i = l + 2; i < d.length; i++) d[i] = (d[i] as number) - h
  return h
}

/** One implicit QL step on rows l to m: Givens rotations from the bottom up, each also applied to two rows of the basis. */
function sweep(d: Float64Array, e: Float64Array, { l, m, basis }: { l: number; m: number; basis: Float64Array }): void {
  const dl1 = d[l + 1] as number
  const el1 = e[l + 1] as number
  const el = e[l] as number
  let p = d[m] as number
  let [c, c2, c3, s, s2] = [1, 1, 1, 0, 0]
  for (let i = m - 1; i >= l; i--) {
    c3 = c2
    c2 = c
    s2 = s
    const ei = e[i] as number
    const di = d[i] as number
    const g = c * ei
    const h = c * p
    const r = hypotenuse(p, ei)
    e[i + 1] = s * r
    s = ei / r
    c = p / r
    p = c * di - s * g
    d[i + 1] = h + s * (c * g + s * di)
    rotateRows(basis, d.length, i, c, s)
  }
  p = (-s * s2 * c3 * el1 * el) / dl1
  e[l] = s * p
  d[l] = c * p
}

/** Rows i and i + 1 turned by the angle whose cosine and sine are given. */
function rotateRows(basis: Float64Array, n: number, i: number, c: number, s: number): void {
  const upper = i * n
  const lower = upper + n
  for (let k = 0; k < n; k++) {
    const a = basis[upper + k] as number
    const b = basis[lower + k] as number
    basis[lower + k] = s * a + c * b
    basis[upper + k] = c * a - s * b
  }
}

function sortDescending(values: Float64Array, vectors: Float64Array, n: number): SymmetricEigen {
  const order = Array.from(values.keys()).sort((a, b) => (values[b] as number) - (values[a] as number))
  const sorted = new Float64Array(n * n)
  order.forEach((from, to) => {
    sorted.set(vectors.subarray(from * n, from * n + n), to * n)
  })
  return { values: Float64Array.from(order, (i) => values[i] as number), vectors: sorted }
}

/** sqrt(a^2 + b^2) without overflow. Not Math.hypot, whose last digit depends on the browser. */
function hypotenuse(a: number, b: number): number {
  const large = Math.max(Math.abs(a), Math.abs(b))
  if (large === 0) return 0
  const ratio = Math.min(Math.abs(a), Math.abs(b)) / large
  return large * Math.sqrt(1 + ratio * ratio)
}
