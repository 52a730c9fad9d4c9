// Measures a network on test pictures: its loss and squared error, clean and corrupted. Sums in float64, picture by picture,
// so that the figure does not depend on how the pictures were cut into blocks.

import * as tf from '@tensorflow/tfjs-core'
import { MEASURE_BATCH } from '../spec/memory.ts'
import type { RunSpec } from '../spec/runSpec.ts'
import type { Dataset } from './data/dataset.ts'
import { slicePictures } from './data/gather.ts'
import type { Autoencoder } from './models/autoencoder.ts'
import { errorsOfPictures } from './objectives/errorsOfPictures.ts'
import type { Platform } from './platform.ts'
import type { TestInputs } from './testInputs.ts'

export interface TestFigures {
  /** In the spec's own loss. */
  readonly loss: number
  readonly mse: number
  readonly samples: number
  /** With corruption: the same network on clean inputs. */
  readonly lossClean?: number
  /** With corruption: the MSE of the corrupted inputs themselves. */
  readonly mseNoisy?: number
}

export interface TestMeasure extends TestFigures {
  readonly step: number
}

export interface MeasureOptions {
  readonly dataset: Dataset
  readonly inputs: TestInputs
  readonly platform: Platform
  /** So many test pictures, from the first; fewer if not so many have been read. */
  readonly count: number
}

/** The figures on the first `count` test pictures; null while none has been read. Lets messages in between blocks. */
export async function measureTest(
  model: Autoencoder,
  spec: RunSpec,
  { dataset, inputs, platform, count }: MeasureOptions,
): Promise<TestFigures | null> {
  const samples = Math.min(count, dataset.test.read)
  if (samples === 0) return null
  const sums = { loss: 0, mse: 0, lossClean: 0, mseNoisy: 0 }
  for (let from = 0; from < samples; from += MEASURE_BATCH) {
    if (from > 0) await platform.wait(0)
    measureBlock(model, spec, { dataset, inputs, from, to: Math.min(from + MEASURE_BATCH, samples) }, sums)
  }
  const plain = { loss: sums.loss / samples, mse: sums.mse / samples, samples }
  return spec.corruption ? { ...plain, lossClean: sums.lossClean / samples, mseNoisy: sums.mseNoisy / samples } : plain
}

interface Block {
  readonly dataset: Dataset
  readonly inputs: TestInputs
  readonly from: number
  readonly to: number
}

type Sums = { loss: number; mse: number; lossClean: number; mseNoisy: number }

/** Adds the block's sums, picture by picture, to `sums`. */
function measureBlock(model: Autoencoder, spec: RunSpec, block: Block, sums: Sums): void {
  const { size } = block.dataset.test
  const shape: [number, number] = [block.to - block.from, size]
  const clean = slicePictures(block.dataset.test, block.from, block.to)
  const kind = { loss: spec.loss, output: model.output }
  tf.tidy(() => {
    const target = tf.tensor2d(clean, shape)
    const noisy = spec.corruption ? tf.tensor2d(block.inputs.slice(spec, block.from, block.to), shape) : target
    const errors = errorsOfPictures(model.logits(noisy), target, kind)
    sums.loss += total(errors.losses)
    sums.mse += total(errors.squares)
    if (!spec.corruption) return
    sums.mseNoisy += total(errorsOfPictures(noisy, target, { loss: 'mse', output: 'linear' }).squares)
    sums.lossClean += total(errorsOfPictures(model.logits(target), target, kind).losses)
  })
}

function total(perPicture: tf.Tensor): number {
  let sum = 0
  for (const value of perPicture.dataSync()) sum += value
  return sum
}
