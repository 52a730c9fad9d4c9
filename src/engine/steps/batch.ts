// One batch of a run: which pictures, and with what noise. From bytes to floats, as tensors or straight onto a backend's memory.

import { product } from '../../spec/layerShapes.ts'
import type { Corruption } from '../../spec/runSpec.ts'
import { corruptBatch } from '../objectives/corruption.ts'
import type { Feed, StepMoment } from '../objectives/feeds.ts'

export interface Batch {
  /** The positions of an epoch's pictures; the batch is `from` up to, not including, `to`. */
  readonly order: Uint32Array
  readonly from: number
  readonly to: number
  readonly moment: StepMoment
  /** Noise on the input, the target staying clean: drawn from seed and step alone. */
  readonly noise?: Noise
}

export interface Noise {
  readonly corruption: Corruption
  readonly seed: number
  readonly step: number
  /** Lowest and highest value of an input. */
  readonly range: readonly [number, number]
}

export function rowsOf({ from, to }: Batch): number {
  return to - from
}

/** Puts the batch's noise on its rows [rows, size], in place. */
export function addNoise(rows: Float32Array, size: number, { corruption, ...from }: Noise): void {
  corruptBatch(rows, size, corruption, from)
}

/** What a feed holds at this step, in numbers of its own. */
export function feedNumbers(feed: Feed, batch: Batch): { readonly numbers: Float32Array; readonly shape: number[] } {
  const shape = feed.shape(rowsOf(batch))
  const numbers = new Float32Array(product(shape))
  feed.fill(numbers, batch.moment)
  return { numbers, shape }
}
