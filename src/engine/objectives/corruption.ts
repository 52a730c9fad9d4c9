// Corruption: noise on the input while the target stays clean. The registry of its kinds, and where each use gets its random numbers.

import type { Corruption, Strength } from '../../spec/runSpec.ts'
import { RandomStream } from '../random.ts'
import { addGaussianNoise } from './gaussian.ts'
import { maskPixels } from './masking.ts'
import { addSaltAndPepper } from './saltAndPepper.ts'

type Range = readonly [number, number]
/** Changes one picture in place. */
type Corrupt = (picture: Float32Array, strength: number, range: Range, stream: RandomStream) => void

/** One line a kind. */
const CORRUPTIONS: Record<Corruption['type'], Corrupt> = {
  gaussian: addGaussianNoise,
  'salt-and-pepper': addSaltAndPepper,
  masking: maskPixels,
}

/** The noise on test pictures is the same in every run, whatever its seed, so that runs compare. */
const TEST_SEED = 0

/** Corrupts a batch [count, size] in place; the numbers depend on the run's seed and step alone. */
export function corruptBatch(batch: Float32Array, size: number, corruption: Corruption, from: { seed: number; step: number; range: Range }): void {
  const stream = new RandomStream(from.seed, 'corruption', from.step)
  for (let at = 0; at < batch.length; at += size) corruptOne(batch.subarray(at, at + size), corruption, from.range, stream)
}

/** Corrupts one test picture in place: the same noise for the same picture, in every run. */
export function corruptTestPicture(picture: Float32Array, corruption: Corruption, from: { index: number; range: Range }): void {
  corruptOne(picture, corruption, from.range, new RandomStream(TEST_SEED, 'test-corruption', from.index))
}

/** Corrupts one picture that is looked at, in place. `index` tells pictures of one view apart. */
export function corruptShownPicture(picture: Float32Array, corruption: Corruption, from: { seed: number; index: number; range: Range }): void {
  corruptOne(picture, corruption, from.range, new RandomStream(from.seed, 'view', from.index))
}

function corruptOne(picture: Float32Array, corruption: Corruption, range: Range, stream: RandomStream): void {
  CORRUPTIONS[corruption.type](picture, draw(strengthOf(corruption), stream), range, stream)
}

/** How strong it is, whatever its kind calls that. */
export function strengthOf(corruption: Corruption): Strength {
  return corruption.type === 'gaussian' ? corruption.sigma : corruption.rate
}

/** A pair is drawn anew for each picture, uniformly. */
function draw(strength: Strength, stream: RandomStream): number {
  if (typeof strength === 'number') return strength
  const [low, high] = strength
  return low + (high - low) * stream.uniform()
}
