// Ten pictures that stand for a dataset: the first test picture of each class, in the classes' order.

import { toUnitRange } from './unitRange.ts'

export interface DataOverview {
  /** [pictures, size], in [0, 1]. */
  readonly pictures: Float32Array
  readonly labels: Uint8Array
}

/** Index of the first picture of each class from 0 to classes - 1; a class without one is left out. */
export function firstOfEachClass(labels: Uint8Array, classes: number): number[] {
  return Array.from({ length: classes }, (_, label) => labels.indexOf(label)).filter((index) => index >= 0)
}

/** `pixels` [count, size], one byte each; `labels` [count]. */
export function overviewOf(pixels: Uint8Array, labels: Uint8Array, { size, classes }: { size: number; classes: number }): DataOverview {
  const indices = firstOfEachClass(labels, classes)
  const pictures = new Float32Array(indices.length * size)
  indices.forEach((index, i) => {
    toUnitRange(pixels.subarray(index * size, (index + 1) * size), pictures.subarray(i * size, (i + 1) * size))
  })
  return { pictures, labels: Uint8Array.from(indices, (index) => labels[index] as number) }
}
