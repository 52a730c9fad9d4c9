// The terminal's progress bar, on stderr; nothing where stderr is not a terminal.

import type { Metrics } from '../engine/metrics.ts'
import type { Run } from '../engine/run.ts'
import { countText } from '../spec/countText.ts'

const WIDTH = 24
const ERASE_LINE = '\r\u001b[K'

/** Draws the bar of a run anew over the former one. */
export function showProgress(metrics: Metrics, run: Run, secondsLeft: number | null): void {
  const rate = `${countText(Math.round(metrics.imagesPerSecond))} images/s`
  const loss = metrics.trainLoss === null ? '' : `, loss ${metrics.trainLoss.toFixed(4)}`
  const left = secondsLeft === null ? '' : `, ${Math.ceil(secondsLeft)} s left`
  drawBar(run.samplesSeen / run.samplesPlanned, `${rate}${loss}${left}`)
}

/** Draws the bar anew over the former one, so much of it full, and the text behind it. */
export function drawBar(share: number, text: string): void {
  if (!process.stderr.isTTY) return
  const full = Math.round(Math.min(1, share) * WIDTH)
  const bar = '█'.repeat(full) + '░'.repeat(WIDTH - full)
  process.stderr.write(`${ERASE_LINE}${bar} ${(100 * Math.min(1, share)).toFixed(0)} % ${text}`)
}

/** Takes the bar away; a line given is printed in its place. */
export function clearProgress(line?: string): void {
  if (process.stderr.isTTY) process.stderr.write(ERASE_LINE)
  if (line !== undefined) process.stderr.write(`${line}\n`)
}
