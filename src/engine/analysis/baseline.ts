// What a run is compared with, from the data at hand: PCA at the same code size, the mean training picture, a perfect copy.
// Everything is measured as the run's own test loss is: on the same test pictures, corrupted alike, against the clean ones.

import { createRebuild, type Pca, type Rebuild } from './pca.ts'
import { PICTURE_ERRORS, squaredError } from './pictureErrors.ts'
import { toUnitRange } from './unitRange.ts'

export interface BaselineInput {
  /** Fitted on the clean training pictures. */
  readonly pca: Pca
  readonly codeSize: number
  readonly loss: 'bce' | 'mse'
  /** [testCount, size], one byte a pixel. */
  readonly test: Uint8Array
  readonly testCount: number
  /** Puts the noise of the test loss on a picture, in place; absent where the inputs are clean. */
  readonly corrupt?: (picture: Float32Array, index: number) => void
  /** [n, size], pictures in [0, 1] to be rebuilt for looking at. */
  readonly shown: Float32Array
}

export interface Baseline {
  readonly codeSize: number
  /** Unclipped. */
  readonly pcaMse: number
  /** In the run's own loss; clipped for 'bce', see BCE_EPSILON. */
  readonly pcaLoss: number
  /** Of the mean training picture, in the run's own loss. */
  readonly meanLoss: number
  /** Of a perfect copy: 0 for 'mse', the pictures' own entropy for 'bce'. */
  readonly floor: number
  /** [n, size]: PCA's reconstructions of the shown pictures, unclipped. */
  readonly reconstructions: Float32Array
}

/** Measures all of it over the test pictures: 0.5 s for 10,000 digits and a code of 32, at most about 3 s for any code. */
export function measureBaseline(input: BaselineInput): Baseline {
  const { pca, codeSize, loss, test, testCount, corrupt, shown } = input
  const { size } = pca
  if (testCount < 1 || test.length < testCount * size)
    throw new RangeError(`expected at least ${Math.max(1, testCount) * size} bytes, found ${test.length}`)
  const rebuild = createRebuild(pca, codeSize)
  const lossOf = PICTURE_ERRORS[loss]
  const target = new Float32Array(size)
  const given = new Float32Array(size)
  const rebuilt = new Float64Array(size)
  const sums = { pcaMse: 0, pcaLoss: 0, meanLoss: 0, floor: 0 }
  for (let index = 0; index < testCount; index++) {
    toUnitRange(test.subarray(index * size, (index + 1) * size), target)
    given.set(target)
    corrupt?.(given, index)
    rebuild(given, rebuilt)
    sums.pcaMse += squaredError(target, rebuilt)
    sums.pcaLoss += lossOf(target, rebuilt)
    sums.meanLoss += lossOf(target, pca.mean)
    sums.floor += lossOf(target, target)
  }
  return {
    codeSize,
    pcaMse: sums.pcaMse / testCount,
    pcaLoss: sums.pcaLoss / testCount,
    meanLoss: sums.meanLoss / testCount,
    floor: sums.floor / testCount,
    reconstructions: rebuildAll(rebuild, shown, size),
  }
}

function rebuildAll(rebuild: Rebuild, pictures: Float32Array, size: number): Float32Array {
  const all = new Float32Array(pictures.length)
  const rebuilt = new Float64Array(size)
  for (let at = 0; at < pictures.length; at += size) {
    rebuild(pictures.subarray(at, at + size), rebuilt)
    all.set(rebuilt, at)
  }
  return all
}
