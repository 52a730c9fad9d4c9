import type { Browser, Page } from '@playwright/test'
import type { RunSpec } from '../../src/spec/runSpec.ts'
import { imagesPerSecond } from '../laneRates.ts'
import { openCompare, readTwice, standLanes, trainLanes } from './lanes.ts'
import { type ScriptTime, watchThread } from './scriptTime.ts'

const LANES = 4
/** So long it is looked at afterwards whether all of them still train. */
const STILL_MS = 2_000

/** As scriptTime(), with four lanes of this spec in step on the Compare screen, every view of every lane live. Rejects where one does not train. */
export async function laneScript(
  browser: Browser,
  page: Page,
  { url, spec, ms }: { url: string; spec: RunSpec; ms: number },
): Promise<ScriptTime & { readonly imagesPerSecond: number }> {
  const hourglass = await openCompare(page, url)
  await standLanes(hourglass, spec, LANES)
  await trainLanes(page, hourglass, 'in-step')
  const seen = await watchThread(browser, page, ms)
  const { before, after } = await readTwice(page, STILL_MS)
  return { ...seen, imagesPerSecond: imagesPerSecond(before, after) }
}
