import { describe, expect, it } from 'vitest'
import { csvHead, csvOutcome, csvRow } from './sweepCsv.ts'

describe('a sweep as comma-separated values', () => {
  it('quotes what holds a comma, a quote or a line’s end, and doubles quotes', () => {
    expect(csvRow(['a,b', 'c"d', 'e\nf', 'plain'])).toBe('"a,b","c""d","e\nf",plain\r\n')
  })

  it('keeps every digit, and leaves empty what there is not', () => {
    expect(csvRow([0.1 + 0.2, 1e-7, null, undefined, 0])).toBe('0.30000000000000004,1e-7,,,0\r\n')
  })

  it('lets no text begin a formula', () => {
    expect(csvRow(['=1+1', '-2', '@x', 'a=b'])).toBe("'=1+1,'-2,'@x,a=b\r\n")
  })

  it('gives a row as many cells as the head, whatever was varied', () => {
    const cells = (row: string) => row.trimEnd().split(',').length
    const outcome = { run: { value: 2, seed: 1 }, status: 'done', metrics: { testLoss: 0.25 }, seconds: 2 }
    expect(cells(csvOutcome(outcome))).toBe(cells(csvHead('model.latent.units')))
    expect(csvOutcome({ ...outcome, run: { value: 'relu', seed: 0 } })).toMatch(/^relu,0,done,0\.25,/)
    expect(csvOutcome({ ...outcome, run: { value: [1, 2], seed: 0 } })).toMatch(/^"\[1,2\]",0,done/)
  })
})
