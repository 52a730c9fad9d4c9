import { beforeAll, describe, expect, it } from 'vitest'
import { nodePlatform } from '../../cli/nodePlatform.ts'
import { DATASETS } from '../../spec/datasets.ts'
import { Dataset } from '../data/dataset.ts'
import { slicePictures } from '../data/gather.ts'
import { firstOfEachClass, overviewOf } from './overview.ts'

const { test: digits, load } = withLoad(new Dataset(nodePlatform, { name: 'mnist', train: 1, test: 100 }))
beforeAll(load)

describe('overviewOf', () => {
  it('[A6] the first picture of each class, in the order of the classes', () => {
    expect(firstOfEachClass(Uint8Array.of(2, 0, 2, 1, 0), 3)).toEqual([1, 3, 0])
    expect(firstOfEachClass(Uint8Array.of(2, 0), 3)).toEqual([1, 0])
  })

  it('[A6] ten real digits, 0 to 9, in [0, 1]', () => {
    const { pictures, labels } = overviewOf(digits, DATASETS.mnist)
    expect([...labels]).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
    expect(pictures.slice(7 * 784, 8 * 784)).toEqual(slicePictures(digits, 0, 1)) // the first test digit is a 7
    expect(Math.max(...pictures)).toBeLessThanOrEqual(1)
  })
})

describe('overviewOf, of points', () => {
  it('[P100] the first test points as they come, a thousand at most', async () => {
    for (const [count, shown] of [
      [40, 40],
      [1_500, 1_000],
    ] as const) {
      const { test, load } = withLoad(new Dataset(nodePlatform, { name: 'moons', train: 1, test: count }))
      await load()
      const { pictures, labels } = overviewOf(test, DATASETS.moons)
      expect(pictures).toEqual(slicePictures(test, 0, shown))
      expect([...labels]).toEqual([...test.labels.subarray(0, shown)])
    }
  })
})

function withLoad(dataset: Dataset) {
  return { test: dataset.test, load: () => dataset.load() }
}
