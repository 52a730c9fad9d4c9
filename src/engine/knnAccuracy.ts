// How much of the classes a code has kept: can the class of a test picture be told from the training codes nearest to its own?

import * as tf from '@tensorflow/tfjs-core'
import { voteOfNearest } from './analysis/nearestVotes.ts'
import { slicePictures } from './data/gather.ts'
import type { Pictures } from './data/pictures.ts'
import type { Run } from './run.ts'
import { encode } from './views.ts'

const NEIGHBOURS = 10
/** Training codes that may vote: more make each vote slower and hardly better. */
const VOTERS_MAX = 10_000
/** Codes worked out, and test pictures judged, at a time. */
const BLOCK = 500

/**
 * The share of the test pictures that have been read whose class is that of most of the 10 nearest training codes, by Euclidean distance; the first
 * 10,000 training pictures vote, with clean inputs on both sides. Null where nothing has been read. Lets messages in between blocks.
 */
export async function knnAccuracy(run: Run, wait: (ms: number) => Promise<void>): Promise<number | null> {
  const { train, test } = run.dataset
  const voters = Math.min(train.read, VOTERS_MAX)
  if (voters === 0 || test.read === 0) return null
  const codes = new Float32Array(voters * run.plan.latent)
  for (let from = 0; from < voters; from += BLOCK) {
    codes.set(codesOf(run, train, from, Math.min(from + BLOCK, voters)), from * run.plan.latent)
    await wait(0)
  }
  const labels = train.labels.subarray(0, voters)
  let right = 0
  for (let from = 0; from < test.read; from += BLOCK) {
    const to = Math.min(from + BLOCK, test.read)
    const distances = squaredDistances(codesOf(run, test, from, to), codes, run.plan.latent)
    for (let row = from; row < to; row++) {
      const own = distances.subarray((row - from) * voters, (row - from + 1) * voters)
      if (voteOfNearest(own, labels, NEIGHBOURS) === test.labels[row]) right++
    }
    await wait(0)
  }
  return right / test.read
}

function codesOf(run: Run, pictures: Pictures, from: number, to: number): Float32Array {
  return encode(run, slicePictures(pictures, from, to))
}

/** [rows of a, rows of b]: |a - b|^2, less |a|^2, which is the same for all of a row: |b|^2 - 2 a b'. */
function squaredDistances(a: Float32Array, b: Float32Array, size: number): Float32Array {
  const distances = tf.tidy(() => {
    const [left, right] = [tf.tensor2d(a, [a.length / size, size]), tf.tensor2d(b, [b.length / size, size])]
    return tf.sub(tf.sum(tf.square(right), 1), tf.mul(tf.matMul(left, right, false, true), 2))
  })
  const values = distances.dataSync().slice() as Float32Array
  distances.dispose()
  return values
}
