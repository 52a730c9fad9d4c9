// How often values fall into each of a row of equally wide bins. Heights grow with the logarithm of the count: of a sparse code nearly all are 0.

import type { BarsRoom } from './drawUnitBars.ts'

export interface HistogramLook extends BarsRoom {
  readonly color: string
  /** Of the line where 0 lies, if it lies within. */
  readonly line: string
}

export interface HistogramBins {
  readonly low: number
  readonly high: number
  readonly counts: readonly number[]
}

/** Replaces all that is on the canvas, a context in CSS pixels. */
export function drawHistogram(
  context: CanvasRenderingContext2D,
  { low, high, counts }: HistogramBins,
  { width, height, color, line }: HistogramLook,
): void {
  context.clearRect(0, 0, width, height)
  const most = Math.log1p(Math.max(...counts))
  if (most === 0) return
  const pitch = width / counts.length
  context.fillStyle = color
  counts.forEach((count, bin) => {
    const tall = (Math.log1p(count) / most) * height
    if (count > 0) context.fillRect(bin * pitch, height - tall, Math.max(1, pitch - 1), tall)
  })
  if (low >= 0 || high <= 0) return
  context.fillStyle = line
  context.fillRect(Math.round((-low / (high - low)) * width), 0, 1, height)
}
