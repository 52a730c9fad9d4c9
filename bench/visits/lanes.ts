// Lanes on the Compare screen: as many of one spec as are asked for, all of them seen, all trained at full speed.

import type { Page } from '@playwright/test'
import type { ConsoleCalls } from '../../playwright/fixtures/consoleProxy.ts'
import { Lanes } from '../../playwright/fixtures/Lanes.ts'
import { testCount, trainingCount } from '../../src/spec/runLength.ts'
import type { RunSpec } from '../../src/spec/runSpec.ts'
import type { LanePace } from '../../src/store/state.ts'
import type { Reading } from '../laneRates.ts'
import { openStanding, sleep } from './standing.ts'

/** What the page calls them. */
const PACE_WORDS: Readonly<Record<LanePace, string>> = { 'in-step': 'in step by pictures', racing: 'racing by time' }
const DEADLINE_MS = 60_000
const POLL_MS = 100

/** A visit that has gone on to the Compare screen, which is fetched then; one lane stands there. */
export async function openCompare(page: Page, url: string): Promise<ConsoleCalls> {
  const hourglass = await openStanding(page, url)
  const { compare, all } = new Lanes(page)
  await compare.click()
  await all.waitFor()
  return hourglass
}

/**
 * So many lanes of this spec, and no others: all at step 0, all pictures read into each one's worker, PCA's figure known. From here on nothing but
 * training and looking takes the processor. Each time every lane begins anew: in step, one that was ahead would have to wait for the others.
 */
export async function standLanes(hourglass: ConsoleCalls, spec: RunSpec, count: number): Promise<void> {
  const [first, ...others] = await hourglass.lanes()
  if (!first) throw new Error('the page has no lane')
  await hourglass.select(first.laneId)
  for (const { laneId } of others) await hourglass.remove(laneId)
  await hourglass.load(spec)
  for (let i = 1; i < count; i++) await hourglass.fork()
  for (const { laneId } of await hourglass.lanes()) {
    await hourglass.select(laneId)
    await hourglass.sample({ split: 'train', from: trainingCount(spec) - 1, count: 1 })
    await hourglass.sample({ split: 'test', from: testCount(spec) - 1, count: 1 })
  }
  await hourglass.select(first.laneId)
  const deadline = Date.now() + DEADLINE_MS
  while ((await hourglass.lanes()).some(({ metrics }) => metrics.pcaMse === undefined)) {
    if (Date.now() > deadline) throw new Error(`PCA's figure has not come within ${DEADLINE_MS / 1000} s`)
    await sleep(POLL_MS)
  }
}

/** Trains every lane at full speed, held together or not. Resolves when all of them have begun. */
export async function trainLanes(page: Page, hourglass: ConsoleCalls, pace: LanePace): Promise<void> {
  await new Lanes(page).choosePace(PACE_WORDS[pace])
  for (const { laneId } of await hourglass.lanes()) {
    await hourglass.select(laneId)
    await hourglass.play()
  }
}

/** What all lanes say now, and when by the page's own clock. */
export function readLanes(page: Page): Promise<Reading> {
  return page.evaluate(async () => {
    const lanes = await window.hourglass.lanes()
    return { at: performance.now(), lanes: lanes.map(({ laneId, metrics }) => ({ laneId, metrics })) }
  })
}
