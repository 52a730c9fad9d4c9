import { expect, it } from 'vitest'
import { describeCodes, describeSpreads } from './describeCodes.ts'

it('[P76] says of a code that can be at rest which units are at work', () => {
  const { pictures, activity } = describeCodes([1, 0, 0, 3, 0, 2], { units: 3, activation: 'relu' })
  expect(pictures).toBe(2)
  expect([...activity.shares]).toEqual([1, 0, 0.5])
  expect(activity).toMatchObject({ activeShare: 0.5, dead: 1 })
})

it('[P76] takes each unit of a code without rest for one that is always at work', () => {
  const { activity, divergences } = describeCodes([1, -2, 3, -4], { units: 2, activation: 'linear' })
  expect([...activity.shares]).toEqual([1, 1])
  expect([...activity.typical]).toEqual([2, -3])
  expect(divergences).toBeUndefined()
})

it('[P78] of a variational code describes the means, and says what each unit costs', () => {
  // Two pictures of two units: means, then log-variances. The second unit is at the prior.
  const { activity, divergences, pictures } = describeSpreads([2, 0, 0, 0, -2, 0, 0, 0], { units: 2, activation: 'linear' })
  expect(pictures).toBe(2)
  expect([activity.histogram.low, activity.histogram.high]).toEqual([-2, 2])
  expect([...(divergences ?? [])]).toEqual([2, 0])
})
