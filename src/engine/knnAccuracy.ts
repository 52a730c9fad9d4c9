// How much of the classes a code has kept: can the class of a test picture be told from the training codes nearest to its own?

import * as tf from '@tensorflow/tfjs-core'
import { voteOfNearest } from './analysis/nearestVotes.ts'
import { pictureRows } from './data/pictureRows.ts'
import type { Pictures } from './data/pictures.ts'
import { Autoencoder } from './models/autoencoder.ts'
import type { Run } from './run.ts'

const NEIGHBOURS = 10
/** Training codes that may vote: more make each vote slower and hardly better. */
const VOTERS_MAX = 10_000
/** Codes worked out, and test pictures judged, at a time: as long as a burst of steps, or a few where the code is as wide as a picture. */
const BLOCK = 100

/** A share, and what it rests on. */
export interface KnnFigures {
  /** Of the test pictures judged, the share whose class the vote has told. */
  readonly accuracy: number
  /** Training pictures that voted. */
  readonly training: number
  /** Test pictures judged. */
  readonly test: number
  /** Of the weights that made the codes. */
  readonly step: number
}

export interface KnnOptions {
  /** Lets messages in; called between blocks. What it throws ends the work. */
  readonly wait: (ms: number) => Promise<void>
  /** Judge so many test pictures at most, from the first: the work grows with them. Absent: all. */
  readonly test?: number
}

/** The accuracy alone, on all test pictures. */
export async function knnAccuracy(run: Run, wait: KnnOptions['wait']): Promise<number | null> {
  return (await measureKnn(run, { wait }))?.accuracy ?? null
}

/**
 * The share of the test pictures that have been read whose class is that of most of the 10 nearest training codes, by Euclidean distance; the first
 * 10,000 training pictures vote, with clean inputs on both sides. Null where nothing has been read. All codes are those of the weights at the call,
 * whatever is trained meanwhile, and nothing of the run is touched.
 */
export async function measureKnn(run: Run, { wait, test: most = Number.POSITIVE_INFINITY }: KnnOptions): Promise<KnnFigures | null> {
  const { train, test } = run.dataset
  const { step } = run
  const voters = Math.min(train.read, VOTERS_MAX)
  const judged = Math.min(test.read, most)
  if (voters === 0 || judged === 0) return null
  const network = copyOf(run)
  const kept: tf.Tensor[] = []
  try {
    const codes = tf.tensor2d(await codesOfFirst(voters, { network, pictures: train, wait }), [voters, run.plan.latent])
    kept.push(codes)
    const norms = tf.tidy(() => tf.sum(tf.square(codes), 1))
    kept.push(norms)
    const labels = train.labels.subarray(0, voters)
    let told = 0
    for (let from = 0; from < judged; from += BLOCK) {
      const to = Math.min(from + BLOCK, judged)
      const distances = squaredDistances(codesOf(network, test, from, to), codes, norms)
      for (let row = from; row < to; row++) {
        const own = distances.subarray((row - from) * voters, (row - from + 1) * voters)
        if (voteOfNearest(own, labels, NEIGHBOURS) === test.labels[row]) told++
      }
      await wait(0)
    }
    return { accuracy: told / judged, training: voters, test: judged, step }
  } finally {
    tf.dispose(kept)
    network.dispose()
  }
}

interface Encoding extends Pick<KnnOptions, 'wait'> {
  readonly network: Autoencoder
  readonly pictures: Pictures
}

/** [count, latent], block by block. */
async function codesOfFirst(count: number, { network, pictures, wait }: Encoding): Promise<Float32Array> {
  const size = network.plan.latent
  const codes = new Float32Array(count * size)
  for (let from = 0; from < count; from += BLOCK) {
    codes.set(codesOf(network, pictures, from, Math.min(from + BLOCK, count)), from * size)
    await wait(0)
  }
  return codes
}

/** The network as it stands: the run trains on its own. */
function copyOf(run: Run): Autoencoder {
  const copy = new Autoencoder(run.plan, 0)
  copy.inherit(run.weights())
  return copy
}

/** [to - from, latent] */
function codesOf(network: Autoencoder, pictures: Pictures, from: number, to: number): Float32Array {
  return valuesOf(() => network.encode(pictureRows(pictures, from, to)))
}

/** [rows of a, rows of b]: |a - b|^2, less |a|^2, which is the same for all of a row: |b|^2 - 2 a b'. `norms`: the |b|^2. */
function squaredDistances(a: Float32Array, b: tf.Tensor2D, norms: tf.Tensor): Float32Array {
  const size = b.shape[1]
  return valuesOf(() => tf.sub(norms, tf.mul(tf.matMul(tf.tensor2d(a, [a.length / size, size]), b, false, true), 2)))
}

function valuesOf(compute: () => tf.Tensor): Float32Array {
  const tensor = tf.tidy(compute)
  const values = tensor.dataSync().slice() as Float32Array
  tensor.dispose()
  return values
}
