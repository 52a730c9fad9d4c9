import { expect, it } from 'vitest'
import { planNetwork } from '../../spec/network.ts'
import { PRESETS } from '../../spec/presets.ts'
import { sayFilters, titleOf } from './filterWords.ts'

it('[P81] says what is shown of a layer', () => {
  expect(sayFilters({ isStamps: false, count: 16, size: 3, channels: 1 })).toBe('16 filters of 3 × 3')
  expect(sayFilters({ isStamps: true, count: 1, size: 5, channels: 8 })).toBe('1 stamp of 5 × 5, mean over 8 channels')
})

it('[P82] names each layer by its part', () => {
  const plan = planNetwork(PRESETS.convolutional.spec)
  expect(plan.layers.map((_, i) => titleOf(plan, i))).toEqual(['Encoder 1', 'Encoder 2', 'Bottleneck', 'Decoder 1', 'Decoder 2', 'Output'])
})
