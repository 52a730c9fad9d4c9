import { describe, expect, it } from 'vitest'
import type { LayerWeights } from '../engine/forward.ts'
import { filterPictures, filterSetOf } from './filters.ts'

const conv = { type: 'conv', from: [2, 2, 2], to: [2, 2, 3], size: 1, stride: 1, inputs: 8, units: 12, activation: 'relu' } as const
const back = { ...conv, type: 'conv-transpose' } as const

describe('filters', () => {
  it('[P81] has a picture a filter, the mean over the channels that come in', () => {
    // [1, 1, 2 channels in, 3 filters]
    const kernel = new Float32Array([1, 2, 3, 5, 6, 7])
    expect(filterSetOf(conv)).toEqual({ isStamps: false, count: 3, size: 1, channels: 2 })
    expect(filterPictures({ ...conv, kernel, bias: new Float32Array(3) }).map(([mean]) => mean)).toEqual([3, 4, 5])
  })

  it('[P81] of a transposed convolution a stamp for each map that comes in', () => {
    // [1, 1, 3 filters, 2 channels in]
    const kernel = new Float32Array([1, 10, 2, 20, 6, 60])
    expect(filterSetOf(back)).toEqual({ isStamps: true, count: 2, size: 1, channels: 3 })
    expect(filterPictures({ ...back, kernel, bias: new Float32Array(3) }).map(([mean]) => mean)).toEqual([3, 30])
  })

  it('[P81] keeps each pixel where it is', () => {
    // [2, 2, 1, 2]: the first filter is 1 2 / 3 4.
    const kernel = new Float32Array([1, 0, 2, 0, 3, 0, 4, 9])
    const layer: LayerWeights = { ...conv, from: [2, 2, 1], to: [2, 2, 2], size: 2, inputs: 4, units: 8, kernel, bias: new Float32Array(2) }
    expect(filterPictures(layer).map((picture) => [...picture])).toEqual([
      [1, 2, 3, 4],
      [0, 0, 0, 9],
    ])
  })
})
