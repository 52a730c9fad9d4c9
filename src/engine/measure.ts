// Measures a network on test pictures: its loss and squared error, clean and corrupted, and how many of its code's units are at work. Sums
// in float64, picture by picture, so that the figure does not depend on how the pictures were cut into blocks.

import * as tf from '@tensorflow/tfjs-core'
import { measureBatch } from '../spec/memory.ts'
import type { PlannedLayer } from '../spec/network.ts'
import type { RunSpec } from '../spec/runSpec.ts'
import { activityThreshold, countActive, shareAndDead } from './analysis/codeActivity.ts'
import type { Dataset } from './data/dataset.ts'
import { pictureRows } from './data/pictureRows.ts'
import { openSpreadSums, type SpreadFigures, type SpreadSums } from './measureSpread.ts'
import type { Autoencoder } from './models/autoencoder.ts'
import { errorsOfPictures } from './objectives/errorsOfPictures.ts'
import type { Platform } from './platform.ts'
import type { TestInputs } from './testInputs.ts'

/** With a variational code kl and elbo; loss and mse are then those of the means, which a run reconstructs by. */
export interface TestFigures extends Partial<SpreadFigures> {
  /** In the spec's own loss. */
  readonly loss: number
  readonly mse: number
  readonly samples: number
  /** With corruption: the same network on clean inputs. */
  readonly lossClean?: number
  /** With corruption: the MSE of the corrupted inputs themselves. */
  readonly mseNoisy?: number
  /** Where a unit can be at rest: the share of the code's units that are active in a picture, mean over the pictures. */
  readonly activeShare?: number
  /** And the units that are active in none of them. */
  readonly deadUnits?: number
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
  const activity = openActivity(model)
  const spreads = openSpreadSums(model, spec.loss)
  const block = measureBatch(model.plan)
  for (let from = 0; from < samples; from += block) {
    if (from > 0) await platform.wait(0)
    measureBlock(model, spec, { dataset, inputs, from, to: Math.min(from + block, samples) }, { sums, activity, spreads })
  }
  const plain = { loss: sums.loss / samples, mse: sums.mse / samples, samples }
  return {
    ...plain,
    ...(spec.corruption && { lossClean: sums.lossClean / samples, mseNoisy: sums.mseNoisy / samples }),
    ...(activity && shareAndDead(activity.counts, samples)),
    ...spreads?.means(samples),
  }
}

interface Block {
  readonly dataset: Dataset
  readonly inputs: TestInputs
  readonly from: number
  readonly to: number
}

interface Totals {
  readonly sums: { loss: number; mse: number; lossClean: number; mseNoisy: number }
  readonly activity: Activity | null
  readonly spreads: SpreadSums | null
}

interface Activity {
  readonly threshold: number
  /** Of each unit, the pictures in which it is active. */
  readonly counts: Float64Array
}

/** Null for a code whose units are never at rest. */
function openActivity({ plan, encoderLayers }: Autoencoder): Activity | null {
  const latent = plan.layers[encoderLayers - 1] as PlannedLayer
  const threshold = activityThreshold(latent)
  return threshold === null ? null : { threshold, counts: new Float64Array(plan.latent) }
}

/** Adds the block's sums, picture by picture, to the totals. */
function measureBlock(model: Autoencoder, spec: RunSpec, block: Block, { sums, activity, spreads }: Totals): void {
  const kind = { loss: spec.loss, output: model.output }
  tf.tidy(() => {
    const target = pictureRows(block.dataset.test, block.from, block.to)
    const noisy = spec.corruption ? tf.tensor2d(block.inputs.slice(spec, block.from, block.to), target.shape) : target
    const code = model.encode(noisy, spreads ? { sample: spreads.watch } : {})
    if (activity) countActive(code.dataSync(), activity.threshold, activity.counts)
    const errors = errorsOfPictures(model.decodeToLogits(code), target, kind)
    sums.loss += total(errors.losses)
    sums.mse += total(errors.squares)
    spreads?.add(target, block.from)
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
