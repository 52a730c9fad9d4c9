// Counts what a test runner's JSON report says. A test that was skipped, or passed only at a second try, counts as failed;
// so does a runner that ended badly with no failed test to show for it (a file that did not load).

export interface Tally {
  readonly passed: number
  readonly failed: number
}

/** From Vitest's JSON report. `isFine`: it ended with code 0. */
export function vitestTally(json: string, isFine: boolean): Tally {
  const { numPassedTests, numTotalTests } = JSON.parse(json) as { numPassedTests: number; numTotalTests: number }
  return tally(numPassedTests, numTotalTests - numPassedTests, isFine)
}

/** From Playwright's JSON report. */
export function playwrightTally(json: string, isFine: boolean): Tally {
  const { stats } = JSON.parse(json) as { stats: { expected: number; skipped: number; unexpected: number; flaky: number } }
  return tally(stats.expected, stats.skipped + stats.unexpected + stats.flaky, isFine)
}

function tally(passed: number, failed: number, isFine: boolean): Tally {
  return { passed, failed: failed === 0 && !isFine ? 1 : failed }
}
