import { csvHead, csvOutcome } from '../../spec/sweepCsv.ts'
import type { SweepOutcome, SweepState } from '../../store/sweepState.ts'

/** Hands the runs to the browser as a file of comma-separated values. */
export function saveSweepCsv(sweep: SweepState): void {
  const url = URL.createObjectURL(new Blob([csvOf(sweep)], { type: 'text/csv' }))
  const link = document.createElement('a')
  link.href = url
  link.download = `sweep-${sweep.setting.path.replaceAll('.', '-')}.csv`
  link.click()
  // The download has its own hold of it by the next turn.
  setTimeout(() => URL.revokeObjectURL(url))
}

/** A row a run, in the order in which they ended. */
export function csvOf(sweep: SweepState): string {
  return csvHead(sweep.setting.path) + sweep.outcomes.map((outcome) => csvOutcome(withPca(outcome, sweep))).join('')
}

/** PCA's figure belongs to the run only where both were given the same test inputs. */
function withPca(outcome: SweepOutcome, { baselines, setting }: SweepState) {
  const baseline = setting.measure === 'testLoss' ? baselines.find(({ value }) => value === outcome.run.value) : undefined
  return outcome.metrics && baseline ? { ...outcome, metrics: { ...outcome.metrics, pcaMse: baseline.pcaMse } } : outcome
}
