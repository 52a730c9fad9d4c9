import type { Page } from '@playwright/test'
import type { RunSpec } from '../../src/spec/runSpec.ts'
import { openStanding } from './standing.ts'

interface Held {
  readonly step: number
  readonly tensors: number
  readonly bytes: number
  readonly wasmBytes: number
}

/** What the training worker holds early and late. */
export async function steadyMemory(
  page: Page,
  { url, spec, early, late }: { url: string; spec: RunSpec; early: number; late: number },
): Promise<{ early: Held; late: Held }> {
  const hourglass = await openStanding(page, url)
  await hourglass.load(spec)
  const heldAfter = async (steps: number): Promise<Held> => {
    const { step } = await hourglass.train({ steps })
    return { step, ...(await hourglass.memory()) }
  }
  const first = await heldAfter(early)
  return { early: first, late: await heldAfter(late - early) }
}
