import { describe, expect, it } from 'vitest'
import { MeasuringBudget } from './budget.ts'

describe('MeasuringBudget', () => {
  it('[T8] over a long time no more than a tenth goes into measuring, whatever one measurement costs', () => {
    for (const cost of [1, 7, 40, 400]) {
      const budget = new MeasuringBudget()
      let [now, spent] = [0, 0]
      while (now < 100_000) {
        if (budget.isAffordable(now)) {
          budget.spend(cost)
          spent += cost
          now += cost
        } else now += 10
      }
      expect(spent / now).toBeLessThan(0.1 + (60 + cost) / now)
      expect(spent / now).toBeGreaterThan(0.085)
    }
  })

  it('[T8] time that was not used piles up to 60 ms and no further', () => {
    const budget = new MeasuringBudget()
    budget.isAffordable(0)
    expect(budget.isAffordable(1e6)).toBe(true)
    budget.spend(59)
    expect(budget.isAffordable(1e6)).toBe(true)
    budget.spend(2)
    expect(budget.isAffordable(1e6)).toBe(false)
  })

  it('[T8] an overdraft has to be earned back first', () => {
    const budget = new MeasuringBudget()
    budget.isAffordable(0)
    budget.spend(60 + 30)
    expect(budget.isAffordable(299)).toBe(false)
    expect(budget.isAffordable(301)).toBe(true)
  })
})
