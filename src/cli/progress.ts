// The terminal's progress bar, on stderr; nothing where stderr is not a terminal.

import type { Metrics } from '../engine/metrics.ts'
import type { Run } from '../engine/run.ts'

const WIDTH = 24
const ERASE_LINE = '\r\u001b[K'

/** Draws the bar anew over the former one. */
export function showProgress(metrics: Metrics, run: Run, secondsLeft: number | null): void {
  if (!process.stderr.isTTY) return
  const share = Math.min(1, run.samplesSeen / run.samplesPlanned)
  const full = Math.round(share * WIDTH)
  const bar = '█'.repeat(full) + '░'.repeat(WIDTH - full)
  const left = secondsLeft === null ? '' : `, ${Math.ceil(secondsLeft)} s left`
  const rate = `${Math.round(metrics.imagesPerSecond).toLocaleString('en-US')} images/s`
  const loss = metrics.trainLoss === null ? '' : `, loss ${metrics.trainLoss.toFixed(4)}`
  process.stderr.write(`${ERASE_LINE}${bar} ${(100 * share).toFixed(0)} % ${rate}${loss}${left}`)
}

/** Takes the bar away; a line given is printed in its place. */
export function clearProgress(line?: string): void {
  if (process.stderr.isTTY) process.stderr.write(ERASE_LINE)
  if (line !== undefined) process.stderr.write(`${line}\n`)
}
