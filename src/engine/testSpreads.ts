// Where a variational network puts test pictures, and how surely: what the map draws around each point, and what each unit tells.

import * as tf from '@tensorflow/tfjs-core'
import { deviationsOf, divergencesOfUnits } from './codeSpread.ts'
import { pictureRows } from './data/pictureRows.ts'
import type { Run } from './run.ts'

export interface TestSpreads {
  /** [count, units] */
  readonly means: Float32Array
  /** [count, units]: standard deviations. */
  readonly deviations: Float32Array
  /** [units]: each one's divergence from the prior in nats, mean over these pictures; about 0 for a unit that tells nothing. */
  readonly divergences: Float64Array
  readonly count: number
}

/** Of the first `count` test pictures that have been read, clean; null where the code is a plain one. Reads back: never called inside a step. */
export function testSpreads(run: Run, count: number): TestSpreads | null {
  const { test } = run.dataset
  const units = run.plan.latent
  const there = Math.min(count, test.read)
  const values = spreadOf(run, () => pictureRows(test, 0, there))
  if (!values) return null
  const spread = { values, units }
  const means = Float32Array.from({ length: there * units }, (_, at) => values[at + Math.floor(at / units) * units] as number)
  return { means, deviations: deviationsOf(spread), divergences: divergencesOfUnits(spread), count: there }
}

/** Means and log-variances of inputs [count, inputs], which are freed: [count, 2 units]; null where no code is drawn. */
export function spreadOf(run: Run, inputs: () => tf.Tensor2D): Float32Array | null {
  let values: Float32Array | null = null
  tf.tidy(() => {
    run.model.encode(inputs(), {
      sample(spread) {
        values = spread.dataSync().slice() as Float32Array
        return spread
      },
    })
  })
  return values
}
