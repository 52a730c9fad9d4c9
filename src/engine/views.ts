// What a run looks like at this moment: the values that the page's views draw. Each reads back from the backend: never called inside a step.

import * as tf from '@tensorflow/tfjs-core'
import { pictureRows } from './data/pictureRows.ts'
import type { Run } from './run.ts'

/** Every layer's values for one input, in the network's order; the last is the reconstruction. */
export function activationsOf(run: Run, input: Float32Array): Float32Array[] {
  const values: Float32Array[] = []
  tf.tidy(() => {
    const tensors: tf.Tensor2D[] = []
    const logits = run.model.logits(tf.tensor2d(input, [1, input.length]), { seen: (layer) => tensors.push(layer) })
    tensors[tensors.length - 1] = run.model.activateOutput(logits)
    for (const tensor of tensors) values.push(read(tensor))
  })
  return values
}

/** The codes of the first `count` test pictures that have been read: [count, latent], and their labels. */
export function testCodes(run: Run, count: number): { codes: Float32Array; labels: Uint8Array; count: number } {
  const { test } = run.dataset
  const there = Math.min(count, test.read)
  const codes = there === 0 ? new Float32Array() : encodeRows(run, () => pictureRows(test, 0, there))
  return { codes, labels: test.labels.slice(0, there), count: there }
}

/** [count * inputs] -> [count * latent]. */
export function encode(run: Run, inputs: Float32Array): Float32Array {
  return encodeRows(run, () => rows(inputs, run.plan.inputs))
}

/** [count, inputs], which are freed -> [count * latent] */
export function encodeRows(run: Run, inputs: () => tf.Tensor2D): Float32Array {
  return valuesOf(() => run.model.encode(inputs()))
}

/** [count * latent] -> [count * inputs]. */
export function decode(run: Run, latents: Float32Array): Float32Array {
  return valuesOf(() => run.model.decode(rows(latents, run.plan.latent)))
}

/** [count * inputs] -> [count * inputs]. */
export function reconstruct(run: Run, inputs: Float32Array): Float32Array {
  return valuesOf(() => run.model.activateOutput(run.model.logits(rows(inputs, run.plan.inputs))))
}

/** Each input's mean squared error, [count]. */
export function scoresOf(run: Run, inputs: Float32Array): Float32Array {
  return valuesOf(() => {
    const pictures = rows(inputs, run.plan.inputs)
    return tf.mean(tf.squaredDifference(run.model.activateOutput(run.model.logits(pictures)), pictures), 1)
  })
}

/** What the tensor holds; it and all on the way are freed. A tidy must not give out an array itself: tfjs would search it for tensors, number by number. */
function valuesOf(compute: () => tf.Tensor): Float32Array {
  const tensor = tf.tidy(compute)
  const values = read(tensor)
  tensor.dispose()
  return values
}

function rows(values: Float32Array, size: number): tf.Tensor2D {
  return tf.tensor2d(values, [values.length / size, size])
}

function read(tensor: tf.Tensor): Float32Array {
  return tensor.dataSync().slice() as Float32Array
}
