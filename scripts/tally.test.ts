import { describe, expect, it } from 'vitest'
import { playwrightTally, vitestTally } from './tally.ts'

describe('tally', () => {
  it('[D15] counts a skipped test as failed', () => {
    expect(vitestTally('{"numPassedTests":3,"numTotalTests":5}', true)).toEqual({ passed: 3, failed: 2 })
    expect(playwrightTally('{"stats":{"expected":3,"skipped":1,"unexpected":1,"flaky":0}}', true)).toEqual({ passed: 3, failed: 2 })
  })

  it('[D15] counts a few page tests that needed a second try as passed, more than three as failed', () => {
    const report = (flaky: number) => JSON.stringify({ stats: { expected: 90, skipped: 0, unexpected: 0, flaky } })
    expect(playwrightTally(report(3), true)).toEqual({ passed: 93, failed: 0 })
    expect(playwrightTally(report(4), true)).toEqual({ passed: 90, failed: 4 })
  })

  it('[D15] counts a runner that ended badly without a failed test as one', () => {
    expect(vitestTally('{"numPassedTests":3,"numTotalTests":3}', false)).toEqual({ passed: 3, failed: 1 })
    expect(vitestTally('{"numPassedTests":3,"numTotalTests":3}', true)).toEqual({ passed: 3, failed: 0 })
  })
})
