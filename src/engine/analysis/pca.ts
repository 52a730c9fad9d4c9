// Principal components of pictures or points: the best linear code of any size (Pearson 1901; Bishop, "Pattern Recognition and Machine Learning", 12.1).
// Fitting is the dear part and serves every code size; rebuilding is cheap. What it is compared with stands in baseline.ts.

import type { PixelValues } from '../data/pictures.ts'
import { secondMoments } from './covariance.ts'
import { symmetricEigen } from './eigen.ts'

export interface Pca {
  readonly size: number
  /** [size], pixels in the data's range. */
  readonly mean: Float64Array
  /** [size, size]: row j is the j-th unit component, by falling variance. A complete basis: `size` of them copy anything perfectly. */
  readonly components: Float64Array
  /** [size], of the pictures fitted on. */
  readonly variances: Float64Array
}

/**
 * Fits all components to the first `count` pictures of `size` pixels. Some 1.2 s for 10,000 digits.
 * Pixels that never change are left out of the decomposition and appended as components of their own, with variance 0.
 * Signs: each component's largest entry is positive.
 */
export function fitPca(pixels: PixelValues, count: number, size: number): Pca {
  const { mean, covariance } = secondMoments(pixels, count, size)
  const indices = Array.from({ length: size }, (_, i) => i)
  const varies = (i: number) => (covariance[i * size + i] as number) > 0
  const active = indices.filter(varies)
  const n = active.length
  const compact = new Float64Array(n * n)
  active.forEach((from, i) => {
    for (let j = 0; j < n; j++) compact[i * n + j] = covariance[from * size + (active[j] as number)] as number
  })
  const { values, vectors } = symmetricEigen(compact, n)
  const components = new Float64Array(size * size)
  for (let j = 0; j < n; j++) spread(vectors.subarray(j * n, j * n + n), active, components.subarray(j * size, j * size + size))
  const constant = indices.filter((i) => !varies(i))
  constant.forEach((pixel, i) => {
    components[(n + i) * size + pixel] = 1
  })
  const variances = new Float64Array(size)
  values.forEach((value, i) => {
    variances[i] = Math.max(0, value)
  })
  return { size, mean, components, variances }
}

/** The first `k` coordinates of a picture [size] about the mean. */
export function project(pca: Pca, picture: ArrayLike<number>, k: number): Float64Array {
  const { size, mean, components } = pca
  const code = new Float64Array(Math.min(k, size))
  for (let j = 0; j < code.length; j++) {
    let sum = 0
    for (let i = 0; i < size; i++) sum += ((picture[i] as number) - (mean[i] as number)) * (components[j * size + i] as number)
    code[j] = sum
  }
  return code
}

/** Writes what k components make of `picture` into `rebuilt`, both [size]. Unclipped: values may leave the data's range. */
export type Rebuild = (picture: Float32Array, rebuilt: Float64Array) => void

/**
 * Prepares rebuilding many pictures with `k` components; k >= size gives a perfect copy.
 * Past half of them, the other half is taken away from the picture instead: the basis is complete, so it comes to the same.
 */
export function createRebuild(pca: Pca, k: number): Rebuild {
  const { size, mean, components } = pca
  const isFewer = k <= size / 2
  const rows = isFewer ? components.subarray(0, k * size) : components.subarray(Math.min(k, size) * size)
  const m = rows.length / size
  const columns = transpose(rows, m, size)
  const meanCode = new Float64Array(m)
  addCode(mean, columns, meanCode)
  const code = new Float64Array(m)
  return (picture, rebuilt) => {
    for (let j = 0; j < m; j++) code[j] = -(meanCode[j] as number)
    addCode(picture, columns, code)
    if (!isFewer) for (let j = 0; j < m; j++) code[j] = -(code[j] as number)
    rebuilt.set(isFewer ? mean : picture)
    addComponents(code, rows, rebuilt)
  }
}

/** code += picture . columns, columns [size, m]. Zero pixels cost nothing. */
function addCode(picture: Float32Array | Float64Array, columns: Float64Array, code: Float64Array): void {
  const m = code.length
  for (let i = 0; i < picture.length; i++) {
    const x = picture[i] as number
    if (x === 0) continue
    const column = i * m
    for (let j = 0; j < m; j++) code[j] = (code[j] as number) + x * (columns[column + j] as number)
  }
}

/** out += code . rows, rows [m, size]; four rows at a time, so that each number of `out` is read and written a quarter as often. */
function addComponents(code: Float64Array, rows: Float64Array, out: Float64Array): void {
  const size = out.length
  const inFours = code.length - (code.length % 4)
  for (let j = 0; j < inFours; j += 4) {
    const [a, b, c, d] = [code[j] as number, code[j + 1] as number, code[j + 2] as number, code[j + 3] as number]
    const [rowA, rowB, rowC, rowD] = [j * size, (j + 1) * size, (j + 2) * size, (j + 3) * size]
    for (let i = 0; i < size; i++) {
      const ab = a * (rows[rowA + i] as number) + b * (rows[rowB + i] as number)
      out[i] = (out[i] as number) + ab + c * (rows[rowC + i] as number) + d * (rows[rowD + i] as number)
    }
  }
  for (let j = inFours; j < code.length; j++) {
    const factor = code[j] as number
    for (let i = 0; i < size; i++) out[i] = (out[i] as number) + factor * (rows[j * size + i] as number)
  }
}

/** A component of the varying pixels, put back among all pixels, its sign settled. */
function spread(vector: Float64Array, active: readonly number[], component: Float64Array): void {
  let largest = 0
  for (const value of vector) if (Math.abs(value) > Math.abs(largest)) largest = value
  const sign = largest < 0 ? -1 : 1
  active.forEach((pixel, i) => {
    component[pixel] = sign * (vector[i] as number)
  })
}

function transpose(rows: Float64Array, m: number, size: number): Float64Array {
  const columns = new Float64Array(rows.length)
  for (let j = 0; j < m; j++) for (let i = 0; i < size; i++) columns[i * m + j] = rows[j * size + i] as number
  return columns
}
