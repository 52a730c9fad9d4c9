// From codes of any width to the two coordinates of the latent map, and back by `MapProjection`.
// A code of one is drawn as a strip for each class, a code of two as it is, a wider one by the plane of its first two principal components.
// The map is looked at while it changes, so a plane keeps its place from frame to frame: it is turned to face the former one.

import { dot, principalPlane } from './principalPlane.ts'
import { scatter } from './scatter.ts'

export interface MapProjection {
  /** [k] */
  readonly mean: Float32Array
  /** Unit vectors [k]: one for a code of one, else two. A point (x, y) stands for the code mean + x axes[0] + y axes[1]. */
  readonly axes: readonly Float32Array[]
}

export interface ProjectedCodes {
  /** [n, 2] */
  readonly points: Float32Array
  readonly projection: MapProjection
}

export interface LatentCodes {
  /** [count, size] */
  readonly codes: Float32Array
  /** [count] */
  readonly labels: Uint8Array
  readonly count: number
  readonly size: number
}

/** Half the height of a class's strip, where 1 is the distance between two. */
const STRIP_SPREAD = 0.36

/** `previous` is the projection of the frame before, of the same run. Deterministic: same codes and same `previous`, same points. */
export function projectCodes(latents: LatentCodes, previous: MapProjection | null = null): ProjectedCodes {
  const { count, size } = latents
  const codes = latents.codes.subarray(0, count * size)
  if (size === 1) return asStrips(codes, latents.labels)
  if (size === 2) return { points: codes.slice(), projection: identityProjection(2) }
  const former = previous && fits(previous, size) ? previous.axes : undefined
  const mean = meanOf(codes, size)
  const plane = principalPlane(codes, mean, former)
  const axes = former ? turnTowards(plane, former) : plane.map(withSettledSign)
  const projection = { mean, axes }
  return { points: coordinates(codes, projection), projection }
}

/** x is the code. y only separates: a strip for each class, the first on top, within it a place that depends on the picture's index alone. */
function asStrips(values: Float32Array, labels: Uint8Array): ProjectedCodes {
  const strips = labels.subarray(0, values.length).reduce((most, label) => Math.max(most, label), 0) + 1
  const spread = extentOf(values)
  const points = new Float32Array(values.length * 2)
  for (let i = 0; i < values.length; i++) {
    const row = (strips - 1) / 2 - (labels[i] as number) + STRIP_SPREAD * scatter(i)
    points[2 * i] = values[i] as number
    points[2 * i + 1] = (row / strips) * spread
  }
  return { points, projection: identityProjection(1) }
}

/** Highest minus lowest: the strips together are as high as the codes are wide, whatever the map's scale. 1 where that is nothing. */
function extentOf(values: Float32Array): number {
  let low = Number.POSITIVE_INFINITY
  let high = Number.NEGATIVE_INFINITY
  for (const value of values) {
    low = Math.min(low, value)
    high = Math.max(high, value)
  }
  return high > low ? high - low : 1
}

function identityProjection(size: number): MapProjection {
  const axes = Array.from({ length: size }, (_, axis) => Float32Array.from({ length: size }, (_, i) => (i === axis ? 1 : 0)))
  return { mean: new Float32Array(size), axes }
}

function fits({ axes }: MapProjection, size: number): boolean {
  return axes.length === 2 && axes.every((axis) => axis.length === size)
}

function meanOf(values: Float32Array, size: number): Float32Array {
  const sums = new Float64Array(size)
  for (let at = 0; at < values.length; at += size) {
    for (let j = 0; j < size; j++) sums[j] = (sums[j] as number) + (values[at + j] as number)
  }
  const count = Math.max(1, values.length / size)
  return Float32Array.from(sums, (sum) => sum / count)
}

/** [n, 2]: where each code, taken about the mean, falls on the axes. */
function coordinates(values: Float32Array, { mean, axes }: MapProjection): Float32Array {
  const size = mean.length
  const [axisX, axisY] = axes as [Float32Array, Float32Array]
  const points = new Float32Array((values.length / size) * 2)
  for (let i = 0; i < points.length / 2; i++) {
    let x = 0
    let y = 0
    for (let j = 0; j < size; j++) {
      const value = (values[i * size + j] as number) - (mean[j] as number)
      x += value * (axisX[j] as number)
      y += value * (axisY[j] as number)
    }
    points[2 * i] = x
    points[2 * i + 1] = y
  }
  return points
}

/**
 * Turns (or mirrors) two axes within their plane so that they lie nearest to the former ones: orthogonal Procrustes for two
 * (Schönemann 1966), where the best turn and the best mirroring are both at hand without an SVD.
 */
function turnTowards([first, second]: readonly [Float64Array, Float64Array], former: readonly Float32Array[]): Float32Array[] {
  const [formerX, formerY] = former as [Float32Array, Float32Array]
  const [a, b, c, d] = [dot(first, formerX), dot(first, formerY), dot(second, formerX), dot(second, formerY)]
  const turn = Math.sqrt((a + d) * (a + d) + (c - b) * (c - b))
  const mirror = Math.sqrt((a - d) * (a - d) + (b + c) * (b + c))
  if (Math.max(turn, mirror) < 1e-6) return [withSettledSign(first), withSettledSign(second)]
  const weights =
    turn >= mirror
      ? [(a + d) / turn, (c - b) / turn, (b - c) / turn, (a + d) / turn]
      : [(a - d) / mirror, (b + c) / mirror, (b + c) / mirror, (d - a) / mirror]
  const mix = (p: number, q: number) => Float32Array.from(first, (value, i) => p * value + q * (second[i] as number))
  return [mix(weights[0] as number, weights[1] as number), mix(weights[2] as number, weights[3] as number)]
}

/** Without a former frame: the largest entry is positive. */
function withSettledSign(axis: Float64Array): Float32Array {
  let largest = 0
  for (const value of axis) if (Math.abs(value) > Math.abs(largest)) largest = value
  return Float32Array.from(axis, (value) => (largest < 0 ? -value : value))
}
