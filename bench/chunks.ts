// Times training in chunks of a few steps: long enough for the clock, short enough that one interruption spoils one chunk and no more.

import type { Burst } from './contender.ts'

/** Milliseconds of each chunk. `settle` waits for work that is still under way (a GPU's); it belongs to the chunk. */
export function timeChunks({ chunks, stepsPerChunk }: Burst, step: () => void, settle: () => void = () => {}): number[] {
  const times: number[] = []
  for (let chunk = 0; chunk < chunks; chunk++) {
    const started = performance.now()
    for (let i = 0; i < stepsPerChunk; i++) step()
    settle()
    times.push(performance.now() - started)
  }
  return times
}
