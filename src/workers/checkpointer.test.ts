import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MeasuringBudget } from '../engine/budget.ts'
import type { Checkpoint } from '../engine/checkpoint.ts'
import type { BackendName } from '../engine/metrics.ts'
import type { Run } from '../engine/run.ts'
import { CASES } from '../testing/kernels.ts'
import { Checkpointer } from './checkpointer.ts'
import { HEARTBEAT_MS } from './patience.ts'

const DURATION_MS = 120_000

interface Training {
  readonly backend: BackendName
  /** What making one checkpoint takes. */
  readonly costMs: number
  /** How late each heartbeat comes, in turn: a burst of steps is not interrupted. */
  readonly lateMs?: readonly number[]
}

/** Two minutes of training on a clock of its own: when each checkpoint was taken, when it was handed out, and what was booked for it. */
function train({ backend, costMs, lateMs = [0] }: Training) {
  const clock = { ms: 0 }
  const taken: number[] = []
  const handed: number[] = []
  const budget = new MeasuringBudget()
  let booked = 0
  budget.spend = (ms) => {
    booked += ms
  }
  const run = runOf(backend, () => {
    taken.push(clock.ms)
    clock.ms += costMs
  })
  const checkpointer = new Checkpointer({ run, budget, now: () => clock.ms, hand: () => handed.push(clock.ms), isSound: () => true })
  for (let beat = 1; beat * HEARTBEAT_MS < DURATION_MS; beat++) {
    clock.ms = Math.max(clock.ms, beat * HEARTBEAT_MS + (lateMs[beat % lateMs.length] as number))
    run.step++
    checkpointer.tick(true)
  }
  return { taken, handed, booked }
}

/** As much of a run as a checkpointer asks for. */
function runOf(backend: BackendName, onCheckpoint: () => void): Run {
  const run = { backend, step: 0, samplesPlanned: 1e6, checkpoint: () => onCheckpoint() as unknown as Checkpoint }
  return run as unknown as Run
}

/** The oldest that the newest checkpoint ever was: just before the next was handed out. */
function oldest({ taken, handed }: { taken: readonly number[]; handed: readonly number[] }): number {
  return Math.max(...handed.map((at, i) => at - (taken[i - 1] ?? 0)))
}

describe('Checkpointer', () => {
  it.each([
    ['wasm', 2_000],
    ['cpu', 2_000],
    ['webgl', 5_000],
  ] as const)('[W29] on %s no checkpoint is older than %d ms while checkpoints are cheap', (backend, limit) => {
    const anyLate = fc.array(fc.integer({ min: 0, max: 25 }), { minLength: 1, maxLength: 40 })
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 60 }), anyLate, (costMs, lateMs) => {
        const found = train({ backend, costMs, lateMs })
        expect(oldest(found)).toBeLessThanOrEqual(limit)
        expect(DURATION_MS - (found.taken.at(-1) as number)).toBeLessThanOrEqual(limit)
      }),
      CASES,
    )
  })

  it.each([
    ['wasm', 400],
    ['wasm', 3_000],
    ['webgl', 900],
  ] as const)('[W29] on %s, where one takes %d ms, they are fewer and take a tenth of the time', (backend, costMs) => {
    const found = train({ backend, costMs })
    expect(found.handed.length).toBeGreaterThan(2)
    const pauses = found.taken.slice(1).map((at, i) => at - (found.taken[i] as number))
    expect(Math.min(...pauses)).toBeGreaterThanOrEqual(10 * costMs)
    expect(Math.max(...pauses)).toBeLessThanOrEqual(10 * costMs + HEARTBEAT_MS)
    expect(found.booked).toBe(costMs * found.handed.length)
  })

  it('[W29] none is handed out at rest, without a step, or of a GPU that answers with zeros', () => {
    const clock = { ms: 10_000 }
    let isSound = true
    const handed: number[] = []
    const run = runOf('webgl', () => {})
    const options = { run, budget: new MeasuringBudget(), now: () => clock.ms, isSound: () => isSound }
    const checkpointer = new Checkpointer({ ...options, hand: () => handed.push(clock.ms) })
    clock.ms += 10_000
    checkpointer.tick(true)
    run.step = 3
    checkpointer.tick(false)
    isSound = false
    checkpointer.tick(true)
    expect(handed).toEqual([])
    isSound = true
    checkpointer.tick(true)
    expect(handed).toEqual([20_000])
  })
})
