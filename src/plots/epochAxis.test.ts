import { expect, it } from 'vitest'
import { epochAxis } from './epochAxis.ts'

const FACTS = { trainingPictures: 10_000, batchSize: 128, step: 158, epoch: 2, lastBatchEdit: null }

it('counts the last, partial batch', () => {
  const epochOf = epochAxis(FACTS)
  expect(epochOf(0)).toBe(0)
  expect(epochOf(78)).toBeCloseTo(0.9984)
  expect(epochOf(79)).toBe(1)
  expect(epochOf(158)).toBe(2)
})

it('never runs backwards after a change of the batch, and ends where the run is', () => {
  const epochOf = epochAxis({ ...FACTS, batchSize: 512, step: 178, epoch: 3, lastBatchEdit: 158 })
  expect(epochOf(0)).toBe(0)
  expect(epochOf(158)).toBeCloseTo(2)
  expect(epochOf(178)).toBeCloseTo(3)
  const all = Array.from({ length: 179 }, (_, i) => epochOf(i))
  expect(all.every((value, i) => i === 0 || value > (all[i - 1] as number))).toBe(true)
})
