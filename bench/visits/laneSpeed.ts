import type { Page } from '@playwright/test'
import type { RunSpec } from '../../src/spec/runSpec.ts'
import type { LanePace } from '../../src/store/state.ts'
import { imagesPerSecond, stepsApart } from '../laneRates.ts'
import { rotated } from '../rounds.ts'
import { pairedRatio, type Spread, spreadOf } from '../statistics.ts'
import { openCompare, readLanes, standLanes, trainLanes } from './lanes.ts'
import { sleep } from './standing.ts'

export interface LaneSpeed {
  /** Images per second of one lane alone. */
  readonly alone: Spread
  readonly beside: readonly LanesBeside[]
}

export interface LanesBeside {
  readonly lanes: number
  readonly pace: LanePace
  /** Of all lanes together. */
  readonly imagesPerSecond: Spread
  /** Over one lane alone, round by round. */
  readonly ratio: Spread
  /** Between the first lane and the last at the end of each round, as their answers say: they come some milliseconds apart. */
  readonly stepsApart: Spread
}

export interface LaneSpeedOptions {
  readonly url: string
  readonly spec: RunSpec
  readonly rounds: number
  /** So long pictures are counted, in every round of every count of lanes. */
  readonly roundMs: number
  readonly onProgress: (line: string) => void
}

interface Entry {
  readonly lanes: number
  readonly pace: LanePace
  readonly rates: number[]
  readonly apart: number[]
}

/** Counted in no figure: the first steps compile what they run, and begin while other lanes are still to be started. */
const SETTLE_MS = 2_000

/**
 * Images per second of one, two and four lanes of one spec on the Compare screen, every view of every lane live, nothing else under way. Counted is
 * what the lanes have seen from one moment of the page's clock to another, so that all they do besides steps counts against them: frames, waiting for
 * each other, and the test pictures at the end of each epoch, which the page's own figure leaves out. One lane alone is on the same screen, with no
 * other lane in any worker. In each round every count of lanes has its turn, and who comes first rotates; ratios are taken within a round.
 */
export async function laneSpeed(page: Page, { url, spec, rounds, roundMs, onProgress }: LaneSpeedOptions): Promise<LaneSpeed> {
  const hourglass = await openCompare(page, url)
  const alone = entryOf(1, 'racing')
  const beside = (['in-step', 'racing'] as const).flatMap((pace) => [entryOf(2, pace), entryOf(4, pace)])
  for (let round = 0; round < rounds; round++) {
    for (const { lanes, pace, rates, apart } of rotated([alone, ...beside], round)) {
      await standLanes(hourglass, spec, lanes)
      await trainLanes(page, hourglass, pace)
      await sleep(SETTLE_MS)
      const before = await readLanes(page)
      await sleep(roundMs)
      const after = await readLanes(page)
      rates.push(imagesPerSecond(before, after))
      apart.push(stepsApart(after))
    }
    onProgress(`round ${round + 1} of ${rounds}`)
  }
  return {
    alone: spreadOf(alone.rates),
    beside: beside.map(({ lanes, pace, rates, apart }) => ({
      lanes,
      pace,
      imagesPerSecond: spreadOf(rates),
      ratio: pairedRatio(rates, alone.rates),
      stepsApart: spreadOf(apart),
    })),
  }
}

function entryOf(lanes: number, pace: LanePace): Entry {
  return { lanes, pace, rates: [], apart: [] }
}
