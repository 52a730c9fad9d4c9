// What a run is compared with, from the data at hand: PCA at the same code size, the mean training picture, a perfect copy.
// Everything is measured as the run's own test loss is: on the same test pictures, corrupted alike, against the clean ones.

import { gatherPictures } from '../data/gather.ts'
import type { Pictures } from '../data/pictures.ts'
import { createRebuild, type Pca, type Rebuild } from './pca.ts'
import { PICTURE_ERRORS, squaredError } from './pictureErrors.ts'

export interface BaselineInput {
  /** Fitted on the clean training pictures. */
  readonly pca: Pca
  readonly codeSize: number
  readonly loss: 'bce' | 'mse'
  /** Those read so far count. */
  readonly test: Pictures
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

/** Measures all of it: 0.5 s for 10,000 digits and a code of 32, about 2 s for the widest. Throws RangeError where no test picture has been read. */
export function measureBaseline(input: BaselineInput): Baseline {
  const { pca, codeSize, loss, test, corrupt, shown } = input
  if (test.read === 0) throw new RangeError('a baseline needs at least one test picture, found none')
  const rebuild = createRebuild(pca, codeSize)
  const lossOf = PICTURE_ERRORS[loss]
  const rebuilt = new Float64Array(pca.size)
  const sums = { pcaMse: 0, pcaLoss: 0, meanLoss: 0, floor: 0 }
  for (let index = 0; index < test.read; index++) {
    const target = gatherPictures(test, [index])
    const given = corrupt ? target.slice() : target
    corrupt?.(given, index)
    rebuild(given, rebuilt)
    sums.pcaMse += squaredError(target, rebuilt)
    sums.pcaLoss += lossOf(target, rebuilt)
    sums.meanLoss += lossOf(target, pca.mean)
    sums.floor += lossOf(target, target)
  }
  return {
    codeSize,
    pcaMse: sums.pcaMse / test.read,
    pcaLoss: sums.pcaLoss / test.read,
    meanLoss: sums.meanLoss / test.read,
    floor: sums.floor / test.read,
    reconstructions: rebuildAll(rebuild, shown, pca.size),
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
