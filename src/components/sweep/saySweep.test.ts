import { describe, expect, it } from 'vitest'
import { saySweep, type Told } from './saySweep.ts'

/** Each value with what its runs came to. */
function told(losses: Record<string, readonly number[]>, more: Partial<Told> | ((value: number) => Partial<Told>) = {}): Told[] {
  return Object.entries(losses)
    .map(([key, runs]) => ({ value: Number(key), runs }))
    .sort((a, b) => a.value - b.value)
    .map(({ value, runs }) => ({
      ...{ value, runs, diverged: 0, failed: 0, pca: null },
      mean: runs.length > 0 ? runs.reduce((sum, loss) => sum + loss, 0) / runs.length : null,
      lowest: runs.length > 0 ? Math.min(...runs) : null,
      highest: runs.length > 0 ? Math.max(...runs) : null,
      ...(typeof more === 'function' ? more(value) : more),
    }))
}

const over = { measure: 'test loss', isOver: true }

describe('[P138] the sentence under the curve', () => {
  it('tells a fall to the very end', () => {
    const values = told({ 2: [0.25, 0.252], 4: [0.23, 0.231], 8: [0.2, 0.201] })
    expect(saySweep(values, over)).toBe('Every doubling up to 8 helps: the test loss falls from 0.251 to 0.201.')
  })

  it('tells where it stops falling beyond the spread', () => {
    const values = told({ 2: [0.25, 0.252], 4: [0.23, 0.231], 8: [0.2, 0.204], 12: [0.199, 0.205] })
    expect(saySweep(values, over)).toBe('Every doubling up to 8 helps; from 8 on the test loss no longer falls beyond its spread.')
  })

  it('does not say that every step helps where one lies within the spread', () => {
    const values = told({ 0: [0.25, 0.252], 1: [0.249, 0.253], 2: [0.23, 0.231] })
    expect(saySweep(values, over)).toMatch(/^More helps up to 2: the test loss falls/)
  })

  it('says steps where values are no doublings', () => {
    expect(saySweep(told({ 0: [0.25, 0.252], 1: [0.23, 0.231], 2: [0.2, 0.201] }), over)).toMatch(/^Every step up to 2 helps/)
  })

  it('finds nothing where all lies within the spread', () => {
    const values = told({ 1: [0.2, 0.22], 2: [0.19, 0.21], 3: [0.205, 0.215] })
    expect(saySweep(values, over)).toBe('No value stands out: what the test loss differs by lies within its spread over seeds.')
  })

  it('tells a best one in the middle, and a stretch of them', () => {
    expect(saySweep(told({ 0.001: [0.3, 0.31], 0.01: [0.1, 0.11], 0.1: [0.2, 0.21] }), over)).toBe(
      'Best at 0.01 (0.105): with less and with more the test loss is higher, beyond its spread.',
    )
    expect(saySweep(told({ 1: [0.3, 0.31], 2: [0.1, 0.11], 3: [0.105, 0.12], 4: [0.2, 0.21] }), over)).toMatch(/^Best from 2 to 3 \(0\.105\)/)
  })

  it('tells a rise, from the first or after a level stretch', () => {
    expect(saySweep(told({ 0: [0.1, 0.11], 1: [0.2, 0.21] }), over)).toBe(
      'The smallest, 0, is the best (0.105): from there on the test loss rises, to 0.205 at 1.',
    )
    expect(saySweep(told({ 0: [0.1, 0.11], 1: [0.105, 0.12], 2: [0.2, 0.21] }), over)).toBe(
      'Up to 1 the test loss stays the same within its spread; beyond, the test loss rises, to 0.205 at 2.',
    )
  })

  it('does not call a value worse that comes within the spread of the best', () => {
    const values = told({ 1: [0.1, 0.2], 2: [0.3, 0.31], 4: [0.09, 0.1] })
    expect(saySweep(values, over)).toBe('The test loss is lowest at 4 (0.0950), but not beyond its spread, and it goes up and down on the way.')
  })

  it('makes no claim from one seed', () => {
    expect(saySweep(told({ 1: [0.3], 2: [0.2] }), over)).toBe(
      'The test loss is lowest at 2 (0.200); how much of that is chance only further seeds tell.',
    )
    expect(saySweep(told({ 1: [0.3, 0.31], 2: [0.2] }), { ...over, isOver: false })).toMatch(/^So far: the test loss is lowest at 2/)
  })

  it('is silent before there are two values', () => {
    expect(saySweep(told({ 1: [0.3, 0.31], 2: [] }), over)).toBe('')
    expect(saySweep([], over)).toBe('')
  })

  it('names runs that are not in the curve', () => {
    const values = told({ 0.01: [0.2, 0.21], 0.1: [0.3], 1: [] }, (value) => ({ diverged: value === 0.1 ? 2 : 0, failed: value === 1 ? 3 : 0 }))
    expect(saySweep(values, over)).toMatch(/At 0\.1 2 of 3 runs ran away, at 1 all 3 runs failed: not in the curve\.$/)
  })

  it.each([
    [[0.4, 0.4, 0.4], 'PCA with as many numbers is worse at every value.'],
    [[0.1, 0.1, 0.1], 'PCA with as many numbers is better at every value.'],
    [[0.2, 0.22, 0.4], 'PCA with as many numbers is beaten from 4 on.'],
    [[0.4, 0.22, 0.19], 'PCA with as many numbers is beaten up to 1.'],
    [[0.4, 0.1, 0.4], ''],
  ])('sets PCA beside it only in a plain finding: %j', (pcas, sentence) => {
    const values = told({ 1: [0.25, 0.252], 2: [0.23, 0.231], 4: [0.2, 0.201] }).map((one, i) => ({ ...one, pca: pcas[i] as number }))
    expect(saySweep(values, over)).toBe(
      ['Every doubling up to 4 helps: the test loss falls from 0.251 to 0.201.', sentence].filter(Boolean).join(' '),
    )
  })
})
