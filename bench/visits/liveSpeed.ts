import type { Page } from '@playwright/test'
import type { RunSpec } from '../../src/spec/runSpec.ts'
import type { Contender } from '../contender.ts'
import { burstOf } from '../rounds.ts'
import { median, pairedRatio, type Spread, spreadOf } from '../statistics.ts'
import { openStanding, sleep } from './standing.ts'

export interface LiveSpeed {
  /** Images per second in the page's worker, every view live. */
  readonly live: Spread
  /** The same engine with nobody looking, and its name. */
  readonly closed: readonly { readonly name: string; readonly imagesPerSecond: Spread; readonly ratio: Spread }[]
}

export interface LiveSpeedOptions {
  readonly url: string
  readonly spec: RunSpec
  readonly closed: readonly { readonly name: string; readonly contender: Contender }[]
  readonly rounds: number
  /** Each measured so long in a round; the page's own figure is over its last two seconds. */
  readonly roundMs: number
}

/** The page trains, stops, then the others do, again and again: never two at once. */
export async function liveSpeed(page: Page, { url, spec, closed, rounds, roundMs }: LiveSpeedOptions): Promise<LiveSpeed> {
  const hourglass = await openStanding(page, url)
  await hourglass.load(spec)
  const others = []
  for (const { name, contender } of closed) {
    await contender.open(spec)
    const stepMs = median((await contender.train({ chunks: 20, stepsPerChunk: 5 })).slice(10)) / 5
    const { stepsPerChunk } = burstOf(stepMs, roundMs)
    others.push({ name, contender, burst: { stepsPerChunk, chunks: Math.ceil(roundMs / (stepMs * stepsPerChunk)) }, rates: [] as number[] })
  }
  const live: number[] = []
  for (let round = 0; round < rounds; round++) {
    await page.bringToFront()
    await hourglass.play()
    await sleep(roundMs)
    live.push((await hourglass.metrics()).imagesPerSecond)
    await hourglass.pause()
    for (const { contender, burst, rates } of others) {
      const times = await contender.train(burst)
      const seconds = times.reduce((sum, ms) => sum + ms, 0) / 1000
      rates.push((burst.chunks * burst.stepsPerChunk * spec.training.batchSize) / seconds)
    }
  }
  return {
    live: spreadOf(live),
    closed: others.map(({ name, rates }) => ({ name, imagesPerSecond: spreadOf(rates), ratio: pairedRatio(live, rates) })),
  }
}
