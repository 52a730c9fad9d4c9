import { beforeAll, describe, expect, it } from 'vitest'
import { nodePlatform } from '../../cli/nodePlatform.ts'
import { Dataset } from '../data/dataset.ts'
import { slicePictures } from '../data/gather.ts'
import { createRebuild, fitPca, type Pca, project } from './pca.ts'

const dataset = new Dataset(nodePlatform, { name: 'mnist', train: 10_000, test: 50 })
let pca: Pca

beforeAll(async () => {
  await dataset.load()
  pca = fitPca(dataset.train.pixels, 10_000, 784)
})

describe('fitPca', () => {
  it('[A3] components are orthonormal, by falling variance, and as many as there are pixels', () => {
    for (const [a, b] of [
      [0, 0],
      [0, 1],
      [1, 31],
      [300, 300],
      [2, 783],
      [783, 783],
    ] as const) {
      expect(Math.abs(dotRows(pca, a, b) - (a === b ? 1 : 0))).toBeLessThan(1e-12)
    }
    expect(pca.variances).toEqual(pca.variances.slice().sort().reverse())
  })

  it('[A3] each variance is what the projections of the training pictures have', () => {
    const pictures = slicePictures(dataset.train, 0, 10_000)
    let sum = 0
    for (let at = 0; at < pictures.length; at += 784) sum += (project(pca, pictures.subarray(at, at + 784), 3)[2] as number) ** 2
    expect(sum / 10_000).toBeCloseTo(pca.variances[2] as number, 6)
  })

  it('[A3] settles the signs: the largest entry of each component is positive', () => {
    for (const j of [0, 1, 2, 100]) {
      const row = pca.components.subarray(j * 784, (j + 1) * 784)
      expect(Math.max(...row)).toBeGreaterThanOrEqual(Math.max(...row.map((value) => -value)))
    }
  })

  it('[A3] one picture, all alike: no variance, and still a complete basis', () => {
    const flat = fitPca(Uint8Array.of(7, 0, 255), 1, 3)
    expect(Math.max(...flat.variances)).toBeLessThan(1e-15)
    expect(rebuildWith(flat, 3, Float32Array.of(0.25, 0.5, 1))).toEqual(Float64Array.of(0.25, 0.5, 1))
  })
})

describe('createRebuild', () => {
  it('[A4] rebuilds as the definition says: mean + sum of (x - mean) . c times c', () => {
    const picture = slicePictures(dataset.test, 3, 4)
    const code = project(pca, picture, 7)
    const expected = pca.mean.map((mean, i) => code.reduce((sum, value, j) => sum + value * (pca.components[j * 784 + i] as number), mean))
    expect(largestGap(rebuildWith(pca, 7, picture), expected)).toBeLessThan(1e-12)
  })

  it('[A4] adding up the first half of the components and taking away the second come to the same', () => {
    const picture = slicePictures(dataset.test, 5, 6)
    const half = rebuildWith(pca, 392, picture)
    const code = project(pca, picture, 393)[392] as number
    const oneMore = half.map((value, i) => value + code * (pca.components[392 * 784 + i] as number))
    expect(largestGap(rebuildWith(pca, 393, picture), oneMore)).toBeLessThan(1e-12)
  })

  it('[A4] as many components as pixels, or more, copy perfectly', () => {
    const picture = slicePictures(dataset.test, 0, 1)
    expect(largestGap(rebuildWith(pca, 784, picture), Float64Array.from(picture))).toBe(0)
    expect(largestGap(rebuildWith(pca, 2_000, picture), Float64Array.from(picture))).toBe(0)
  })
})

function rebuildWith(fit: Pca, k: number, picture: Float32Array): Float64Array {
  const rebuilt = new Float64Array(fit.size)
  createRebuild(fit, k)(picture, rebuilt)
  return rebuilt
}

function dotRows({ components, size }: Pca, a: number, b: number): number {
  let sum = 0
  for (let i = 0; i < size; i++) sum += (components[a * size + i] as number) * (components[b * size + i] as number)
  return sum
}

function largestGap(a: Float64Array, b: Float64Array): number {
  return a.reduce((most, value, i) => Math.max(most, Math.abs(value - (b[i] as number))), 0)
}
