import { describe, expect, it } from 'vitest'
import type { CodesFrame } from '../../workers/protocol.ts'
import { type CodeFacts, percent, sayAtWork, sayUnit, sayUnits } from './codeWords.ts'

const facts: CodeFacts = { units: 4, inputs: 784, picture: 'digit', hasRest: true, isVariational: false }

function codes(shares: number[], divergences?: number[]): CodesFrame {
  const activeShare = shares.reduce((sum, share) => sum + share, 0) / shares.length
  const activity = {
    shares: new Float32Array(shares),
    typical: new Float32Array(shares.length).fill(-1.26),
    activeShare,
    dead: shares.filter((share) => share === 0).length,
    rare: shares.filter((share) => share > 0 && share < 0.01).length,
    histogram: { low: 0, high: 1, counts: [] },
  }
  return { step: 1, pictures: 2_000, activity, ...(divergences && { divergences: new Float64Array(divergences) }) }
}

describe('codeWords', () => {
  it('[P76] gives the units at work for a picture as one figure', () => {
    expect(sayAtWork(codes([1, 0.5, 0, 0.005]), facts)).toEqual({ figure: '1.5 of 4', rest: ' units at work for a digit' })
    const wide = codes(Array.from({ length: 128 }, () => 0.1875))
    expect(sayAtWork(wide, { ...facts, units: 128 }).figure).toBe('24 of 128')
    expect(sayAtWork(codes([1, 1]), { ...facts, units: 2, hasRest: false }).rest).toBe(' units, all at work for every digit')
  })

  it('[P76] tells dead units from rare ones', () => {
    expect(sayUnits(codes([1, 0.5, 0, 0.005]), facts)).toBe('1 dead (never at work) · 1 rare (under 1\u00a0%)')
    expect(sayUnits(codes([1, 0.5]), { ...facts, units: 2 })).toBe('none dead')
  })

  it('[P83] calls a code wider than the picture overcomplete', () => {
    expect(sayUnits(codes([1, 0.5]), { ...facts, inputs: 784, units: 1_000 })).toBe('none dead · overcomplete: 784 pixels, 1,000 units')
  })

  it('[P78] counts the numbers of a variational code that are used', () => {
    const vae = { ...facts, hasRest: false, isVariational: true }
    expect(sayAtWork(codes([1, 1, 1, 1], [2.5, 0.01, 0, 1]), vae).figure).toBe('3.5')
    expect(sayUnits(codes([1, 1, 1, 1], [2.5, 0.01, 0, 1]), vae)).toBe('2 of 4 numbers used, 2 left at the prior')
    expect(sayUnit(1, codes([1, 1], [2.5, 0.01]), vae)).toBe('unused: 0.01 nats')
  })

  it('[P77] says what one unit does', () => {
    expect(sayUnit(0, codes([0.234, 0]), facts)).toBe('at work for 23 % of digits')
    expect(sayUnit(1, codes([0.234, 0]), facts)).toBe('dead: at work for no digit')
    expect(sayUnit(0, codes([1]), { ...facts, hasRest: false })).toBe('−1.3 on average')
  })

  it('gives small shares as they are', () => {
    expect([1, 0.5, 0.042, 0.004, 0.0004, 0].map(percent)).toEqual(['100 %', '50 %', '4.2 %', '0.4 %', 'less than 0.1 %', '0 %'])
  })
})
