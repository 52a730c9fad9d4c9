// A training loop on a clock that only steps and waits move, for tests of when it does what. Not part of what ships.

import { vi } from 'vitest'
import { nodePlatform } from '../cli/nodePlatform.ts'
import type { MeasuringBudget } from '../engine/budget.ts'
import type { Dataset } from '../engine/data/dataset.ts'
import { TrainingLoop } from '../engine/loop.ts'
import type { RunStatus } from '../engine/metrics.ts'
import type { Platform } from '../engine/platform.ts'
import type { RunSpec } from '../spec/runSpec.ts'
import { openRun } from './digits.ts'

export const STEP_MS = 3

/** A platform whose clock stands still but for waits and for what a test adds. */
function stillPlatform(): { platform: Platform; advance(ms: number): void; onYield: (() => void)[] } {
  let now = 0
  const onYield: (() => void)[] = []
  const wait = async (ms: number) => {
    now += ms
    onYield.shift()?.()
    await nodePlatform.wait(0)
  }
  const advance = (ms: number) => {
    now += ms
  }
  return { platform: { ...nodePlatform, now: () => now, wait }, advance, onYield }
}

/** A loop on a clock of its own: each step takes STEP_MS. `statuses` gathers each new one, `rates` each step's. */
export async function openLoop(spec: RunSpec, { dataset, budget }: { dataset?: Dataset; budget?: MeasuringBudget } = {}) {
  const clock = stillPlatform()
  const run = await openRun(spec, { platform: clock.platform, ...(dataset && { dataset }) })
  const tryStep = run.tryStep.bind(run)
  const rates: number[] = []
  vi.spyOn(run, 'tryStep').mockImplementation(() => {
    rates.push(run.learningRate)
    const outcome = tryStep()
    if (outcome === 'stepped') clock.advance(STEP_MS)
    return outcome
  })
  const statuses: RunStatus[] = []
  const loop: TrainingLoop = new TrainingLoop(run, {
    platform: clock.platform,
    ...(budget && { budget }),
    onChange: () => {
      if (loop.status !== statuses.at(-1)) statuses.push(loop.status)
    },
  })
  return { ...clock, run, loop, statuses, rates }
}

/** Resolves when the loop is at rest. */
export async function atRest(loop: TrainingLoop): Promise<void> {
  while (loop.isDriving) await nodePlatform.wait(0)
}
