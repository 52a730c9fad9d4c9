import { describe, expect, it } from 'vitest'
import type { LaneId } from '../../store/state.ts'
import type { LaneFigures, TableFacts } from './laneFigures.ts'
import { sayComparison } from './sayComparison.ts'

const FACTS: TableFacts = {
  measure: 'testLoss',
  why: null,
  isComparable: true,
  hasKnn: true,
  isKnnComparable: true,
  hasActiveShare: false,
}

function lane(name: string, figures: Partial<LaneFigures>, laneId: LaneId = 'lane-1') {
  const whole: LaneFigures = {
    laneId,
    status: 'done',
    testLoss: null,
    testLossClean: null,
    testMse: null,
    parameters: 200_000,
    code: 2,
    compression: 392,
    imagesPerSecond: 30_000,
    reached: null,
    knn: null,
    activeShare: null,
    ...figures,
  }
  return { name, figures: whole }
}

function said(lanes: ReturnType<typeof lane>[], facts = FACTS): string {
  return sayComparison(lanes, facts)
    .map((part) => (typeof part === 'string' ? part : part.name))
    .join('')
}

describe('sayComparison', () => {
  const deep = lane('Deep', { testLoss: 0.192, parameters: 216_000, imagesPerSecond: 19_500 })
  const wide = lane('Wide', { testLoss: 0.198 })

  it('[P126] says by how much the best is better than the next, and what that costs', () => {
    expect(said([wide, deep])).toBe('Deep is better than Wide by 3 % and costs 8 % more weights and 35 % fewer images a second.')
    const linear = lane('Linear', { testLoss: 0.237, parameters: 3_922, imagesPerSecond: 52_000 })
    expect(said([linear, wide, deep])).toMatch(/^Deep is better than Wide, the next, by 3 % and costs/)
    expect(said([linear, wide])).toBe('Wide is better than Linear by 16 % and costs 51 times the weights and 42 % fewer images a second.')
  })

  it('[P126] says what is gained besides', () => {
    const small = lane('Small', { testLoss: 0.18, parameters: 20_000, imagesPerSecond: 90_000 })
    expect(said([small, wide])).toBe('Small is better than Wide by 9.1 % and has 90 % fewer weights and 3 times the images a second.')
    const slow = lane('Slow', { testLoss: 0.18, parameters: 20_000, imagesPerSecond: 15_000 })
    expect(said([slow, wide])).toBe('Slow is better than Wide by 9.1 % and costs 50 % fewer images a second, but has 90 % fewer weights.')
  })

  it('[P126] leaves out what is equal, what is not known, and rates that differ by no more than they waver', () => {
    expect(said([lane('One', { testLoss: 0.18 }), wide])).toBe('One is better than Wide by 9.1 %.')
    expect(said([lane('One', { testLoss: 0.18, imagesPerSecond: 30_800 }), wide])).toBe('One is better than Wide by 9.1 %.')
    expect(said([lane('One', { testLoss: 0.18, imagesPerSecond: null }), wide])).toBe('One is better than Wide by 9.1 %.')
  })

  it('[P126] calls alike what chance may turn', () => {
    expect(said([lane('One', { testLoss: 0.1975 }), wide])).toBe('One and Wide are alike.')
    expect(said([lane('One', { testLoss: 0.1975, parameters: 400_000 }), wide, lane('Linear', { testLoss: 0.24 })])).toBe(
      'One and Wide are alike, ahead of the others; One costs 2 times the weights.',
    )
  })

  it('[P126] names all that are alike', () => {
    const three = ['One', 'Two', 'Three'].map((name) => lane(name, { testLoss: 0.1975 }))
    expect(said([...three, lane('Linear', { testLoss: 0.24 })])).toBe('One, Two and Three are alike, ahead of the others.')
    expect(said(three)).toBe('All three are alike.')
  })

  it('[P126] says so while one may still get better', () => {
    expect(said([lane('One', { testLoss: 0.18, status: 'training' }), wide])).toBe('One is better than Wide by 9.1 % so far.')
  })

  it('[P126] compares in the measure that all have, and says nothing where none can be called the best', () => {
    const [a, b] = [lane('A', { testLoss: 0.19, testMse: 0.05 }), lane('B', { testLoss: 0.05, testMse: 0.04 })]
    expect(said([a, b], { ...FACTS, measure: 'testMse' })).toBe('B is better than A by 20 %.')
    expect(said([a, b], { ...FACTS, isComparable: false })).toBe('')
  })

  it('[P126] says nothing of lanes that are not all measured, and what to do where none is', () => {
    expect(said([lane('One', {}), wide])).toBe('')
    expect(said([lane('One', {}), lane('Two', {})])).toMatch(/^Press Train/)
  })
})
