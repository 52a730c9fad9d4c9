// The samples that stand for a dataset on the page: of pictures the first test picture of each class, in the classes' order; of points, of which
// one says little, the first test points as they come.

import type { DatasetFacts } from '../../spec/datasets.ts'
import { gatherPictures } from '../data/gather.ts'
import type { Pictures } from '../data/pictures.ts'

export interface DataOverview {
  /** [samples, size], in the data's range. */
  readonly pictures: Float32Array
  readonly labels: Uint8Array
}

/** Enough to see a cloud's shape, few enough to be looked at through the network many times a second. */
const POINTS_SHOWN = 1_000

/** Index of the first picture of each class from 0 to classes - 1; a class without one is left out. */
export function firstOfEachClass(labels: Uint8Array, classes: number): number[] {
  return Array.from({ length: classes }, (_, label) => labels.indexOf(label)).filter((index) => index >= 0)
}

/** Of the samples read so far. */
export function overviewOf(pictures: Pictures, { kind, classes }: Pick<DatasetFacts, 'kind' | 'classes'>): DataOverview {
  const labels = pictures.labels.subarray(0, pictures.read)
  const indices =
    kind === 'points' ? Array.from({ length: Math.min(POINTS_SHOWN, pictures.read) }, (_, i) => i) : firstOfEachClass(labels, classes.length)
  return { pictures: gatherPictures(pictures, indices), labels: Uint8Array.from(indices, (index) => labels[index] as number) }
}
