// Paired, interleaved rounds: in each every contender trains one short burst, and who comes first rotates, so that a slower minute of the
// machine meets them all.

import type { RunSpec } from '../src/spec/runSpec.ts'
import type { Burst, Contender, Losses } from './contender.ts'
import { median } from './statistics.ts'

export interface Entry {
  readonly name: string
  readonly contender: Contender
}

export interface RoundsOptions {
  readonly rounds: number
  /** A burst takes about so long. */
  readonly burstMs: number
  /** Trained before anything is timed; the losses are judged then. */
  readonly warmUpSteps: number
  readonly onProgress?: (line: string) => void
}

export interface Measured {
  readonly name: string
  /** Milliseconds a step: each round's median chunk. [rounds] */
  readonly stepMs: readonly number[]
  /** After `warmUpSteps`, from the same weights on the same batches. */
  readonly losses: Losses
}

/** A chunk is 5 steps, more of fast ones (a worker's clock ticks every 0.1 ms), fewer of slow ones. */
const STEPS_PER_CHUNK = 5
const CHUNK_MIN_MS = 10
const CHUNK_MAX_MS = 200
const CHUNKS_MAX = 60

/** Trains one spec in turns. A contender that fails makes the whole fail: a row is either measured or not there. */
export async function measureInRounds(spec: RunSpec, entries: readonly Entry[], options: RoundsOptions): Promise<Measured[]> {
  const { rounds, onProgress = () => {} } = options
  const prepared: { entry: Entry; burst: Burst; losses: Losses; stepMs: number[] }[] = []
  for (const entry of entries) {
    const { burst, losses } = await warmUp(spec, entry.contender, options)
    onProgress(`${entry.name}: bursts of ${burst.chunks} x ${burst.stepsPerChunk} steps, BCE ${losses.bce.toFixed(4)}`)
    prepared.push({ entry, burst, losses, stepMs: [] })
  }
  for (let round = 0; round < rounds; round++) {
    for (const { entry, burst, stepMs } of rotated(prepared, round)) {
      const times = await entry.contender.train(burst)
      stepMs.push(median(times) / burst.stepsPerChunk)
    }
    onProgress(`round ${round + 1} of ${rounds}`)
  }
  return prepared.map(({ entry, stepMs, losses }) => ({ name: entry.name, stepMs, losses }))
}

/** The list begun at another place: `by` entries from the front go to its end. */
export function rotated<T>(list: readonly T[], by: number): T[] {
  const at = list.length === 0 ? 0 : by % list.length
  return [...list.slice(at), ...list.slice(0, at)]
}

/** Trains the first steps, judges them, and finds how long a burst may be. */
async function warmUp(spec: RunSpec, contender: Contender, { warmUpSteps, burstMs }: RoundsOptions): Promise<{ burst: Burst; losses: Losses }> {
  await contender.open(spec)
  const times = await contender.train({ chunks: warmUpSteps, stepsPerChunk: 1 })
  const losses = await contender.losses()
  // The first steps are slower: nothing has been compiled yet.
  return { burst: burstOf(median(times.slice(times.length >> 1)), burstMs), losses }
}

/** Chunks and their steps for a burst of about so long, of steps that take so long. */
export function burstOf(stepMs: number, burstMs: number): Burst {
  const [least, most] = [Math.ceil(CHUNK_MIN_MS / stepMs), Math.round(CHUNK_MAX_MS / stepMs)]
  const stepsPerChunk = Math.max(1, Math.min(most, Math.max(least, STEPS_PER_CHUNK)))
  const chunks = Math.round(burstMs / (stepsPerChunk * stepMs))
  return { chunks: Math.max(1, Math.min(CHUNKS_MAX, chunks)), stepsPerChunk }
}
