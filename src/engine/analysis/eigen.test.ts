import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type SymmetricEigen, symmetricEigen } from './eigen.ts'

const TOLERANCE = 1e-12
/** Below 1e-308 numbers are multiples of this smallest one: nothing can be nearer than a few of them. */
const DENORMAL_ERROR = 4 * Number.MIN_VALUE

describe('symmetricEigen', () => {
  it('[A2] knows matrices that are known', () => {
    expectClose(symmetricEigen(Float64Array.of(2, 1, 1, 2), 2).values, [3, 1])
    expectClose(symmetricEigen(Float64Array.of(2, -1, 0, -1, 2, -1, 0, -1, 2), 3).values, [2 + Math.SQRT2, 2, 2 - Math.SQRT2])
    expectClose(symmetricEigen(Float64Array.of(-1, 0, 0, 5), 2).values, [5, -1])
  })

  it('[A2] one by one, nothing at all, zeros', () => {
    expect(symmetricEigen(Float64Array.of(-7), 1)).toEqual({ values: Float64Array.of(-7), vectors: Float64Array.of(1) })
    expect(symmetricEigen(new Float64Array(0), 0).values).toHaveLength(0)
    expectDecomposes(new Float64Array(16), 4)
  })

  it('[A2] repeated eigenvalues still get orthonormal vectors', () => {
    // Identity plus ones: n + 1 once, 1 for all the rest.
    const n = 6
    const matrix = Float64Array.from({ length: n * n }, (_, at) => (at % (n + 1) === 0 ? 2 : 1))
    expectClose(symmetricEigen(matrix, n).values, [7, 1, 1, 1, 1, 1])
    expectDecomposes(matrix, n)
  })

  it('[A2] the second-difference matrix of 120: 2 - 2 cos(i pi / (n + 1))', () => {
    const n = 120
    const matrix = new Float64Array(n * n)
    for (let i = 0; i < n; i++) {
      matrix[i * n + i] = 2
      if (i > 0) matrix[i * n + i - 1] = matrix[(i - 1) * n + i] = -1
    }
    expectClose(
      symmetricEigen(matrix, n).values,
      Array.from({ length: n }, (_, i) => 2 - 2 * Math.cos(((n - i) * Math.PI) / (n + 1))),
    )
    expectDecomposes(matrix, n)
  })

  it('[A2] any symmetric matrix is put together again from orthonormal vectors, largest value first', () => {
    const matrices = fc
      .integer({ min: 1, max: 12 })
      .chain((n) => fc.tuple(fc.constant(n), fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: n * n, maxLength: n * n })))
    fc.assert(
      fc.property(matrices, fc.integer({ min: -150, max: 150 }), ([n, entries], exponent) =>
        expectDecomposes(symmetric(entries, n, 10 ** exponent), n),
      ),
      // The smallest numbers there are.
      { examples: [[[2, [5e-324, 1e-323, 0, 0]], 0]] },
    )
  })

  it('[A2] leaves the matrix as it was, and refuses what has no eigenvalues', () => {
    const matrix = Float64Array.of(2, 1, 1, 2)
    symmetricEigen(matrix, 2)
    expect([...matrix]).toEqual([2, 1, 1, 2])
    expect(() => symmetricEigen(matrix, 3)).toThrow(RangeError)
    expect(() => symmetricEigen(Float64Array.of(Number.NaN), 1)).toThrow(RangeError)
  })
})

function symmetric(entries: readonly number[], n: number, scale: number): Float64Array {
  return Float64Array.from(entries, (_, at) => {
    const [i, j] = [Math.floor(at / n), at % n]
    return scale * (entries[Math.min(i, j) * n + Math.max(i, j)] as number)
  })
}

function expectDecomposes(matrix: Float64Array, n: number): void {
  const eigen = symmetricEigen(matrix, n)
  const largest = matrix.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
  expect(
    largestGap(
      product(eigen, n, () => 1),
      identity(n),
    ),
  ).toBeLessThan(TOLERANCE)
  expect(
    largestGap(
      product(eigen, n, (i) => eigen.values[i] as number),
      matrix,
    ),
  ).toBeLessThanOrEqual(n * (largest * TOLERANCE + DENORMAL_ERROR))
  expect(eigen.values).toEqual(eigen.values.slice().sort().reverse())
}

/** Sum over i of weight(i) v_i v_i^T: the identity where all weights are 1 and the vectors orthonormal. */
function product({ vectors }: SymmetricEigen, n: number, weight: (i: number) => number): Float64Array {
  const sum = new Float64Array(n * n)
  for (let i = 0; i < n; i++) {
    for (let at = 0; at < n * n; at++) {
      sum[at] = (sum[at] as number) + weight(i) * (vectors[i * n + Math.floor(at / n)] as number) * (vectors[i * n + (at % n)] as number)
    }
  }
  return sum
}

function identity(n: number): Float64Array {
  return Float64Array.from({ length: n * n }, (_, at) => (at % (n + 1) === 0 ? 1 : 0))
}

function largestGap(a: Float64Array, b: Float64Array): number {
  return a.reduce((most, value, i) => Math.max(most, Math.abs(value - (b[i] as number))), 0)
}

function expectClose(found: Float64Array, expected: readonly number[]): void {
  expect(found).toHaveLength(expected.length)
  expect(largestGap(found, Float64Array.from(expected))).toBeLessThan(TOLERANCE)
}
