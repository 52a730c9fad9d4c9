// Counts what a test runner's JSON report says. A test that was skipped counts as failed; so does a runner that ended badly with
// no failed test to show for it (a file that did not load). A page test that passed only at its second try counts as passed while
// there are few such: a browser on a shared machine may be starved for once, a page that is at fault is so more often.

/** So many page tests may need a second try. */
const SECOND_TRIES_MAX = 3

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
  const isForgiven = stats.flaky <= SECOND_TRIES_MAX
  const failed = stats.skipped + stats.unexpected + (isForgiven ? 0 : stats.flaky)
  return tally(stats.expected + (isForgiven ? stats.flaky : 0), failed, isFine)
}

function tally(passed: number, failed: number, isFine: boolean): Tally {
  return { passed, failed: failed === 0 && !isFine ? 1 : failed }
}
