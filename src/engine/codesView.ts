// What the page shows of a run's code: its units at work, and codes like those it gives. Reads back from the backend: never called inside a step.

import * as tf from '@tensorflow/tfjs-core'
import type { DenseShape } from '../spec/layerShapes.ts'
import { measureBatch } from '../spec/memory.ts'
import type { PlannedLayer } from '../spec/network.ts'
import { type CodesSeen, describeCodes, describeSpreads } from './analysis/describeCodes.ts'
import { deviationsOf } from './codeSpread.ts'
import { pictureRows } from './data/pictureRows.ts'
import type { Run } from './run.ts'
import { spreadOf } from './testSpreads.ts'
import { encodeRows } from './views.ts'

/** The codes of the first `count` test pictures that have been read, clean, described. Some must have been. */
export function seeCodes(run: Run, count: number): CodesSeen {
  const layer = latentOf(run)
  const described = { activation: layer.activation, units: run.plan.latent, ...('topK' in layer && { topK: layer.topK }) }
  if (!isVariational(run))
    return describeCodes(
      encodeTests(run, count, (inputs) => encodeRows(run, inputs)),
      described,
    )
  return describeSpreads(
    encodeTests(run, count, (inputs) => spreadOf(run, inputs) as Float32Array),
    described,
  )
}

/** Does the bottleneck give a mean and a log-variance for each unit? */
export function isVariational(run: Run): boolean {
  const layer = latentOf(run)
  return layer.type === 'dense' && layer.isVariational === true
}

/** Standard deviations of a variational code for one input, [units]. */
export function deviationsFor(run: Run, input: Float32Array): Float32Array {
  return deviationsOf({ values: spreadOf(run, () => tf.tensor2d(input, [1, input.length])) as Float32Array, units: run.plan.latent })
}

function latentOf(run: Run): PlannedLayer & Pick<DenseShape, 'topK'> {
  return run.plan.layers.find(({ role }) => role === 'latent') as PlannedLayer
}

/** Block after block, so that no more pictures are in the network at a time than when it is measured. */
function encodeTests(run: Run, count: number, encodeBlock: (inputs: () => tf.Tensor2D) => Float32Array): Float32Array {
  const { test } = run.dataset
  const there = Math.min(count, test.read)
  let all = new Float32Array()
  const step = measureBatch(run.plan)
  for (let from = 0; from < there; from += step) {
    const to = Math.min(there, from + step)
    const block = encodeBlock(() => pictureRows(test, from, to))
    if (from === 0) all = new Float32Array((block.length / (to - from)) * there)
    all.set(block, (block.length / (to - from)) * from)
  }
  return all
}
