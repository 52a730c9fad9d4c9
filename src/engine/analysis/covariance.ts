// Mean and covariance of pictures. Of bytes in one pass over the pixels that are not zero: four fifths of a digit's pixels are, so that
// 10,000 pictures take a tenth of the work. Of floats, which are few, in two plain passes. Fits nothing and draws nothing.

import type { PixelValues } from '../data/pictures.ts'

export interface SecondMoments {
  /** [size], pixels in the data's range. */
  readonly mean: Float64Array
  /** [size, size], divided by the number of pictures. */
  readonly covariance: Float64Array
}

/** The largest value of a byte: what 1 is in a picture of bytes. */
export const BYTE_MAX = 255

/** Mean and covariance of the first `count` pictures of `size` pixels each. Throws RangeError where there are not so many, or none. */
export function secondMoments(pixels: PixelValues, count: number, size: number): SecondMoments {
  if (count < 1 || pixels.length < count * size) throw new RangeError(`expected at least ${Math.max(1, count) * size} values, found ${pixels.length}`)
  return pixels instanceof Uint8Array ? momentsOfBytes(pixels, count, size) : momentsOfFloats(pixels, count, size)
}

/** The sums are whole numbers below 2^53, so they are exact and independent of the order of the pictures. */
function momentsOfBytes(pixels: Uint8Array, count: number, size: number): SecondMoments {
  const sums = new Float64Array(size)
  const products = new Float64Array(size * size) // upper triangle
  sumProducts(pixels.subarray(0, count * size), sums, products)
  const mean = sums.map((sum) => sum / count / BYTE_MAX)
  const covariance = products
  for (let i = 0; i < size; i++) {
    for (let j = i; j < size; j++) {
      const product = (products[i * size + j] as number) / count / (BYTE_MAX * BYTE_MAX)
      const value = product - (mean[i] as number) * (mean[j] as number)
      covariance[i * size + j] = value
      covariance[j * size + i] = value
    }
  }
  return { mean, covariance }
}

/** About the mean, so that nothing is lost where values lie far from 0 and close together. */
function momentsOfFloats(values: Float32Array, count: number, size: number): SecondMoments {
  const mean = new Float64Array(size)
  const covariance = new Float64Array(size * size)
  const centred = new Float64Array(size)
  for (let at = 0; at < count * size; at += size) {
    for (let i = 0; i < size; i++) mean[i] = (mean[i] as number) + (values[at + i] as number) / count
  }
  for (let at = 0; at < count * size; at += size) {
    for (let i = 0; i < size; i++) centred[i] = (values[at + i] as number) - (mean[i] as number)
    for (let i = 0; i < size; i++) {
      for (let j = 0; j < size; j++) {
        covariance[i * size + j] = (covariance[i * size + j] as number) + ((centred[i] as number) * (centred[j] as number)) / count
      }
    }
  }
  return { mean, covariance }
}

/** Adds each picture to `sums` and its outer product to the upper triangle of `products`. */
function sumProducts(pixels: Uint8Array, sums: Float64Array, products: Float64Array): void {
  const size = sums.length
  const where = new Int32Array(size)
  const values = new Float64Array(size)
  for (let start = 0; start < pixels.length; start += size) {
    let lit = 0
    for (let i = 0; i < size; i++) {
      const value = pixels[start + i] as number
      if (value === 0) continue
      where[lit] = i
      values[lit++] = value
      sums[i] = (sums[i] as number) + value
    }
    for (let a = 0; a < lit; a++) {
      const row = (where[a] as number) * size
      const value = values[a] as number
      for (let b = a; b < lit; b++) {
        const at = row + (where[b] as number)
        products[at] = (products[at] as number) + value * (values[b] as number)
      }
    }
  }
}
