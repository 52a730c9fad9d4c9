// Ten pictures that stand for a dataset: the first test picture of each class, in the classes' order.

import { gatherPictures } from '../data/gather.ts'
import type { Pictures } from '../data/pictures.ts'

export interface DataOverview {
  /** [pictures, size], in [0, 1]. */
  readonly pictures: Float32Array
  readonly labels: Uint8Array
}

/** Index of the first picture of each class from 0 to classes - 1; a class without one is left out. */
export function firstOfEachClass(labels: Uint8Array, classes: number): number[] {
  return Array.from({ length: classes }, (_, label) => labels.indexOf(label)).filter((index) => index >= 0)
}

/** Of the pictures read so far. */
export function overviewOf(pictures: Pictures, classes: number): DataOverview {
  const indices = firstOfEachClass(pictures.labels.subarray(0, pictures.read), classes)
  return { pictures: gatherPictures(pictures, indices), labels: Uint8Array.from(indices, (index) => pictures.labels[index] as number) }
}
