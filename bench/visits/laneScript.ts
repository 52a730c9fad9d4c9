import type { Browser, Page } from '@playwright/test'
import type { RunSpec } from '../../src/spec/runSpec.ts'
import { imagesPerSecond } from '../laneRates.ts'
import { openCompare, readLanes, standLanes, trainLanes } from './lanes.ts'
import { type ScriptTime, watchThread } from './scriptTime.ts'

const LANES = 4

export interface LaneScript extends ScriptTime {
  /** Of all lanes together meanwhile: settling, tracing and gathering the trace included. */
  readonly imagesPerSecond: number
}

/** As scriptTime(), with four lanes of this spec in step on the Compare screen, every view of every lane live. Rejects where one has not trained. */
export async function laneScript(browser: Browser, page: Page, { url, spec, ms }: { url: string; spec: RunSpec; ms: number }): Promise<LaneScript> {
  const hourglass = await openCompare(page, url)
  await standLanes(hourglass, spec, LANES)
  await trainLanes(page, hourglass, 'in-step')
  const before = await readLanes(page)
  const seen = await watchThread(browser, page, ms)
  return { ...seen, imagesPerSecond: imagesPerSecond(before, await readLanes(page)) }
}
