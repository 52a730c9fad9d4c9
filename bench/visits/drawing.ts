import type { Page } from '@playwright/test'
import type { RunSpec } from '../../src/spec/runSpec.ts'
import { percentile } from '../statistics.ts'
import { openStanding, sleep } from './standing.ts'

export interface Drawing {
  readonly strokes: number
  /** From the pointer event to the frame that shows the cleaned drawing, milliseconds. */
  readonly p50: number
  readonly p95: number
}

/** Until the network has learnt something and everything that runs has been compiled. */
const SETTLE_MS = 2_000
const MOVES = 20
const BETWEEN_MOVES_MS = 12
/** The kind of timing that the pad books. */
const DRAWING = 'draw'

/** Draws on the pad with the pointer while a run trains at full speed. */
export async function drawing(page: Page, { url, spec, strokes }: { url: string; spec: RunSpec; strokes: number }): Promise<Drawing> {
  const hourglass = await openStanding(page, url)
  await hourglass.load(spec)
  await hourglass.play()
  await sleep(SETTLE_MS)
  const pad = page.getByTestId('draw-pad')
  await pad.scrollIntoViewIfNeeded()
  const box = await pad.boundingBox()
  if (!box) throw new Error('the pad is not on the page')
  for (let stroke = 0; stroke < strokes; stroke++) {
    const y = box.y + box.height * (0.2 + (0.6 * stroke) / strokes)
    await page.mouse.move(box.x + 0.2 * box.width, y)
    await page.mouse.down()
    for (let move = 1; move <= MOVES; move++) {
      await page.mouse.move(box.x + box.width * (0.2 + (0.6 * move) / MOVES), y + 4 * Math.sin(move))
      await sleep(BETWEEN_MOVES_MS)
    }
    await page.mouse.up()
  }
  const times = (await hourglass.timings()).filter(({ what }) => what === DRAWING).map(({ ms }) => ms)
  await hourglass.pause()
  return { strokes, p50: percentile(times, 0.5), p95: percentile(times, 0.95) }
}
