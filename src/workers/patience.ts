// How long a worker may be silent while it works. Guessed high before anything was measured: a false alarm replaces a healthy worker,
// and its successor would be silent as long.

import type { BackendName } from '../engine/metrics.ts'

/** Between two signs of life. */
export const HEARTBEAT_MS = 500
/** Silence that no work needs to announce. */
export const SILENCE_MIN_MS = 3_000
/** Operations a millisecond of a slow machine: a tenth of what a laptop does. */
const SLOW_OPERATIONS_PER_MS: Record<BackendName, number> = { wasm: 1e6, webgl: 1e6, cpu: 1e5 }
/** Forward, gradient of the weights, gradient of the input: two operations a weight and picture each. */
const OPERATIONS_PER_WEIGHT = 6
/** Drawing a weight's first value, on a slow machine. */
const MS_PER_WEIGHT = 2e-4
/** Shaders are compiled at their first use: seconds at a stretch where the GPU is software. */
const COMPILE_MAX_MS = 10_000
/** A step that takes so many times the median is still a step. */
const STEPS_OF_SILENCE = 5

/** Before the first steps of a run, in milliseconds. */
export function patienceBefore({ parameters, batchSize, backend }: { parameters: number; batchSize: number; backend: BackendName }): number {
  const stepMs = (OPERATIONS_PER_WEIGHT * parameters * batchSize) / SLOW_OPERATIONS_PER_MS[backend]
  const guess = parameters * MS_PER_WEIGHT + 2 * stepMs
  return Math.max(SILENCE_MIN_MS, guess, backend === 'webgl' ? COMPILE_MAX_MS : 0)
}

/** Once steps have been measured. A software GPU goes on compiling: for the last batch of an epoch, for the test pictures. */
export function patienceAfter(stepMs: number, isSoftwareGpu: boolean): number {
  return Math.max(SILENCE_MIN_MS, STEPS_OF_SILENCE * stepMs, isSoftwareGpu ? COMPILE_MAX_MS : 0)
}
