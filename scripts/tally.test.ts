import { describe, expect, it } from 'vitest'
import { playwrightTally, vitestTally } from './tally.ts'

describe('tally', () => {
  it('[D15] counts a skipped test as failed', () => {
    expect(vitestTally('{"numPassedTests":3,"numTotalTests":5}', true)).toEqual({ passed: 3, failed: 2 })
    expect(playwrightTally('{"stats":{"expected":3,"skipped":1,"unexpected":1,"flaky":1}}', true)).toEqual({ passed: 3, failed: 3 })
  })

  it('[D15] counts a runner that ended badly without a failed test as one', () => {
    expect(vitestTally('{"numPassedTests":3,"numTotalTests":3}', false)).toEqual({ passed: 3, failed: 1 })
    expect(vitestTally('{"numPassedTests":3,"numTotalTests":3}', true)).toEqual({ passed: 3, failed: 0 })
  })
})
