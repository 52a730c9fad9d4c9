// Each preset's first steps, on the backend that is plain JavaScript, against figures that were written down once: so that no number moves
// unnoticed. A change here stands in a commit of its own, which names the cause and an independent figure that agrees.

import { beforeAll, describe, expect, it } from 'vitest'
import { checkSpec } from '../spec/checkSpec.ts'
import { PRESET_NAMES, PRESETS, type PresetName } from '../spec/presets.ts'
import type { RunSpec } from '../spec/runSpec.ts'
import { openRun, takeSteps, useBackend } from '../testing/digits.ts'
import golden from './golden.json' with { type: 'json' }

const STEPS = 5
const BATCH = 8
const TEST_PICTURES = 20
/** Sums of float32 numbers; Math.exp and Math.log may differ in the last bit from one Node to the next. */
const RELATIVE = 1e-5
/** The kernels add up in another order: a second opinion on the same figure, less exact. */
const RELATIVE_ELSEWHERE = 1e-4

interface Golden {
  readonly trainLoss: number
  readonly testLoss: number
  readonly terms?: Readonly<Record<string, number>>
}

/** The preset on few digits, in small steps. */
function shortSpec(name: PresetName): RunSpec {
  const { spec } = PRESETS[name]
  const { epochs: _, ...training } = spec.training
  return checkSpec({
    ...spec,
    data: { ...spec.data, train: STEPS * BATCH, test: TEST_PICTURES },
    training: { ...training, batchSize: BATCH, steps: STEPS },
  })
}

async function measure(name: PresetName): Promise<Golden> {
  const run = await openRun(shortSpec(name))
  takeSteps(run, STEPS)
  const test = await run.measure(TEST_PICTURES)
  const { trainLoss, terms } = run
  run.dispose()
  return { trainLoss: trainLoss as number, testLoss: test?.loss as number, ...(terms && { terms }) }
}

describe.each([
  { backend: 'cpu', relative: RELATIVE },
  { backend: 'wasm', relative: RELATIVE_ELSEWHERE },
] as const)('golden values on $backend', ({ backend, relative }) => {
  beforeAll(() => useBackend(backend))
  const expectClose = (value: number | undefined, wanted: number) => expect(Math.abs((value as number) / wanted - 1)).toBeLessThan(relative)

  it.each(PRESET_NAMES)('[E64] the first steps of %s give what they gave', async (name) => {
    const found = await measure(name)
    const expected = (golden as Readonly<Record<string, Golden>>)[name]
    if (!expected) throw new Error(`no golden value of ${name}; measured: ${JSON.stringify(found)}`)
    expectClose(found.trainLoss, expected.trainLoss)
    expectClose(found.testLoss, expected.testLoss)
    expect(Object.keys(found.terms ?? {})).toEqual(Object.keys(expected.terms ?? {}))
    for (const [term, value] of Object.entries(expected.terms ?? {})) expectClose(found.terms?.[term], value)
  })
})
