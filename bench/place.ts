// Where the page is measured, and what one measure gives.

import type { Browser, Page } from '@playwright/test'
import { PRESETS, type PresetName } from '../src/spec/presets.ts'
import type { RunSpec } from '../src/spec/runSpec.ts'
import type { CountingServer } from './countingServer.ts'
import type { Goal } from './goals.ts'
import type { Machine } from './machine.ts'
import { openProbed, type ProbeOptions } from './visits/probe.ts'

/** How often and how long everything is measured. */
export interface Settings {
  readonly loads: number
  readonly rounds: number
  readonly roundMs: number
  readonly traceMs: number
  readonly memorySteps: number
  readonly strokes: number
  readonly laneRounds: number
  readonly laneMs: number
}

export interface Place {
  readonly browser: Browser
  readonly server: CountingServer
  /** The benchmark's page: the same engine with nobody looking. */
  readonly benchPage: Page
  readonly machine: Machine
  readonly settings: Settings
}

export interface Result {
  readonly figures: object
  readonly goals: readonly Goal[]
}

export type Measure = (place: Place) => Promise<Result>

/** A first visit in a context of its own. */
export async function visit<T>({ browser }: Place, look: (page: Page) => Promise<T>, probe: ProbeOptions = {}): Promise<T> {
  const page = await openProbed((options) => browser.newContext(options), probe)
  try {
    return await look(page)
  } finally {
    await page.context().close()
  }
}

/** A preset that does not end while it is looked at. */
export function endless(name: PresetName): RunSpec {
  const { spec } = PRESETS[name]
  return { ...spec, training: { ...spec.training, epochs: 1_000 } }
}
